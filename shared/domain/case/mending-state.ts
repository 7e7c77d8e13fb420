import type { CalendarDay, Instant } from "../calendar-day.ts";
import type { Actor } from "../decision.ts";
import type { CorrectionReason, MovingReason } from "../keeping-policy.ts";
import type { TrackName } from "./track.ts";

/** A line of the history as its correction sees it; the line itself never changes. */
export interface CorrectedEntry {
  readonly seq: number;
  readonly at: Instant;
  readonly by: string;
  readonly type: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Says that a line of the history is wrong, and what is right: another line, beside it. */
export interface CorrectEntry {
  readonly type: "correct";
  readonly by: Actor;
  readonly of: number;
  /** The line that is meant; undefined where the history has none of that number. */
  readonly entry: CorrectedEntry | undefined;
  /** That the same was said of it already, in the same words. */
  readonly isSaid: boolean;
  readonly reason: CorrectionReason;
  readonly content: string;
}
/** A manager moves the day of the open review, once and not far; the rhythm stays (X-07, I3). */
export interface MoveReview {
  readonly type: "move-review";
  readonly by: Actor;
  readonly day: CalendarDay;
  readonly reason: MovingReason;
  readonly content: string;
}
/** Somebody asks for the execution of a track to be begun anew, or for effects that were given up on to be tried again. */
export interface RetryCase {
  readonly type: "retry";
  readonly by: Actor;
  readonly what: "episode" | "effects";
  readonly track: TrackName;
  /** How many effects are given up on now. */
  readonly parked: number;
}
export type MendingCommand = CorrectEntry | MoveReview | RetryCase;

export type MendingEvent =
  | {
      readonly type: "EntryCorrected";
      readonly of: number;
      readonly ofType: string;
      readonly reason: CorrectionReason;
      readonly by: string;
      readonly at: Instant;
      readonly content: string;
      /** Whose answer about a closure it was: it may be recorded anew before somebody decides (CST-19). */
      readonly reopens?: string;
    }
  | {
      readonly type: "ReviewMoved";
      readonly cycle: number;
      readonly due: Instant;
      readonly reason: MovingReason;
      readonly by: string;
      readonly at: Instant;
      readonly content: string;
    }
  | {
      readonly type: "EffectsRetried";
      readonly count: number;
      readonly by: string;
      readonly at: Instant;
    };
