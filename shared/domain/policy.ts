import type { AdviceReason } from "./advice-reasons.ts";
import type { Ageing } from "./ageing.ts";
import type { Division, Weekday } from "./calendar-day.ts";
import type { KeepingPolicy } from "./keeping-policy.ts";
import type { Ladder, Recipient } from "./ladder.ts";
import type { MeasuresPolicy } from "./measures/agreement.ts";
import type { PeoplePolicy } from "./people-policy.ts";
import type { RankingPoints } from "./ranking-points.ts";
import type { ReferralPolicy } from "./referral-policy.ts";
import type { WorkPolicy } from "./work-policy.ts";

/** Why a meeting leaves a case for a later one. Coded, so that it can be counted (CST-07, A4). */
export const deferralReasons = [
  "more-information",
  "waiting-for-agency",
  "no-capacity",
  "person-not-available",
  "conflict-of-interest",
  "joint-assessment",
] as const;
export type DeferralReason = (typeof deferralReasons)[number];

/** The ways out of CST-19. All but the last are planned; the last needs the consultation. */
export const closureReasons = [
  "functioning-network",
  "self-supporting",
  "out-of-poverty",
  "working-independently",
  "arrears-under-control",
  "actively-engaging",
  "offers-not-accepted",
] as const;
export type ClosureReason = (typeof closureReasons)[number];

/** What may be promised about a person, with a date, and is chased until somebody says what became of it. */
export const commitmentKinds = [
  "agency-offer",
  "retrospective-form",
  "person-check",
  "handover",
  "plan",
  "plan-approval",
  "risk-review",
  "action",
  "challenge",
  "agency-told",
  "referral-on",
  "safeguarding-concern",
  "next-offer",
  "alert-receipt",
  "referrer-call",
  "acute-call",
  "new-risk",
  "funding-check",
  "consent-basis",
] as const;
export type CommitmentKind = (typeof commitmentKinds)[number];

/** How support is offered, and where: different ones are tried before anybody is said not to engage (CST-19). */
export const offerChannels = ["visit", "call", "text", "email", "letter", "through-agency"] as const;
export type OfferChannel = (typeof offerChannels)[number];
export const offerPlaces = ["home", "office", "community", "agency", "at-a-distance"] as const;
export type OfferPlace = (typeof offerPlaces)[number];

/** What a team asks itself before it says that somebody does not engage. */
export const engagementPrompts = ["capacity", "multi-agency-risk"] as const;
export type EngagementPrompt = (typeof engagementPrompts)[number];

/** Where a need may have been, and may have been met; every leaver has an answer in each that the service uses. */
export const outcomeAreas = [
  "home",
  "money",
  "physical-health",
  "mental-health",
  "substance-misuse",
  "safety",
  "networks",
  "work-and-learning",
  "choice-and-control",
] as const;
export type OutcomeArea = (typeof outcomeAreas)[number];

/** By when a promise is kept where nobody names a day, who answers for it, and who is chased. */
export interface CommitmentRule {
  readonly withinWorkingDays: number;
  readonly at: string;
  readonly owner: Exclude<Recipient, "owner" | "outstanding" | "deputy">;
  readonly ladder: Ladder;
}

/** Why a quarantined referral is put aside instead of becoming a referral. */
export const discardReasons = ["test-submission", "duplicate", "not-a-referral", "sent-elsewhere"] as const;
export type DiscardReason = (typeof discardReasons)[number];

/**
 * Whether the referrer hears that it was put aside: always, by telephone where nobody may or can write to them; by mail,
 * or else not at all; or never (CST-07).
 */
export const discardAnswers = ["always", "by-mail", "never"] as const;
export type DiscardAnswer = (typeof discardAnswers)[number];

/** One way out as a service allows it. */
export interface ClosingRule {
  readonly reason: ClosureReason;
  readonly planned: boolean;
  /** Whether the team and each involved agency must be asked first. */
  readonly consult: boolean;
}

export interface PartnerAgency {
  readonly id: string;
  /** As forms write it; compared without case. */
  readonly names: readonly string[];
  readonly email: string | null;
}

/** The policies of the services that are configured. */
export type Policies = readonly Policy[];

/** The policy of a council's service; undefined where it is not configured. */
export const policyOf = (policies: Policies, council: string, service: string): Policy | undefined =>
  policies.find((policy) => policy.council === council && policy.service === service);

