/** Why a referral is not for this service. Each has a fixed text, so that no free text travels in mail (A4). */
export const adviceReasons = [
  "acute-mental-health",
  "no-home",
  "outside-remit",
  "other-team-fits",
  "needs-met",
  "not-enough-known",
  "outside-council",
  "client-specific-team",
  "suitable-later",
] as const;
export type AdviceReason = (typeof adviceReasons)[number];
