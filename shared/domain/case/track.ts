import type { Instant } from "../calendar-day.ts";
import type { Obligation, WaitAnswer } from "./obligation.ts";

export type EpisodeWorkflow = "referral-triage" | "support-stage" | "closure" | "commitment";

/** One execution's part of a case's life. A restart is the next attempt; a hand-over is the next sequence (A1). */
export interface Episode {
  readonly workflow: EpisodeWorkflow;
  readonly sequence: number;
  readonly attempt: number;
  readonly begun: Instant;
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

/**
 * One line of timers of a case: the episode that runs it, what it owes, and what backs that. Every case has its main
 * track; a closure that is being weighed is a side track of its own while the reviews go on, and so is each promise (I2).
 */
export interface Track {
  readonly episode: Episode;
  readonly obligation?: Obligation;
  readonly settled?: SettledWait;
  readonly backing?: Backing;
}
export type CommitmentTrack = `commitment-${number}`;
export type TrackName = "main" | "closure" | CommitmentTrack;
