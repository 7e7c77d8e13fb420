import type { CalendarDay } from "./calendar-day.ts";
import type { Channel, NeedArea } from "./needs.ts";

/** What nobody said is not known, and never *no* (X-01). */
export type Known = "yes" | "no" | "not-known";

/** The kinds of home that a form can name. */
export const knownTenures = [
  "council",
  "private-rented",
  "owned",
  "housing-association",
  "supported-housing",
  "residential-care",
  "temporary-accommodation",
  "none",
] as const;
export const tenures = [...knownTenures, "not-known"] as const;
export type Tenure = (typeof tenures)[number];

export const knownUrgencies = ["routine", "urgent", "emergency"] as const;
export const urgencies = [...knownUrgencies, "not-known"] as const;
export type Urgency = (typeof urgencies)[number];

/** The coded answers that the way in depends on. They hold no name and no free text. */
export interface ScreeningFacts {
  readonly acuteRiskNow: Known;
  readonly urgency: Urgency;
  readonly tenure: Tenure;
  readonly needAreas?: readonly NeedArea[];
  /** Channels that the referral says must not be used. */
  readonly unsafeChannels?: readonly Channel[];
  /** Whether the home may be lost; cases opened before this was kept do not say (CST-10). */
  readonly atRiskOfLoss?: Known;
  /** The day on which a notice to leave the home expires; none where nobody named one. */
  readonly noticeExpires?: CalendarDay;
}

/** Why a referral is for another service, which somebody makes sure has it (CST-02, CST-05). */
export const signpostReasons = ["acute-mental-health", "no-home"] as const;
export type SignpostReason = (typeof signpostReasons)[number];
export const isSignpost = (reason: string): reason is SignpostReason =>
  signpostReasons.some((each) => each === reason);

export type WayIn =
  | { readonly outcome: "signposted"; readonly reason: SignpostReason }
  | { readonly outcome: "emergency" }
  | { readonly outcome: "meeting" };

/**
 * Chooses the way in. Acute risk comes before everything and never waits in a queue (CST-05); then an emergency
 * (CST-08); somebody with no home fails the team's own test (CST-02); everyone else is for the meeting (CST-06).
 */
export function screen(facts: ScreeningFacts): WayIn {
  if (facts.acuteRiskNow === "yes") return { outcome: "signposted", reason: "acute-mental-health" };
  if (facts.urgency === "emergency") return { outcome: "emergency" };
  if (facts.tenure === "none") return { outcome: "signposted", reason: "no-home" };
  return { outcome: "meeting" };
}
