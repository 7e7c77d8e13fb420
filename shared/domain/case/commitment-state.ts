import type { Instant } from "../calendar-day.ts";
import type { CommitmentKind } from "../policy.ts";
import type { Track } from "./track.ts";

/**
 * A dated promise about a person, and its own line of timers: it is chased until somebody says what became of it. Only
 * those that are open stand in the case; what became of the others is in its history.
 */
export interface Commitment extends Track {
  readonly id: number;
  readonly kind: CommitmentKind;
  readonly madeBy: string;
  readonly madeAt: Instant;
  /** Who keeps it, where that is one person and not whoever holds the case. */
  readonly staff?: string;
  /** What it is about, as a coded word: an agency, an objective, the number of a review. */
  readonly about?: string;
  /** The name under which its words are kept. */
  readonly content?: string;
  /** What became of it; absent while it is open. One that has ended stays until the next is made, so that its wait is answered. */
  readonly ended?: CommitmentOutcome;
}

export type CommitmentOutcome = "kept" | "not-kept" | "withdrawn";

/** A promise to telephone whoever referred. */
export const isCall = (kind: CommitmentKind): boolean => kind === "referrer-call" || kind === "acute-call";
