/**
 * The shapes that the interpreter and its host exchange. All of them are plain JSON: a host writes `state` and
 * `events` to its journal in one write, and only then carries out `effects`.
 *
 * Instants are ISO-8601 UTC texts with milliseconds. `input` and `output` are JSON texts, as on AWS.
 */

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** What a new execution is told. `seed` decides its jitter; without one, its ARN does. */
export interface StartOptions {
  readonly name: string;
  readonly arn: string;
  readonly machineArn: string;
  readonly input: string;
  readonly at: string;
  readonly seed?: string;
}

export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

/** One visit to a Task state, over all of its attempts. */
interface Visit {
  readonly step: string;
  readonly enteredAt: string;
  readonly input: Json;
  /** All retries of this visit: `$states.context.State.RetryCount`. */
  readonly retryCount: number;
  /** Retries already taken of each entry of `Retry`, in order. */
  readonly retries: readonly number[];
}

/** A task that was scheduled and has not ended: the function runs, or a person has been asked. */
export interface RunningTask extends Visit {
  readonly kind: "task";
  /** The id of this attempt's TaskScheduled event. */
  readonly scheduledId: number;
  readonly functionArn: string;
  readonly payload: JsonObject;
  /** Names the invocation; its result must bring it back. */
  readonly correlation: string;
  /** Only where the task waits for an answer. A retry gets another one, and this one is dead. */
  readonly token?: string;
  /** Whether the function of a waiting task has returned; a restarted host does not invoke it again. */
  readonly submitted: boolean;
  readonly timer: string;
  readonly deadline: string;
}

/** A failed attempt that waits to be tried again. */
export interface BackingOff extends Visit {
  readonly kind: "backoff";
  readonly timer: string;
  readonly deadline: string;
}

export type Waiting = RunningTask | BackingOff;

/** An execution between two events. Its history is not in it: each turn hands out the events to append. */
export interface ExecutionState {
  readonly name: string;
  readonly arn: string;
  readonly machineArn: string;
  readonly seed: string;
  readonly input: Json;
  readonly startedAt: string;
  /** The instant at which the whole execution times out. */
  readonly deadline: string;
  readonly status: ExecutionStatus;
  /** The id of the last history event. */
  readonly lastEventId: number;
  /** State transitions so far, as AWS bills them: states entered, and retries. */
  readonly transitions: number;
  /** The latest instant that the execution has seen; time never runs back in its history. */
  readonly now: string;
  /** There while the status is RUNNING, absent afterwards. */
  readonly waiting?: Waiting;
  readonly stoppedAt?: string;
  /** JSON text, where the status is SUCCEEDED. */
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** What can happen to an execution; `at` is when. */
export type MachineEvent =
  /** A function returned. `payload` is what it returned, already parsed. */
  | {
      readonly kind: "invocation-succeeded";
      readonly at: string;
      readonly correlation: string;
      readonly payload: Json;
    }
  /** A function threw (`error` is its errorType), timed out (Sandbox.Timedout), or could not be invoked (Lambda.*). */
  | {
      readonly kind: "invocation-failed";
      readonly at: string;
      readonly correlation: string;
      readonly error: string;
      readonly cause: string;
    }
  /** SendTaskSuccess. `output` is the JSON text as sent. */
  | { readonly kind: "token-answered"; readonly at: string; readonly token: string; readonly output: string }
  /** SendTaskFailure. */
  | {
      readonly kind: "token-failed";
      readonly at: string;
      readonly token: string;
      readonly error?: string;
      readonly cause?: string;
    }
  /** A timer that an effect has set is due. */
  | { readonly kind: "timer-fired"; readonly at: string; readonly id: string }
  /** StopExecution. */
  | { readonly kind: "aborted"; readonly at: string; readonly error?: string; readonly cause?: string };

/** What the host must do. Doing one twice is safe: a second result, timer or answer is ignored or refused. */
export type Effect =
  /** Invoke the function with `payload`; hand its result back under `correlation`. `token` is the one in the payload, if any. */
  | {
      readonly kind: "invoke";
      readonly functionArn: string;
      readonly payload: JsonObject;
      readonly correlation: string;
      readonly token?: string;
    }
  /** Fire `id` at that instant. Timers of waits that were left need not be cancelled. */
  | { readonly kind: "set-timer"; readonly id: string; readonly at: string }
  /** The execution has ended; nothing that comes later changes it. */
  | {
      readonly kind: "ended";
      readonly status: Exclude<ExecutionStatus, "RUNNING">;
      readonly output?: string;
      readonly error?: string;
      readonly cause?: string;
    };

/** As in GetExecutionHistory, with the timestamp as an instant and one `...EventDetails` where the type has one. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly timestamp: string;
  readonly type: string;
  readonly [details: `${string}EventDetails`]: JsonObject | undefined;
}

/** Why an answer was not taken; the names are the States API's. */
export type AnswerRefusal = "TaskTimedOut" | "InvalidOutput";

/** One step of an execution: its new state, the history events to append, and what to do now. */
export interface Turn {
  readonly state: ExecutionState;
  readonly events: readonly HistoryEvent[];
  readonly effects: readonly Effect[];
  /** Only for an answer that was not taken: the state is unchanged. */
  readonly refused?: AnswerRefusal;
}
