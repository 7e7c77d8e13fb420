import type { AdviceReason } from "../advice-reasons.ts";
import type { Ground } from "../alikeness.ts";
import type { CalendarDay, Instant } from "../calendar-day.ts";
import type { Fault } from "../quarantined-referral.ts";
import type { ReferralFacts } from "../referral-facts.ts";
import type { ScreeningFacts } from "../screening.ts";
import type { ReferralVersion } from "./amend-state.ts";
import type { ClosedCase, Closure, EarlierCase } from "./closure-state.ts";
import type { Commitment } from "./commitment-state.ts";
import type { Handover } from "./handover-state.ts";
import type { NonEngagementPathway, SupportOffer } from "./non-engagement-state.ts";
import type { Outcomes, WaysOut } from "./outcomes-state.ts";
import type { PersonDecided } from "./person-check-state.ts";
import type { SupportPlan } from "./plan-state.ts";
import type { RestrictedCase } from "./restriction-state.ts";
import type { RetentionStanding } from "./retention-state.ts";
import type { CommitmentTrack, Episode, Track, TrackName } from "./track.ts";
import type { CaseWork } from "./work-state.ts";

export type CasePhase = "referred" | "supported" | "declined" | "closed";

export type ReviewPart = "worker" | "supervisor";
/** Who gave a half of a review, and where its text is kept. */
export interface GivenPart {
  readonly by: string;
  readonly at: Instant;
  readonly content: string;
  /** Whether the worker has seen the person; the supervisor's half does not say. */
  readonly seen?: boolean;
}

/** The open review of a case: one obligation with two parts (CST-17). */
export interface SupportReview {
  readonly cycle: number;
  /** The day that the rhythm names; the due instant may be moved off a holiday, the next one counts from here. */
  readonly planned: CalendarDay;
  readonly given: Readonly<Partial<Record<ReviewPart, GivenPart>>>;
  /** When it is due, and how often that was moved since it opened. */
  readonly due?: Instant;
  readonly moves?: number;
}

/** A supervisor did not agree: what should change is content, by when is a day. It stands until a later review is agreed to. */
export interface Challenge {
  readonly cycle: number;
  readonly by: string;
  readonly at: Instant;
  readonly changeBy: CalendarDay;
  readonly content: string;
}

/** What a case is opened with and keeps: ids, coded answers and instants. */
export interface CaseFacts {
  readonly caseRef: string;
  readonly council: string;
  readonly service: string;
  readonly referralRef: string;
  readonly personRef: string;
  readonly receivedAt: Instant;
  readonly screening: ScreeningFacts;
  readonly facts?: ReferralFacts;
  /** Opened by telephone in an emergency; its form is asked for until it comes (CST-08). */
  readonly provisional?: true;
  /** Which member of staff took the call, by id: they may open the case until somebody has decided about it. */
  readonly takenBy?: string;
  /** Whether somebody must telephone the referrer, who cannot or must not be written to. */
  readonly callReferrer?: true;
  /** Cases that may be the same person, for a human to look at (X-01, F2). */
  readonly possibleDuplicates: readonly string[];
  /** On what grounds each of these is alike, those that are closed included; cases from before this was noted do not say. */
  readonly alikeOn?: Readonly<Record<string, readonly Ground[]>>;
  /** Agencies that the referral named, by id; each is asked before a case closes for non-engagement (CST-19). */
  readonly agencies: readonly string[];
  /** Closed cases that may have been the same person's, with who held them (CST-20). */
  readonly earlier: readonly EarlierCase[];
  /** Answers of the referral that could not be read: where, and what was expected; the values stay in the body. */
  readonly unread?: readonly Fault[];
}

