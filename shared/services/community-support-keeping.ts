import type * as z from "zod";
import {
  accessReasons,
  correctionReasons,
  holdReasons,
  liftingReasons,
  movingReasons,
  restrictionReasons,
  retentionReasons,
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
  retention: {
    closedYears: 8,
    declinedYears: 2,
    extendAtMostYears: 10,
    since: "2026-01",
    reasons: [...retentionReasons],
    holdReasons: [...holdReasons],
  },
  retries: { afterMinutes: 5 },
};
