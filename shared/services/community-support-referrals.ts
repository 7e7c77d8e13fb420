import type { ReferralPolicy } from "#shared/domain/referral-policy.ts";

/** How the Community Support Team takes a referral in. Numbers that the source does not give are defaults. */
export const communitySupportReferrals: ReferralPolicy = {
  accessPoints: { "no-home": "single-point-of-access" },
  acknowledgeWithinMinutes: 30,
  tellOutcomeTo: ["professional", "self"],
  advice: {
    "suitable-later": { letter: "suitable-later", lookAgainAfterWorkingDays: 60 },
  },
  holdingLetterAt: "09:00",
  mostOffers: 20,
  amendmentReasons: ["more-known", "wrong", "has-changed", "asked-by-referrer"],
  reEntry: { withinDays: 730, cycle: 2 },
};
