import { expect, test } from "vitest";
import { readReferral } from "#shared/contracts/referral.ts";
import { bodyText } from "#test/support/referrals.ts";

/** What somebody answered comes back as it was answered: a question that the form lost would be a fault here. */
const answers = {
  reason: "The stairs are blocked.",
  concerns: "Fire.",
  substanceMisuse: { present: "yes", referredToDrugAndAlcoholService: "no" },
  tenancySupportSoFar: "Two letters.",
  property: { condition: "Filthy and verminous.", environmentalHealthInvolved: "yes" },
  previousSupport: "A clearance.",
  whyItCannotContinue: "It did not last.",
  welfareVisits: "yes",
  seenAndSpokenTo: { seen: "yes", spokenTo: "no", date: "2026-11-09", by: "the housing officer" },
  capacityAssessments: [{ decision: "money", date: "2026-09-01", outcome: "has capacity" }],
};

test.each(Object.entries(answers))(
  "CST-04: the form asks for %s, and its answer is kept",
  (question, answer) => {
    expect(readReferral(bodyText({ [question]: answer }))).toMatchObject({
      referral: { [question]: answer },
    });
  },
);

test("CST-03: all six areas of need are taken, by the names that they have in the policy, and no other", () => {
  const six = [
    "self-neglect",
    "hoarding",
    "vulnerability-and-abuse",
    "anti-social-behaviour",
    "substance-misuse",
    "tenancy-sustainment",
  ];
  expect(readReferral(bodyText({ needAreas: six }))).toMatchObject({ referral: { needAreas: six } });
  const faults = [{ at: "needAreas.0", expected: `one of: ${six.join(", ")}, or nothing` }];
  expect(readReferral(bodyText({ needAreas: ["gardening"] }))).toMatchObject({ faults });
});
