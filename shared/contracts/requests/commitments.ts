import * as z from "zod";
import { commitmentKinds } from "#shared/domain/policy.ts";
import { calendarDayText, coded, staffId, words } from "../api.ts";

/** A promise that somebody makes by hand: what, by which day, and who keeps it if that is one person. */
export const commitmentMade = z.strictObject({
  kind: z.enum(commitmentKinds),
  due: calendarDayText,
  staff: staffId.optional(),
  about: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "lower-case words joined by hyphens")
    .optional(),
  words,
});
export type CommitmentMade = z.infer<typeof commitmentMade>;

export const commitmentOutcome = z.strictObject({
  outcome: z.enum(["kept", "not-kept", "withdrawn"]),
  result: coded.optional().meta({
    description:
      "What came of a safeguarding concern, in a word of the service's; needed of one, whatever became of it, and refused of any other promise.",
  }),
  words,
});
export type CommitmentOutcomeSaid = z.infer<typeof commitmentOutcome>;

export const commitmentMoved = z.strictObject({ due: calendarDayText, words });
export type CommitmentMoved = z.infer<typeof commitmentMoved>;
