import type { CalendarDay } from "./calendar-day.ts";
import type { Channel, Relationship } from "./needs.ts";
import type { Known } from "./screening.ts";

/** Whether each way of reaching the person is safe for them; `noted` says that the referral has words about it. */
export type SafeContactRule = Readonly<Record<Channel, Known>> & { readonly noted: boolean };

/** The questions of the form that are answered in words (CST-04); what was said stays in the body (A4). */
export const topics = [
  "reason",
  "concerns",
  "tenancySupportSoFar",
  "previousSupport",
  "whyItCannotContinue",
  "risksToStaff",
  "personsView",
] as const;
export type Topic = (typeof topics)[number];

/** What a worker needs to know of a referral without opening it: coded answers, counts and days (CST-04, X-05). */
export interface ReferralFacts {
  readonly relationship: Relationship | "not-known";
  readonly consent: Known;
  /** Whether the form says on what basis the referral is made. */
  readonly basisGiven: boolean;
  readonly safeContact: SafeContactRule;
  /** "Has a referral been made to ARC?" */
  readonly drugAndAlcoholReferral: Known;
  readonly substanceMisuse: Known;
  readonly environmentalHealth: Known;
  readonly conditionDescribed: boolean;
  readonly welfareVisits: Known;
  readonly seen: Known;
  readonly spokenTo: Known;
  readonly seenOn?: CalendarDay;
  readonly capacityAssessments: number;
  readonly interpreterNeeded: Known;
  readonly children: number;
  readonly discussedWithManager: boolean;
  readonly told: readonly Topic[];
}

/** Whether somebody may reach the person this way. What nobody said is not a yes: ask somebody first. */
export const mayContact = (rule: SafeContactRule, channel: Channel): "yes" | "no" | "ask-first" =>
  rule[channel] === "not-known" ? "ask-first" : rule[channel];

/** What a letter to a referrer goes by. Of a form that does not fit, who they are may be unreadable. */
export interface ReferrerFacts extends Pick<ReferralFacts, "safeContact"> {
  readonly relationship: ReferralFacts["relationship"] | "unreadable";
}

/**
 * Whether the referrer may be written to. Whoever refers themselves is the person, and has a rule of their own; and so
 * may be whoever says in words that nobody can read who they are.
 */
export const mayWriteTo = ({ relationship, safeContact }: ReferrerFacts): boolean =>
  (relationship !== "self" && relationship !== "unreadable") || mayContact(safeContact, "email") === "yes";
