import type { CalendarDay, Instant } from "../calendar-day.ts";
import type { Actor } from "../decision.ts";
import type { HoldReason, RetentionReason } from "../keeping-policy.ts";

/** A legal hold: what it is on is kept, whatever its date, until somebody lifts it. */
export interface LegalHold {
  readonly reason: HoldReason;
  readonly by: string;
  readonly at: Instant;
}

/** What was decided about how long a case that is over is kept. Nothing here erases anything. */
export interface RetentionStanding {
  readonly hold?: LegalHold;
  readonly extendedUntil?: CalendarDay;
  readonly approved?: { readonly by: string; readonly at: Instant };
}

export interface DecideRetention {
  readonly type: "decide-retention";
  readonly by: Actor;
  readonly decision: "approve" | "extend";
  /** For an extension, until when. */
  readonly until?: CalendarDay | undefined;
  /** When the case ended, as its history says. */
  readonly endedOn: CalendarDay;
  /** That its person is under a hold. */
  readonly isPersonHeld: boolean;
  readonly reason: RetentionReason;
  readonly content: string;
}
export interface HoldCase {
  readonly type: "hold";
  readonly by: Actor;
  readonly hold: "set" | "lift";
  readonly reason: HoldReason;
  readonly content: string;
}
export type RetentionCommand = DecideRetention | HoldCase;

interface Said {
  readonly by: string;
  readonly at: Instant;
  readonly content: string;
}
export type RetentionEvent =
  | ({ readonly type: "RetentionApproved"; readonly reason: RetentionReason } & Said)
  | ({
      readonly type: "RetentionExtended";
      readonly until: CalendarDay;
      readonly reason: RetentionReason;
    } & Said)
  | ({ readonly type: "LegalHoldSet"; readonly reason: HoldReason } & Said)
  | ({ readonly type: "LegalHoldLifted"; readonly reason: HoldReason } & Said);
