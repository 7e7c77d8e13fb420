import type {
  Effect,
  ExecutionState,
  ExecutionStatus,
  HistoryEvent,
  JsonObject,
  Turn,
  Waiting,
} from "./execution.ts";

/** A Standard execution ends at its 25,000th history event. */
export const mostEvents = 25_000;
/** Bytes of a state's input, of a result and of an answer. */
export const mostBytes = 262_144;

export const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** The next event would be the 25,000th: only an end may still be written (M9). */
export class HistoryFull extends Error {}

/** What one turn gathers. Nothing of it is seen outside before the turn is whole (M10). */
export class TurnInProgress {
  /** The latest instant seen: history's time never runs back (M2). */
  readonly at: string;
  readonly before: ExecutionState;
  transitions: number;
  waiting: Waiting | undefined;
  #events: HistoryEvent[] = [];
  #effects: Effect[] = [];
  #ended: Omit<ExecutionState, "waiting"> | undefined;

  constructor(before: ExecutionState, at: string) {
    this.before = before;
    this.at = at > before.now ? at : before.now;
    this.transitions = before.transitions;
    this.waiting = before.waiting;
  }

  /** The id that the next event will have: ids are 1, 2, 3 and so on (M2). */
  get nextId(): number {
    return this.before.lastEventId + this.#events.length + 1;
  }

  record(type: string, details?: Pick<HistoryEvent, `${string}EventDetails`>): void {
    const id = this.nextId;
    if (id >= mostEvents && !isEnd(type)) throw new HistoryFull();
    // The first two events have no cause within the execution.
    const previousEventId = id <= 2 ? 0 : id - 1;
    this.#events.push({ id, previousEventId, timestamp: this.at, type, ...details });
  }

  want(effect: Effect): void {
    this.#effects.push(effect);
  }

  setTimer(id: string, at: string): void {
    this.want({ kind: "set-timer", id, at });
  }

  /** Ends the execution: what this turn wanted before is wanted no more (M8). */
  end(
    status: Exclude<ExecutionStatus, "RUNNING">,
    { output, error, cause }: { readonly output?: string; readonly error?: string; readonly cause?: string },
  ): void {
    const said = {
      ...(output === undefined ? {} : { output }),
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    };
    const { type, field } = ends[status];
    this.record(type, { [field]: said });
    this.waiting = undefined;
    this.#effects = [{ kind: "ended", status, ...said }];
    const { waiting: _waiting, ...before } = this.before;
    this.#ended = { ...before, status, stoppedAt: this.at, ...said };
  }

  finish(): Turn {
    const { waiting: _waiting, ...before } = this.before;
    const state: ExecutionState = {
      ...(this.#ended ?? before),
      lastEventId: this.nextId - 1,
      transitions: this.transitions,
      now: this.at,
      ...(this.waiting === undefined ? {} : { waiting: this.waiting }),
    };
    return { state, events: this.#events, effects: this.#effects };
  }
}

const ends = {
  SUCCEEDED: { type: "ExecutionSucceeded", field: "executionSucceededEventDetails" },
  FAILED: { type: "ExecutionFailed", field: "executionFailedEventDetails" },
  TIMED_OUT: { type: "ExecutionTimedOut", field: "executionTimedOutEventDetails" },
  ABORTED: { type: "ExecutionAborted", field: "executionAbortedEventDetails" },
} as const satisfies Record<
  Exclude<ExecutionStatus, "RUNNING">,
  { type: string; field: `${string}EventDetails` }
>;

const isEnd = (type: string): boolean => Object.values(ends).some((end) => end.type === type);

/** Details of an event that enters or leaves a state. */
export const entered = (name: string, input: string): { stateEnteredEventDetails: JsonObject } => ({
  stateEnteredEventDetails: { name, input },
});
export const exited = (name: string, output: string): { stateExitedEventDetails: JsonObject } => ({
  stateExitedEventDetails: { name, output },
});
