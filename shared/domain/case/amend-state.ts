import type { AgencyOffer } from "../agencies.ts";
import type { Ground } from "../alikeness.ts";
import type { Instant } from "../calendar-day.ts";
import type { Actor } from "../decision.ts";
import type { RestrictionReason } from "../keeping-policy.ts";
import type { ReferralFacts } from "../referral-facts.ts";
import type { AmendmentReason } from "../referral-policy.ts";
import type { Roster } from "../roster.ts";
import type { ScreeningFacts } from "../screening.ts";
import type { EarlierCase } from "./closure-state.ts";

/** Why a referral has another version: a reason of the policy, or that its form was sent again. */
export type VersionReason = AmendmentReason | "came-again";

/** The version of a referral that counts now; the first is the form as it came, and no version is ever changed (CST-04). */
export interface ReferralVersion {
  readonly version: number;
  readonly by: string;
  readonly at: Instant;
  readonly reason: VersionReason;
  /** The name of the referral's content that holds the body. */
  readonly content: string;
  /** The name under which the words of whoever made it are kept. */
  readonly words?: string;
}

/** The coded answers of a version. */
interface VersionFacts {
  readonly screening: ScreeningFacts;
  readonly facts: ReferralFacts;
  readonly agencies: readonly string[];
  /** Cases that may be the same person's by a name, a birthday or an address that the version before did not have (X-01, F2). */
  readonly possibleDuplicates?: readonly string[];
  readonly earlier?: readonly EarlierCase[];
  readonly alikeOn?: Readonly<Record<string, readonly Ground[]>>;
}

export interface AmendReferral extends VersionFacts {
  readonly type: "amend-referral";
  readonly by: Actor;
  /** The referral of the case that is amended: of a telephoned emergency its form, once that is attached. */
  readonly referralRef: string;
  readonly reason: VersionReason;
  readonly content: string;
  /** The same in the form's canonical shape, where a mapping read it. */
  readonly canonical?: string;
  readonly words?: string;
  /** Why one of the cases that may be the same person's is restricted, as this one then is. */
  readonly restriction?: RestrictionReason;
  /** What agencies offer that no version before had (CST-20). */
  readonly offers?: readonly AgencyOffer[];
  /** Who is paid for by what, where the case has a worker (CST-10). */
  readonly roster: Roster;
}

export type AmendEvent = {
  readonly type: "ReferralAmended";
  readonly referralRef: string;
  readonly canonical?: string;
} & ReferralVersion &
  VersionFacts;
