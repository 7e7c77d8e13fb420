import { createHash } from "node:crypto";
import type { ReferralSource } from "#shared/contracts/source.ts";
import { calendarDay, plusDays } from "#shared/domain/calendar-day.ts";
import { sources } from "#shared/services/sources.ts";

/** Any JSON object: a canonical body as its sender builds it, before anybody has checked it. */
export type Body = Readonly<Record<string, unknown>>;

const [first] = sources;
if (!first) throw new Error("No source is configured");
/** The source that the tests send from. */
export const mkForm: ReferralSource = first;

const firstSubmission = "TEST-0001";
/** Whom the first referral is about. Every other submission is about somebody else, unless it says who. */
export const winston = {
  given: "Winston",
  family: "Achterberg",
  dateOfBirth: "1961-07-19",
  language: "English",
} as const;

const numberFor = (submissionId: string): number =>
  createHash("sha256").update(submissionId).digest().readUInt32BE(0);

/** A birthday that each submission has for itself, as it has a home. */
export const bornFor = (submissionId: string): string =>
  plusDays(calendarDay("1930-01-01"), numberFor(submissionId) % 25_000);
export const doorFor = (submissionId: string): string =>
  submissionId === firstSubmission ? "2" : String(3 + (numberFor(submissionId) % 1_000_000));

/** A routine referral of a fictional person that fits the form. `over` replaces whole sections. */
export function aReferral(over: Body = {}): Body {
  const submissionId = String(over.submissionId ?? firstSubmission);
  return {
    formVersion: "1",
    submissionId,
    submittedAt: "2026-11-11T10:42:00Z",
    service: "community-support-team",
    urgency: { level: "routine", discussedWith: null },
    referrer: {
      name: "Odile Farrant",
      role: "Housing officer",
      agency: "Council housing",
      email: "odile.farrant@housing.example",
      phone: "07700 900801",
    },
    relationship: "professional",
    consent: { given: "yes" },
    person: {
      ...winston,
      ...(submissionId === firstSubmission ? {} : { dateOfBirth: bornFor(submissionId) }),
    },
    safeContact: { call: "yes", letter: "no", note: "Never after dark" },
    home: {
      tenure: "council",
      address: `${doorFor(submissionId)} Bramble Yard`,
      postcode: "ZZ99 3VZ",
      atRiskOfLoss: "yes",
    },
    household: [],
    needAreas: ["hoarding"],
    reason: "The stairs are blocked.",
    mentalHealth: { acuteRiskNow: "no" },
    welfareVisits: "unknown",
    ...over,
  };
}

export const bodyText = (over: Body = {}): string => JSON.stringify(aReferral(over));

export const acute = { mentalHealth: { acuteRiskNow: "yes" } } as const;
export const emergency = { urgency: { level: "emergency" } } as const;
export const noHome = { home: { tenure: "none" } } as const;
