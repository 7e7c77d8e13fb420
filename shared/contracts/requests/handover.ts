import * as z from "zod";
import { handoverReasons } from "#shared/domain/people-policy.ts";
import { override, staffId, words } from "../api.ts";

/** A case for somebody else: which part of it, to whom and why; a limit of theirs is passed as at an allocation. */
export const handoverGiven = z.strictObject({
  part: z.enum(["worker", "supervisor"]).default("worker"),
  to: staffId,
  reason: z.enum(handoverReasons),
  words,
  override: override.optional(),
});
export type HandoverGiven = z.infer<typeof handoverGiven>;

export const handoverAnswer = z.strictObject({ answer: z.enum(["accept", "decline"]), words });
export type HandoverAnswer = z.infer<typeof handoverAnswer>;

export const handoverWithdrawal = z.strictObject({ words });
