import * as z from "zod";
import { needAreas, relationships } from "#shared/domain/needs.ts";
import type { Fault } from "#shared/domain/quarantined-referral.ts";
import { knownTenures, knownUrgencies } from "#shared/domain/screening.ts";
import { faultWords, placeOf } from "./fault-words.ts";
import { readJson } from "./json.ts";
import { day, email, known, oneOf, section, text, told } from "./not-known.ts";

const listOf = <Schema extends z.ZodType>(schema: Schema) =>
  told(z.array(schema).max(50)).transform((list) => list ?? []);

/**
 * The canonical body of the referral webhook: the form of CST-04. Only what a referral cannot be kept without is
 * required; everything else may be not known. A field that the form does not have is a fault, so that nothing
 * arrives unseen.
 */
export const referralBody = z.strictObject({
  formVersion: z.literal("1"),
  submissionId: z.string().trim().min(1).max(200),
  submittedAt: told(z.iso.datetime({ offset: true })),
  service: z.string().trim().min(1).max(100),
  /** The reference that the referrer of a telephoned emergency was given (CST-08). */
  emergencyReference: text,
  urgency: section({ level: oneOf(knownUrgencies), discussedWith: text }),
  referrer: section({
    name: text,
    role: text,
    agency: text,
    email,
    phone: text,
  }),
  relationship: oneOf(relationships),
  consent: section({ given: known, basis: text }),
  person: section({
    given: text,
    family: text,
    preferredName: text,
    dateOfBirth: day,
    pronouns: text,
    language: text,
    interpreterNeeded: known,
    communicationNeeds: text,
  }),
  safeContact: section({ call: known, text: known, email: known, letter: known, note: text }),
  home: section({
    tenure: oneOf(knownTenures),
    landlord: text,
    address: text,
    postcode: text,
    atRiskOfLoss: known,
    noticeType: text,
    noticeExpires: day,
  }),
  household: listOf(z.strictObject({ relationship: text, age: told(z.number().min(0).max(130)) })),
  needAreas: listOf(z.enum(needAreas)),
  reason: text,
  concerns: text,
  mentalHealth: section({ acuteRiskNow: known, services: text }),
  substanceMisuse: section({ present: known, referredToDrugAndAlcoholService: known }),
  tenancySupportSoFar: text,
  property: section({ condition: text, environmentalHealthInvolved: known }),
  previousSupport: text,
  whyItCannotContinue: text,
  welfareVisits: known,
  seenAndSpokenTo: section({ seen: known, spokenTo: known, date: day, by: text }),
  capacityAssessments: listOf(z.union([text, z.strictObject({ decision: text, date: day, outcome: text })])),
  risksToStaff: text,
  agencies: listOf(z.strictObject({ name: text, role: text, offer: text, offerBy: day })),
  scores: listOf(z.strictObject({ tool: text, total: told(z.number()), date: day })),
  personsView: text,
});
export type ReferralBody = z.infer<typeof referralBody>;

/** More faults than this say no more to the duty desk. */
export const mostFaults = 20;

/**
 * Reads the text of a canonical body. What does not fit comes back as faults: the place, and what was expected
 * there, never the value (A4).
 */
export function readReferral(
  body: string,
): { readonly referral: ReferralBody } | { readonly faults: readonly Fault[] } {
  const json = readJson(body);
  if ("fault" in json) return { faults: [json.fault] };
  const parsed = parseReferral(json.value);
  return "referral" in parsed ? parsed : { faults: parsed.misfits.map(({ fault }) => fault) };
}

/** One thing that does not fit, with its path in the canonical body. */
export interface Misfit {
  readonly path: readonly string[];
  readonly fault: Fault;
}

/** Checks a value against the canonical body. */
export function parseReferral(
  value: unknown,
): { readonly referral: ReferralBody } | { readonly misfits: readonly Misfit[] } {
  const parsed = referralBody.safeParse(value, { error: faultWords });
  if (parsed.success) return { referral: parsed.data };
  const issues = parsed.error.issues.slice(0, mostFaults);
  return { misfits: issues.map((issue) => ({ path: issue.path.map(String), fault: faultOf(issue) })) };
}

/** Whatever may be not known may also be left out. */
const faultOf = ({ code, path, message }: z.core.$ZodIssue): Fault => ({
  at: placeOf(path),
  expected: code === "invalid_value" ? `${message}, or nothing` : message,
});
