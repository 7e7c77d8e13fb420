import type { Instant } from "../calendar-day.ts";
import type { Actor } from "../decision.ts";
import type { AccessReason, LiftingReason, RestrictionReason } from "../keeping-policy.ts";
import type { Roster } from "../roster.ts";

/** That a case is kept to those who need to know: why, since when, and who besides those it belongs to. */
export interface RestrictedCase {
  readonly reason: RestrictionReason;
  readonly by: string;
  readonly at: Instant;
  /** Staff who are on the list by name. */
  readonly named: readonly string[];
  /** Who looked all the same, with a reason that was recorded, and until when each may. */
  readonly overrides: readonly { readonly by: string; readonly until: Instant }[];
}

export interface RestrictCase {
  readonly type: "restrict";
  readonly by: Actor;
  readonly reason: RestrictionReason;
  readonly named: readonly string[];
  readonly content: string;
}
export interface LiftRestriction {
  readonly type: "lift-restriction";
  readonly by: Actor;
  readonly reason: LiftingReason;
  readonly content: string;
}
export interface OverrideRestriction {
  readonly type: "override-restriction";
  readonly by: Actor;
  readonly reason: AccessReason;
  readonly content: string;
  readonly roster: Roster;
}
export type RestrictionCommand = RestrictCase | LiftRestriction | OverrideRestriction;

export type RestrictionEvent =
  | {
      readonly type: "CaseRestricted";
      readonly reason: RestrictionReason;
      readonly by: string;
      readonly at: Instant;
      readonly named: readonly string[];
      readonly content?: string;
    }
  | {
      readonly type: "RestrictionLifted";
      readonly reason: LiftingReason;
      readonly by: string;
      readonly at: Instant;
      readonly content: string;
    }
  | {
      readonly type: "RestrictionOverridden";
      readonly reason: AccessReason;
      readonly by: string;
      readonly at: Instant;
      readonly until: Instant;
      readonly content: string;
    };
