import type { Instant } from "../calendar-day.ts";
import type { Actor } from "../decision.ts";
import type { Roster } from "../roster.ts";

/** What somebody found about two cases: the same person, different people, or not to be told yet (X-01, F2). */
export const personDecisions = ["same-person", "different-people", "cannot-tell-yet"] as const;
export type PersonDecision = (typeof personDecisions)[number];

export interface PersonDecided {
  readonly decision: PersonDecision;
  readonly by: string;
  readonly at: Instant;
}

/** The other cases around one: of the same person, as somebody found, and of perhaps the same person (X-01, F2). */
export interface LinkedCases {
  readonly same: readonly KnownCase[];
  readonly perhaps: readonly KnownCase[];
}
/** Another case; where it stands is known to whoever may see it. */
export interface KnownCase {
  readonly caseRef: string;
  readonly personRef: string;
  readonly phase?: string;
  readonly worker?: string;
  readonly supervisor?: string;
  readonly restricted?: object;
}

export interface ToldOfPerson {
  readonly caseRef: string;
  readonly about: string;
  /** Somebody on the roster, by id; a manager where they may not know of the case that it is about. */
  readonly to: { readonly staff: string } | { readonly role: "manager" };
  /** By this finding whoever works on the case, or answers for it, has a conflict of interest with it. */
  readonly isConflict?: true;
}

export type PersonEvent = {
  readonly type: "PersonDecided";
  /** The other case. */
  readonly other: string;
  /** The name under which the reason is kept; none where it was given in the other case. */
  readonly content?: string;
  /** Said by whoever took the other case up again with this one; the reason is what this one's referral says (CST-20). */
  readonly reopened?: true;
  /** Who works with the person and is told, each of their own case and of the one that it is about. */
  readonly tell?: readonly ToldOfPerson[];
} & PersonDecided;

export type PersonCommand =
  | {
      readonly type: "decide-person";
      readonly by: Actor;
      readonly other: string;
      readonly decision: PersonDecision;
      readonly content: string;
      readonly roster: Roster;
      /** The other case, and those that were found to be the same person's as either. */
      readonly around?: readonly KnownCase[];
    }
  | {
      readonly type: "note-person";
      readonly other: string;
      readonly decision: PersonDecision;
      readonly by: string;
    };
