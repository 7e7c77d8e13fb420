import * as z from "zod";
import { engagements, objectiveProgress, riskChanges } from "#shared/domain/case/review-answers.ts";
import { calendarDayText, words } from "../api.ts";

/** The two halves of the fortnightly review as the staff API takes them (CST-17). */

const objective = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "the id of an objective of the plan")
    .meta({ description: "As the plan of the case names it." }),
  progress: z.enum(objectiveProgress),
  words: words.optional(),
});
const objectives = z
  .array(objective)
  .max(50)
  .refine((given) => new Set(given.map(({ id }) => id)).size === given.length, "each objective once")
  .meta({ description: "Every open objective of the plan, each once; left out where there is no plan yet." });

/** `goalsAgreed` may be "no": a plan is valid without goals that the person agreed to, and the review goes on (CST-14). */
const answers = {
  spokenTo: z.boolean(),
  engagement: z.enum(engagements).meta({ description: "How the person takes part in their support." }),
  goalsAgreed: z.enum(["yes", "no"]),
  riskChange: z.enum(riskChanges).meta({ description: "What became of the risk since the last review." }),
  progress: words,
  objectives: objectives.optional(),
};
const inPerson = "Whether the worker has seen the person since the last review, in person.";

/** The worker's half. Where nobody has seen the person, it says since when: that is a finding, and not a failure. */
export const workerHalf = z.discriminatedUnion("seen", [
  z.strictObject({ seen: z.literal(true).meta({ description: inPerson }), ...answers }),
  z.strictObject({
    seen: z.literal(false).meta({ description: inPerson }),
    lastSeenOn: calendarDayText
      .nullable()
      .meta({ format: "date", description: "The day on which somebody last saw them; null for never." }),
    ...answers,
  }),
]);
export type WorkerHalf = z.infer<typeof workerHalf>;

/** The supervisor's half: agrees, or challenges and says what should change, and by when. */
export const supervisorHalf = z.discriminatedUnion("agrees", [
  z.strictObject({ agrees: z.literal(true), comment: words }),
  z.strictObject({
    agrees: z.literal(false),
    comment: words,
    change: words.meta({ description: "What should change." }),
    changeBy: calendarDayText.meta({ format: "date" }),
  }),
]);
export type SupervisorHalf = z.infer<typeof supervisorHalf>;

/** Halves as they are shown: older ones were given before all of this was asked (A9). */
const shownAnswers = z.strictObject({ ...answers, seen: z.boolean(), lastSeenOn: z.iso.date().nullable() });
export const shownHalf = z.union([
  shownAnswers.partial({ engagement: true, riskChange: true, lastSeenOn: true }),
  z.strictObject({
    agrees: z.boolean(),
    comment: words,
    change: words.optional(),
    changeBy: z.iso.date().optional(),
  }),
]);
