import * as z from "zod";
import { planStatuses } from "#shared/domain/case/plan-state.ts";
import { coded, staffId } from "./api.ts";
import { planWritten } from "./requests/plan.ts";
import { day, instant } from "./times.ts";

const count = z.int().nonnegative();
const text = z.string().nullable().meta({ description: "The words as they were kept." });
const by = { by: staffId, at: instant };
const { accommodation, earlyFocus, goals } = planWritten.shape;

/** Where the plan of a case stands, in coded values. */
export const planStanding = z.strictObject({
  version: count,
  status: z.enum(planStatuses),
  ...by,
  inForce: z.strictObject({ version: count, ...by }).nullable(),
  goalsAgreed: z
    .boolean()
    .meta({ description: "Whether the person agreed to the goals; each review asks again." }),
  accommodation: z.strictObject({ kind: coded, ref: z.string().optional() }).nullable(),
  openObjectives: z.array(coded),
});

/** The plan whole, in the words of who wrote it. */
export const shownPlan = z.strictObject({
  plan: planStanding
    .extend({
      accommodation: accommodation.unwrap().nullable(),
      earlyFocus: earlyFocus.unwrap(),
      goals: goals.unwrap(),
      objectives: z.array(
        z.strictObject({
          id: coded,
          goal: coded.nullable(),
          line: coded,
          title: z.string(),
          status: z.enum(["open", "achieved", "closed"]),
          dates: z.record(coded, day),
          words: text,
        }),
      ),
      words: text,
    })
    .nullable(),
  actions: z.array(
    z.strictObject({ id: count, objective: coded.nullable(), owner: z.string(), due: instant, words: text }),
  ),
  versions: z.array(z.strictObject({ version: count, submitted: z.boolean(), ...by })),
  decisions: z.array(
    z.strictObject({ version: count, decision: z.enum(["approved", "sent-back"]), ...by, words: text }),
  ),
});
