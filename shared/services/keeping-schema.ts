import * as z from "zod";
import {
  accessReasons,
  correctionReasons,
  liftingReasons,
  movingReasons,
  openingSigns,
  restrictionReasons,
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
  retries: z.strictObject({ afterMinutes: z.int().positive() }),
});
