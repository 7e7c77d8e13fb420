/** Moves a turn from state to state until the execution waits or has ended. */
import { QueryFailed } from "./errors.ts";
import type { Json } from "./execution.ts";
import { failExecution, leave, type Next, queryFailure } from "./leaving.ts";
import type { LoadedMachine, LoadedState } from "./load.ts";
import { evaluate } from "./query.ts";
import { attempt } from "./task.ts";
import { entered, exited, HistoryFull, mostEvents, type TurnInProgress } from "./turn.ts";

/** Runs from where `first` leads until something must be waited for. Too long a run ends at the event limit (M9). */
export async function runFrom(
  machine: LoadedMachine,
  turn: TurnInProgress,
  first: () => Next | Promise<Next>,
): Promise<void> {
  try {
    let onward = await first();
    while (onward !== undefined) onward = await enter(machine, turn, onward.step, onward.input);
  } catch (error) {
    if (!(error instanceof HistoryFull)) throw error;
    const cause = `The execution reached the maximum number of history events (${mostEvents}).`;
    turn.end("FAILED", { error: "States.Runtime", cause });
  }
}

async function enter(machine: LoadedMachine, turn: TurnInProgress, step: string, input: Json): Promise<Next> {
  const state = machine.states.get(step);
  if (state === undefined) throw new Error(`The definition has no state ${step}`);
  const text = JSON.stringify(input);
  turn.transitions += 1;
  turn.record(`${state.type}StateEntered`, entered(step, text));
  switch (state.type) {
    case "Task":
      return attempt(machine, turn, {
        step,
        enteredAt: turn.at,
        input,
        retryCount: 0,
        retries: state.retry.map(() => 0),
      });
    case "Choice":
      return choose(turn, state, step, input);
    case "Succeed":
      turn.record("SucceedStateExited", exited(step, text));
      turn.end("SUCCEEDED", { output: text });
      return undefined;
    case "Fail":
      turn.end("FAILED", { error: state.error, cause: state.cause });
      return undefined;
  }
}

async function choose(
  turn: TurnInProgress,
  state: Extract<LoadedState, { type: "Choice" }>,
  step: string,
  input: Json,
): Promise<Next> {
  try {
    for (const { condition, next } of state.choices) {
      const met = await evaluate(condition, { input });
      if (typeof met !== "boolean")
        throw new QueryFailed(condition.location, "A condition must be true or false");
      if (met) return leave(turn, "Choice", step, input, next);
    }
  } catch (error) {
    // A choice has no Catch: the execution fails.
    return failExecution(turn, queryFailure(turn, step, error));
  }
  return leave(turn, "Choice", step, input, state.default);
}
