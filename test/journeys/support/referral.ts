import { bornFor, doorFor } from "#test/support/referrals.ts";

/** A referral as the online form sends it. Everybody in it is invented for these tests. */
export function aReferral(submissionId: string, changes: Readonly<Record<string, unknown>> = {}) {
  return {
    formVersion: "1",
    submissionId,
    submittedAt: "2026-11-11T09:58:00+00:00",
    service: "community-support-team",
    urgency: { level: "routine" },
    referrer: {
      name: "Odile Fenwright",
      role: "Housing officer",
      agency: "Lanternhouse Homes",
      email: referrer(submissionId),
      phone: "07700 900321",
    },
    relationship: "professional",
    consent: { given: "yes" },
    person: { given: "Marrick", family: `Tollenby ${submissionId}`, dateOfBirth: bornFor(submissionId) },
    home: {
      tenure: "council",
      address: `${doorFor(submissionId)} Quillback Rise, Wexcombe`,
      postcode: "ZZ99 3VZ",
    },
    needAreas: ["hoarding", "self-neglect"],
    reason: "The stairs can no longer be used.",
    mentalHealth: { acuteRiskNow: "no" },
    seenAndSpokenTo: { seen: "yes", spokenTo: "no", date: "2026-11-09" },
    ...changes,
  };
}

/** Where the answers to a referral go: an address of its own for each. */
export const referrer = (submissionId: string): string => `${submissionId}@lanternhouse.example`;

export const emergency = { urgency: { level: "emergency" } };
export const acuteRisk = { mentalHealth: { acuteRiskNow: "yes" } };
export const noHome = { home: { tenure: "none" } };
