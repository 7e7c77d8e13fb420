import * as z from "zod";
import { focusAnswers } from "#shared/domain/case/plan-state.ts";
import { calendarDayText, coded, staffId, words } from "../api.ts";
import { reference } from "./work.ts";

const once = (list: readonly { readonly id: string }[]) =>
  new Set(list.map(({ id }) => id)).size === list.length;

const goal = z.strictObject({
  id: coded,
  agreed: z.enum(["yes", "no", "not-asked"]).meta({ description: "Whether the person agreed to it." }),
  words: words.meta({ description: "In the person's own words." }),
});
const objective = z.strictObject({
  id: coded,
  goal: coded.optional().meta({ description: "The goal it serves, where the person gave one." }),
  line: coded.meta({ description: "A line of the service's support catalogue." }),
  status: z.enum(["open", "achieved", "closed"]).default("open"),
  dates: z.record(coded, calendarDayText).optional().meta({ description: "Days that its line asks for." }),
  words,
});
const action = z.strictObject({ objective: coded, due: calendarDayText, staff: staffId.optional(), words });

/**
 * A version of the plan. Goals may be few, none, or not agreed to: the plan stands without (CST-14). Submitted, it
 * names the accommodation and speaks of each early focus (CST-15, CLX-13); a draft may leave both out.
 */
export const planWritten = z
  .strictObject({
    basedOn: z
      .int()
      .nonnegative()
      .meta({ description: "The version that you read; 0 where there was none." }),
    submit: z.boolean().meta({ description: "Whether a supervisor is asked to approve it." }),
    accommodation: z
      .strictObject({ kind: coded, ref: reference.optional(), words: words.optional() })
      .optional(),
    earlyFocus: z.record(coded, z.enum(focusAnswers)).default({}),
    goals: z.array(goal).max(20).refine(once, "each id once").default([]),
    objectives: z.array(objective).max(40).refine(once, "each id once").default([]),
    actions: z.array(action).max(20).default([]).meta({ description: "What is promised with this version." }),
    words: words.optional().meta({ description: "What the plan says besides." }),
  })
  .refine(
    ({ goals, objectives }) =>
      objectives.every((each) => !each.goal || goals.some(({ id }) => id === each.goal)),
    { message: "an objective serves a goal of this plan", path: ["objectives"] },
  )
  .refine(
    ({ actions, objectives }) => actions.every((each) => objectives.some(({ id }) => id === each.objective)),
    { message: "an action is for an objective of this plan", path: ["actions"] },
  );
export type PlanWritten = z.infer<typeof planWritten>;

export const planDecision = z.strictObject({
  version: z.int().positive().meta({ description: "The version that you read." }),
  decision: z.enum(["approve", "send-back"]),
  words,
});
export type PlanDecision = z.infer<typeof planDecision>;