/** Every number and rule that a service may change, and nothing else (A7). Parsed by shared/services. */
export interface Policy {
  readonly council: string;
  readonly service: string;
  readonly title: string;
  readonly division: Division;
  /** The weekly allocation meeting (CST-06): ISO weekday, and London wall times. */
  readonly meeting: {
    readonly weekday: Weekday;
    readonly startsAt: string;
    readonly endsAt: string;
    /** When the agenda closes: working days from the meeting's day, 0 or negative, and a London wall time. */
    readonly cutOff: { readonly workingDays: number; readonly at: string };
    readonly ladder: Ladder;
    /** How many days ahead a case may be deferred, and why. */
    readonly deferral: { readonly withinDays: number; readonly reasons: readonly DeferralReason[] };
    /** Who is told, week after week, of a case that nobody has decided about, counted from its receipt. */
    readonly ageing: Ageing;
    /** What puts a case further up the queue: a starting point for people, who decide. */
    readonly ranking: RankingPoints;
    /** Who is chased for a meeting that was opened and never closed, counted from its end. */
    readonly closingLadder: Ladder;
  };
  /** How soon after receipt a case must have been screened. */
  readonly screening: { readonly withinMinutes: number };
  /** A referral that is for another service: somebody confirms that it got there (CST-05). */
  readonly signpost: {
    readonly acuteWithinMinutes: number;
    readonly otherWithinWorkingDays: number;
    readonly otherAt: string;
    readonly acuteLadder: Ladder;
    readonly otherLadder: Ladder;
  };
  /** An emergency, counted from receipt at any hour (CST-08). */
  readonly emergency: { readonly withinMinutes: number; readonly ladder: Ladder };
  /** The fortnightly review of two people (CST-17): calendar days, and a London wall time. */
  readonly review: {
    readonly everyDays: number;
    readonly at: string;
    readonly ladder: Ladder;
    /** From how many days before its planned day on a review may be given; so two are never far apart. */
    readonly earliestDaysBefore: number;
    /** After how many reviews in a row without sight of the person the manager is told, and at each one more. */
    readonly tellManagerAfterUnseen: number;
    /** How far ahead a challenge may put the day by which something changes. */
    readonly changeWithinDays: number;
  };
  /** Reminders of what is due go as one mail a person a morning (A3); alerts never wait for it. */
  readonly reminders: {
    /** Which obligations are grouped; of the others each rung is a mail of its own. */
    readonly grouped: readonly ("review" | "commitment" | "consultation" | "closure")[];
    /** London wall time before which the day's mail does not go, and how long it waits for more to be asked for. */
    readonly notBefore: string;
    readonly waitMinutes: number;
    /** How far ahead it looks. */
    readonly aheadWorkingDays: number;
  };
  /** A stage ends, and the next episode begins, at the first review planned this many days after it began. */
  readonly stage: { readonly days: number };
  /** Ways out, and how long people have to answer and to decide (CST-18, CST-19). */
  readonly closure: {
    readonly reasons: readonly ClosingRule[];
    readonly answerWithinWorkingDays: number;
    readonly decideWithinWorkingDays: number;
    readonly at: string;
    readonly consultationLadder: Ladder;
    readonly decisionLadder: Ladder;
    /** Partner agencies that have an id of their own; told when a case closes, by mail or, without an address, by a call. */
    readonly agencies: readonly PartnerAgency[];
    readonly outcomes: readonly OutcomeArea[];
  };
  /** What must have been tried before a case may be closed because offers were not accepted (CST-19). */
  readonly nonEngagement: {
    readonly atLeast: {
      readonly offers: number;
      /** On so many different days. */
      readonly days: number;
      readonly people: number;
      readonly places: number;
      readonly channels: number;
    };
    readonly prompts: readonly EngagementPrompt[];
  };
  /** A body that does not fit: by when somebody looks, who is chased, and why it may be put aside (X-01, F7). */
  readonly quarantine: {
    readonly withinWorkingDays: number;
    readonly at: string;
    readonly ladder: Ladder;
    readonly discardReasons: readonly DiscardReason[];
    readonly discardAnswers: Readonly<Record<DiscardReason, DiscardAnswer>>;
  };
  readonly commitments: Readonly<Record<CommitmentKind, CommitmentRule>>;
  /** What is measured for whoever pays, and what it should reach (CST-11). */
  readonly measures: MeasuresPolicy;
  /** Who may see what, how long it is kept, and how it is mended. */
  readonly keeping: KeepingPolicy;
  /** The posts, what they may take on, and how absences are met (CST-09, CST-10, X-03). */
  readonly people: PeoplePolicy;
  /** How a referral is taken in, routed and answered (CST-02, CST-05, CST-07, CST-08). */
  readonly referral: ReferralPolicy;
  /** What a plan, a contact, a risk and a conversation may say (CST-12 to CST-16). */
  readonly work: WorkPolicy;
  /** Reasons that may be given when a referral is not allocated (CST-07). */
  readonly adviceReasons: readonly AdviceReason[];
}
