import * as z from "zod";
import { amendmentReasons } from "#shared/domain/referral-policy.ts";
import { words } from "../api.ts";

/** Another version of a referral: written whole by staff, or a body that came under the same submission id (CST-04). */
export const amendment = z.union([
  z.strictObject({
    body: z
      .record(z.string(), z.unknown())
      .meta({ description: "The whole canonical referral, with the same submission id and service." }),
    reason: z.enum(amendmentReasons),
    words,
  }),
  z.strictObject({
    adopt: z
      .string()
      .regex(/^body-[0-9a-f]{32}$/, "the name of a body that the case shows")
      .meta({ description: "The name of another body that came, or of the first." }),
    words: words.optional(),
  }),
]);
export type AmendmentBody = z.infer<typeof amendment>;
