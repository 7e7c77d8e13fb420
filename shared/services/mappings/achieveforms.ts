import { readMapping } from "#shared/contracts/form/mapping.ts";

const field = (from: string, to: string, reader: unknown, more: object = {}) => ({
  from,
  to,
  reader,
  ...more,
});
const text = { kind: "text" };
const known = { kind: "yes-no-not-known" };
const day = { kind: "date dd/mm/yyyy" };
const table = (values: Readonly<Record<string, string>>) => ({ kind: "value table", values });
const required = { required: true };
const decides = { decides: true };

/**
 * The community support team's form as AchieveForms sends it (CST-01, CST-04). "Urgent" on that form is the question
 * that asks whether a manager was spoken to first: it is the emergency of CST-08, and is read as nothing less.
 */
export const achieveForms = readMapping({
  fixed: [{ to: "formVersion", value: "1" }],
  fields: [
    field("AF-Reference", "submissionId", text, required),
    field(
      "AF-Form",
      "service",
      table({ "Community Support Team referral": "community-support-team" }),
      required,
    ),
    field("AF-Submitted", "submittedAt", { kind: "date-time dd/mm/yyyy hh:mm" }),
    field("ref_name", "referrer.name", text),
    field("ref_job", "referrer.role", text),
    field("ref_org", "referrer.agency", text),
    field("ref_email", "referrer.email", text),
    field("ref_tel", "referrer.phone", text),
    field(
      "ref_relationship",
      "relationship",
      table({
        Professional: "professional",
        Self: "self",
        Family: "family",
        Friend: "friend",
        Neighbour: "neighbour",
        Other: "other",
      }),
    ),
    field("urgent", "urgency.level", table({ No: "routine", Yes: "emergency" }), decides),
    field("spoken_to_manager", "urgency.discussedWith", text),
    field("consent", "consent.given", known),
    field("consent_detail", "consent.basis", text),
    field("p_forename", "person.given", text),
    field("p_surname", "person.family", text),
    field("p_known_as", "person.preferredName", text),
    field("p_dob", "person.dateOfBirth", day),
    field("p_language", "person.language", text),
    field("p_interpreter", "person.interpreterNeeded", known),
    field("contact_phone_ok", "safeContact.call", known),
    field("contact_text_ok", "safeContact.text", known),
    field("contact_email_ok", "safeContact.email", known),
    field("contact_letter_ok", "safeContact.letter", known),
    field(
      "tenure",
      "home.tenure",
      table({
        "Council tenancy": "council",
        Council: "council",
        "Private rented": "private-rented",
        Owned: "owned",
        "Housing association": "housing-association",
        "Supported housing": "supported-housing",
        "Residential care": "residential-care",
        "Temporary accommodation": "temporary-accommodation",
        "No home": "none",
        "No fixed abode": "none",
      }),
      decides,
    ),
    field("landlord", "home.landlord", text),
    field("addr1", "home.address", text),
    field("postcode", "home.postcode", { kind: "upper-case text" }),
    field("at_risk", "home.atRiskOfLoss", known),
    field("notice", "home.noticeType", text),
    field("notice_expiry", "home.noticeExpires", day),
    field("needs", "needAreas", {
      kind: "several answers",
      separator: ",",
      values: {
        "Self-neglect": "self-neglect",
        Hoarding: "hoarding",
        "Vulnerability and abuse": "vulnerability-and-abuse",
        "Anti-social behaviour": "anti-social-behaviour",
        "Alcohol and substance misuse": "substance-misuse",
        "Tenancy sustainment": "tenancy-sustainment",
      },
    }),
    field("reason", "reason", text),
    field("concerns", "concerns", text),
    field("mh_crisis_now", "mentalHealth.acuteRiskNow", known, decides),
    field("mh_services", "mentalHealth.services", text),
    field("arc_referred", "substanceMisuse.referredToDrugAndAlcoholService", known),
    field("tenancy_support", "tenancySupportSoFar", text),
    field("prop_condition", "property.condition", text),
    field("env_health", "property.environmentalHealthInvolved", known),
    field("support_given", "previousSupport", text),
    field("support_why_stop", "whyItCannotContinue", text),
    field("welfare_visits", "welfareVisits", known),
    field("seen", "seenAndSpokenTo.seen", known),
    field("spoken", "seenAndSpokenTo.spokenTo", known),
    field("seen_date", "seenAndSpokenTo.date", day),
    field("seen_by", "seenAndSpokenTo.by", text),
    field("mca", "capacityAssessments", { kind: "one text of a list" }),
    field("agencies", "agencies", { kind: "agencies", separator: ";", between: " - ", none: "none" }),
  ],
});