/** One person's time with one service, from referral to the end. The truth that every timer is started from (A1). */
export interface Case extends CaseFacts, Track, CaseWork {
  readonly phase: CasePhase;
  /** Under which names other bodies of the same submission are kept; the first stands. */
  readonly otherBodies: readonly string[];
  /** Somebody advised the referrer, and looks at it again on that day; its age counts from then (CST-07). */
  readonly lookAgain?: { readonly on: CalendarDay; readonly reason: AdviceReason };
  /** The version of its referral that counts; none while that is the first. */
  readonly version?: ReferralVersion;
  /** Mails to the referrer or an agency that came back; cases from before this was noted have none (F37). */
  readonly returnedMails?: readonly string[];
  /** The highest sequence that an episode of this case ever had, on any track (F6). */
  readonly lastSequence: number;
  /** How often a meeting left it for a later one; none where that never happened. */
  readonly deferrals?: number;
  readonly worker?: string;
  readonly supervisor?: string;
  /** Hours a week that the case takes of its worker's; the policy's, where nobody said. */
  readonly hours?: number;
  /** The offer of the case to somebody else that waits for their answer. */
  readonly handover?: Handover;
  /** The day of its allocation, from which on support is offered; older cases do not say. */
  readonly allocatedOn?: CalendarDay;
  readonly stageBegun?: CalendarDay;
  readonly review?: SupportReview;
  /** Where the person was referred on to and taken on, by id. */
  readonly referredTo?: readonly string[];
  /** The review before the open one, with both its halves. */
  readonly lastReview?: SupportReview;
  readonly challenge?: Challenge;
  /** How many reviews in a row were given without sight of the person. */
  readonly unseenReviews?: number;
  /** What the reviews speak of. */
  readonly plan?: SupportPlan;
  readonly signposted?: AdviceReason;
  readonly closure?: Closure;
  /** The way with somebody who takes up nothing that is offered, while the team goes it. */
  readonly pathway?: NonEngagementPathway;
  /** Offers of support since one was last taken up. */
  readonly offers?: readonly SupportOffer[];
  readonly waysOut?: WaysOut;
  readonly outcomes?: Outcomes;
  /** The open promises, by their numbers. */
  readonly commitments?: Readonly<Record<string, Commitment>>;
  /** Whether other cases are the same person's, by case: what a person decided, and nothing else (X-01, F2). */
  readonly people?: Readonly<Record<string, PersonDecided>>;
  readonly closed?: ClosedCase;
  /** How long it is kept once it is over; absent where nobody has decided anything. */
  readonly retention?: RetentionStanding;
  /** Kept to those who need to know; absent where it is not. */
  readonly restricted?: RestrictedCase;
  /** Who has the alert of a signpost in hand, and since when (CST-05). */
  readonly alertHeld?: { readonly by: string; readonly at: Instant };
  /** The form of a case that was opened by telephone: come, and attached once somebody has said that it is its. */
  readonly form?: { readonly referralRef: string; readonly caseRef: string; readonly attached: boolean };
  readonly declined?:
    | { readonly as: "attached"; readonly to: string }
    | { readonly as: "signposted" | "advised" | "redirected"; readonly reason: AdviceReason };
}

/** Open means that somebody must still do something: not declined, closed or erased. */
export const isOpen = (held: Case): boolean => held.phase !== "declined" && held.phase !== "closed";

/** The track that an execution with this sequence serves or served; the main one for a sequence of neither. */
export function trackNameOf(held: Case, sequence: number): TrackName {
  const serves = (track: Track | undefined) =>
    track?.episode.sequence === sequence || track?.settled?.sequence === sequence;
  return trackNames(held).find((name) => name !== "main" && serves(trackOf(held, name))) ?? "main";
}

export function trackOf(held: Case, name: TrackName): Track | undefined {
  if (name === "main") return held;
  return name === "closure" ? held.closure : held.commitments?.[numberOf(name)];
}

/** Every track of a case, the main one first. */
export const trackNames = ({ closure, commitments = {} }: Case): readonly TrackName[] => [
  "main",
  ...(closure ? (["closure"] as const) : []),
  ...Object.values(commitments).map(({ id }) => `commitment-${id}` as const),
];

/** The number of the promise that a side track is for. */
export const numberOf = (track: CommitmentTrack): string => track.slice("commitment-".length);

/** `<caseRef>-<episode>-<sequence>-<attempt>`: a name that no two starts share, and at most 80 characters (A1, F6). */
export function executionName(held: Pick<Case, "caseRef">, episode: Episode): string {
  return `${held.caseRef}-${episode.workflow}-${episode.sequence}-${episode.attempt}`;
}

/** Reads an execution's name back; undefined for a name that is not one of ours. */
export function parseExecutionName(
  name: string,
): { caseRef: string; workflow: string; sequence: number; attempt: number } | undefined {
  const found = /^(C-[0-9A-Z]+)-([a-z-]+)-(\d+)-(\d+)$/.exec(name);
  if (!found) return undefined;
  const [, caseRef = "", workflow = "", sequence, attempt] = found;
  return { caseRef, workflow, sequence: Number(sequence), attempt: Number(attempt) };
}
