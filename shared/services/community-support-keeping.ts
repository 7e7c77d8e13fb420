import type * as z from "zod";
import {
  accessReasons,
  correctionReasons,
  liftingReasons,
  movingReasons,
  restrictionReasons,
} from "#shared/domain/keeping-policy.ts";
import type { keepingSchema } from "./keeping-schema.ts";

/** How the Community Support Team keeps, restricts and shows what is known about a person. */
export const keeping: z.input<typeof keepingSchema> = {
  restriction: {
    reasons: [...restrictionReasons],
    liftingReasons: [...liftingReasons],
    atOpening: [
      {
        needArea: "vulnerability-and-abuse",
        anyOf: ["emergency", "unsafe-channel"],
        reason: "alleged-perpetrator-near",
      },
    ],
    overrideReasons: ["urgent-safety", "safeguarding", "complaint", "standing-in"],
    overrideMinutes: 8 * 60,
  },
  access: { reasons: [...accessReasons] },
  corrections: { reasons: [...correctionReasons] },
  movedReviews: { reasons: [...movingReasons], atMostDays: 7, mostTimes: 1 },
  retries: { afterMinutes: 5 },
};
