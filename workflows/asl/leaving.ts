/** How a state is left: onward, or with the execution failed. */
import { QueryFailed } from "./errors.ts";
import type { Json } from "./execution.ts";
import { bytesOf, exited, mostBytes, type TurnInProgress } from "./turn.ts";

/** Where a state leads, and with what. Undefined: the execution waits, or has ended. */
export type Next = { readonly step: string; readonly input: Json } | undefined;

export interface Failure {
  readonly error: string;
  readonly cause: string;
}

/** Leaves a state for the next with its output; over 256 KB, the execution fails (M9). */
export function leave(
  turn: TurnInProgress,
  type: "Task" | "Choice",
  step: string,
  output: Json,
  next: string,
): Next {
  const text = JSON.stringify(output);
  if (bytesOf(text) > mostBytes) return failExecution(turn, tooLarge(step));
  turn.waiting = undefined;
  turn.record(`${type}StateExited`, exited(step, text));
  return { step: next, input: output };
}

/** Fails the whole execution: nothing in the definition catches this. */
export function failExecution(turn: TurnInProgress, failure: Failure): Next {
  turn.end("FAILED", failure);
  return undefined;
}

/** Notes a failed expression in the history; anything else that was thrown is a fault of ours. */
export function queryFailure(turn: TurnInProgress, state: string, error: unknown): Failure {
  if (!(error instanceof QueryFailed)) throw error;
  const failure = { error: error.name, cause: error.message };
  turn.record("EvaluationFailed", {
    evaluationFailedEventDetails: { ...failure, location: error.location, state },
  });
  return failure;
}

/** More bytes than a state may hand on; no `States.ALL` matches it. */
export const tooLarge = (step: string): Failure => ({
  error: "States.DataLimitExceeded",
  cause: `The state ${step} returned more than ${mostBytes} bytes.`,
});
