import { canary, type Markers } from "./markers.ts";
import { aReferral } from "./referral.ts";

/** A referral with every field of its form, and a word of its own in each. */
export const wholeReferral = (markers: Markers, submissionId: string) => ({
  ...Object(
    markers.mark(
      "Referral",
      aReferral(submissionId, {
        emergencyReference: "x",
        urgency: { level: "routine", discussedWith: "x" },
        referrer: { name: "x", role: "x", agency: "x", email: `answer@${submissionId}.example`, phone: "x" },
        consent: { given: "yes", basis: "x" },
        person: {
          ...{ given: "x", family: "x", preferredName: "x", dateOfBirth: "1971-03-09", pronouns: "x" },
          ...{ language: "x", communicationNeeds: "x" },
        },
        safeContact: { note: "x" },
        home: {
          tenure: "council",
          atRiskOfLoss: "no",
          landlord: "x",
          address: "x",
          postcode: "x",
          noticeType: "x",
        },
        household: [{ relationship: "x" }],
        reason: "x",
        concerns: "x",
        mentalHealth: { acuteRiskNow: "no", services: "x" },
        tenancySupportSoFar: "x",
        property: { condition: "x" },
        previousSupport: "x",
        whyItCannotContinue: "x",
        seenAndSpokenTo: { seen: "yes", spokenTo: "no", date: "2026-11-09", by: "x" },
        capacityAssessments: ["x", { decision: "x", outcome: "x" }],
        risksToStaff: "x",
        agencies: [{ name: "x", role: "x", offer: "x", offerBy: "2026-11-18" }],
        scores: [{ tool: "x", total: 3 }],
        personsView: "x",
      }),
    ),
  ),
  submissionId: `${canary("Referral.submissionId")}-${submissionId}`,
});
