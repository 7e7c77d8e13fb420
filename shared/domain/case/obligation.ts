import { type CalendarDay, type Instant, plusMinutes } from "../calendar-day.ts";
import type { Recipient, Rung } from "../ladder.ts";
import type { CommitmentKind } from "../policy.ts";

export type ObligationKind =
  | "screening"
  | "signpost"
  | "emergency"
  | "allocation"
  | "review"
  | "consultation"
  | "closure"
  | "commitment";

/**
 * What must happen next, who answers for it, and by when (I2, I3). A reminder is not an obligation: rungs only
 * say when somebody is told, and never move `due`.
 */
export interface Obligation {
  readonly kind: ObligationKind;
  /** Which wait of its episode holds it; the execution is told the same number. */
  readonly wait: number;
  /** For a review, the number of the fortnight; 1 for the others. */
  readonly cycle: number;
  readonly opened: Instant;
  readonly due: Instant;
  readonly owner: Recipient;
  readonly rungs: readonly Rung[];
  /** How many rungs have passed. */
  readonly reached: number;
  /** For an allocation, the meeting that decides. */
  readonly meeting?: CalendarDay;
  /** For a promise, which one, and who keeps it where that is one person and not whoever holds the case. */
  readonly commitment?: { readonly id: number; readonly kind: CommitmentKind; readonly staff?: string };
}

/** What an execution is told when its wait is answered: the outcome, and the wait that follows, if one does. */
export interface WaitAnswer {
  readonly outcome: string;
  readonly wait: number;
  readonly rungs: readonly Instant[];
}

/** Who answers for an obligation: one person by name, or a role. */
export const ownerOf = (
  {
    worker,
    restricted,
    alertHeld,
  }: {
    readonly worker?: string;
    readonly restricted?: unknown;
    readonly alertHeld?: { readonly by: string };
  },
  { kind, owner, commitment }: Obligation,
): string =>
  commitment?.staff ??
  (kind === "signpost" ? alertHeld?.by : undefined) ??
  (owner === "worker" ? (worker ?? (restricted ? "manager" : "duty")) : owner);

/** The step as operators and staff read it; the same names as in the workflows. */
export const stepNames: Readonly<Record<ObligationKind, string>> = {
  screening: "Screen",
  signpost: "AwaitSignpostConfirmed",
  emergency: "AwaitEmergencyDecision",
  allocation: "AwaitAllocationMeeting",
  review: "Review",
  consultation: "AwaitConsultation",
  closure: "AwaitClosureDecision",
  commitment: "AwaitCommitment",
};

/** After the hand-over rung has passed, the execution would fail this much later if nothing handed it over. */
const graceMinutes = 60;

/**
 * The instants that an execution waits for: the rungs not yet reached, and one instant of grace past the last,
 * so that the hand-over rung is entered like any other and the list is never empty while the domain answers (A6).
 */
export function instantsLeft(obligation: Obligation): readonly Instant[] {
  const left = obligation.rungs.slice(obligation.reached).map((rung) => rung.at);
  const last = obligation.rungs.at(-1);
  return last ? [...left, plusMinutes(last.at, graceMinutes)] : left;
}

/**
 * How many rungs have passed: those that the execution has dropped, with `left` instants left in it, and those whose
 * instant is over. After an outage the second is ahead, and the execution catches up without telling anybody again.
 */
export function rungsPassed({ rungs }: Obligation, left: number, at: Instant): number {
  const dropped = Math.max(0, Math.min(rungs.length, rungs.length + 1 - left));
  return Math.max(dropped, rungs.filter((rung) => rung.at <= at).length);
}

/** The answer that leads an execution to the wait for `next`, or to its end when there is none. */
export function answerTo(outcome: string, wait: number, next?: Obligation): WaitAnswer {
  return next ? { outcome, wait: next.wait, rungs: instantsLeft(next) } : { outcome, wait, rungs: [] };
}
