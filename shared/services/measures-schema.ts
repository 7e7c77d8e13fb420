import * as z from "zod";

const id = z.string().regex(/^[a-z][a-z-]*[a-z]$/, "lower-case words joined by hyphens");
const target = z
  .strictObject({ atLeast: z.number().nonnegative().optional(), atMost: z.number().nonnegative().optional() })
  .refine((each) => Object.keys(each).length > 0, "a target of at least or at most something");
/** One agreement must be for any stream, so that every stream has one; that each id is a measure, a test says. */
export const measuresSchema = z.strictObject({
  answerWithinWorkingDays: z.int().positive(),
  mostMonths: z.int().positive().max(60),
  outside: z.strictObject({ fewerThan: z.int().positive(), roundTo: z.int().positive() }),
  agreements: z
    .array(
      z.strictObject({
        fundingStream: id,
        measures: z.union([z.literal("all"), z.array(id).min(1)]),
        targets: z.record(id, target),
      }),
    )
    .refine(
      (agreed) => agreed.some(({ fundingStream }) => fundingStream === "any"),
      "an agreement for any stream",
    ),
});
