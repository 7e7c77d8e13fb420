import type { CalendarDay, Instant } from "../calendar-day.ts";
import type { AdviceReason } from "../policy.ts";
import type { ScreeningFacts } from "../screening.ts";
import type { Obligation, WaitAnswer } from "./obligation.ts";

export type CasePhase = "referred" | "supported" | "declined";
export type EpisodeWorkflow = "referral-triage" | "support-stage";

/** One execution's part of a case's life. A restart is the next attempt; a hand-over is the next sequence (A1). */
export interface Episode {
  readonly workflow: EpisodeWorkflow;
  readonly sequence: number;
  readonly attempt: number;
  readonly begun: Instant;
}

export type ReviewPart = "worker" | "supervisor";
/** Who gave a half of a review, and where its text is kept. */
export interface GivenPart {
  readonly by: string;
  readonly at: Instant;
  readonly content: string;
}

/** The open review of a case: one obligation with two parts (CST-17). */
export interface SupportReview {
  readonly cycle: number;
  /** The day that the rhythm names; the due instant may be moved off a holiday, the next one counts from here. */
  readonly planned: CalendarDay;
  readonly given: Readonly<Partial<Record<ReviewPart, GivenPart>>>;
}

/** The answer that the last settled wait got, kept so that a late entry of the same wait can be answered (F11, F12). */
export interface SettledWait {
  readonly sequence: number;
  readonly wait: number;
  readonly answer: WaitAnswer;
}

/** What the platform last told us of the wait that backs the obligation (I4). Not part of what happened to the person. */
export interface Backing {
  readonly sequence: number;
  readonly attempt: number;
  readonly wait: number;
  readonly token: string;
  readonly enteredAt: Instant;
  readonly retryCount: number;
}

/** One person's time with one service, from referral to the end. The truth that every timer is started from (A1). */
export interface Case {
  readonly caseRef: string;
  readonly council: string;
  readonly service: string;
  readonly referralRef: string;
  readonly personRef: string;
  readonly receivedAt: Instant;
  readonly phase: CasePhase;
  readonly screening: ScreeningFacts;
  /** Cases that may be the same person, for a human to look at (X-01, F2). */
  readonly possibleDuplicates: readonly string[];
  /** Under which names other bodies of the same submission are kept; the first stands. */
  readonly otherBodies: readonly string[];
  readonly episode: Episode;
  /** The one main obligation of an open case (I2); none once it is declined. */
  readonly obligation?: Obligation;
  readonly settled?: SettledWait;
  readonly backing?: Backing;
  readonly worker?: string;
  readonly supervisor?: string;
  readonly stageBegun?: CalendarDay;
  readonly review?: SupportReview;
  readonly signposted?: AdviceReason;
  readonly declined?: { readonly as: "signposted" | "advised" | "redirected"; readonly reason: AdviceReason };
}

/** Open means that somebody must still do something: not declined, closed or erased. */
export const isOpen = (held: Case): boolean => held.phase !== "declined";

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
