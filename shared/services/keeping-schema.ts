import * as z from "zod";
import {
  accessReasons,
  correctionReasons,
  holdReasons,
  liftingReasons,
  movingReasons,
  openingSigns,
  restrictionReasons,
  retentionReasons,
} from "#shared/domain/keeping-policy.ts";
import { needAreas } from "#shared/domain/needs.ts";

/** How a service keeps, restricts and shows what is known about a person. */
export const keepingSchema = z.strictObject({
  restriction: z.strictObject({
    reasons: z.array(z.enum(restrictionReasons)).min(1),
    liftingReasons: z.array(z.enum(liftingReasons)).min(1),
    atOpening: z.array(
      z.strictObject({
        needArea: z.enum(needAreas),
        anyOf: z.array(z.enum(openingSigns)).min(1),
        reason: z.enum(restrictionReasons),
      }),
    ),
    overrideReasons: z.array(z.enum(accessReasons)).min(1),
    overrideMinutes: z.int().positive(),
  }),
  access: z.strictObject({ reasons: z.array(z.enum(accessReasons)).min(1) }),
  corrections: z.strictObject({ reasons: z.array(z.enum(correctionReasons)).min(1) }),
  movedReviews: z.strictObject({
    reasons: z.array(z.enum(movingReasons)).min(1),
    atMostDays: z.int().positive().max(13),
    mostTimes: z.int().positive(),
  }),
  retention: z.strictObject({
    closedYears: z.int().positive(),
    declinedYears: z.int().positive(),
    extendAtMostYears: z.int().positive(),
    since: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "a month such as 2026-01"),
    reasons: z.array(z.enum(retentionReasons)).min(1),
    holdReasons: z.array(z.enum(holdReasons)).min(1),
  }),
  retries: z.strictObject({ afterMinutes: z.int().positive() }),
});
