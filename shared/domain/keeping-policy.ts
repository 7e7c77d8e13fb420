import type { NeedArea } from "./needs.ts";

/** Why a case is kept to those who need to know. */
export const restrictionReasons = [
  "alleged-perpetrator-near",
  "domestic-abuse",
  "known-to-staff",
  "legal-proceedings",
  "threat-to-life",
] as const;
export type RestrictionReason = (typeof restrictionReasons)[number];

/** Why a restriction is lifted. */
export const liftingReasons = ["danger-has-passed", "restricted-in-error", "person-asked"] as const;
export type LiftingReason = (typeof liftingReasons)[number];

/** Why somebody reads what is kept about a person; each read of a restricted case gives one. */
export const accessReasons = [
  "allocated-work",
  "supervision",
  "standing-in",
  "decision",
  "urgent-safety",
  "safeguarding",
  "complaint",
  "audit",
  "subject-access",
] as const;
export type AccessReason = (typeof accessReasons)[number];

/** What of a referral can make its case restricted from the start, beside the need area. */
export const openingSigns = ["emergency", "unsafe-channel"] as const;
export type OpeningSign = (typeof openingSigns)[number];

/** Why a line of the history is corrected. */
export const correctionReasons = [
  "wrong-fact",
  "wrong-date",
  "wrong-person",
  "misunderstood",
  "person-disagrees",
] as const;
export type CorrectionReason = (typeof correctionReasons)[number];

/** Why the day of a review is moved. */
export const movingReasons = ["person-asked", "visit-on-another-day", "worker-away", "joint-visit"] as const;
export type MovingReason = (typeof movingReasons)[number];

/** Why something is kept whatever its date. */
export const holdReasons = ["court", "inquiry", "safeguarding-adults-review", "complaint"] as const;
export type HoldReason = (typeof holdReasons)[number];

/** Why a record whose date has come may go, or stays. */
export const retentionReasons = ["no-longer-needed", "still-needed", "related-case", "research"] as const;
export type RetentionReason = (typeof retentionReasons)[number];

/** How long, by whom and why what is known about a person is kept, read and mended: a service's own choices (A7). */
export interface KeepingPolicy {
  readonly restriction: {
    readonly reasons: readonly RestrictionReason[];
    readonly liftingReasons: readonly LiftingReason[];
    /** A referral with this need area and any of these signs opens a restricted case. */
    readonly atOpening: readonly {
      readonly needArea: NeedArea;
      readonly anyOf: readonly OpeningSign[];
      readonly reason: RestrictionReason;
    }[];
    /** Why a manager who is not on the list may look all the same, and for how long. */
    readonly overrideReasons: readonly AccessReason[];
    readonly overrideMinutes: number;
  };
  readonly access: { readonly reasons: readonly AccessReason[] };
  readonly corrections: { readonly reasons: readonly CorrectionReason[] };
  /** How far from its planned day, and how often, the day of a review may be moved (I3). */
  readonly movedReviews: {
    readonly reasons: readonly MovingReason[];
    readonly atMostDays: number;
    readonly mostTimes: number;
  };
  /** How long an execution is given before somebody may ask for another. */
  /** The council's schedule: how long what is over is kept before somebody decides about it. */
  readonly retention: {
    readonly closedYears: number;
    readonly declinedYears: number;
    readonly extendAtMostYears: number;
    /** The month of the service's first case; older ones are not here. */
    readonly since: string;
    readonly reasons: readonly RetentionReason[];
    readonly holdReasons: readonly HoldReason[];
  };
  readonly retries: { readonly afterMinutes: number };
}
