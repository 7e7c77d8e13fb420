/** Moves a turn from state to state until the execution waits or has ended. */
import { backoffMilliseconds, firstMatch } from "./backoff.ts";
import { QueryFailed } from "./errors.ts";
import type { BackingOff, Json, JsonObject, RunningTask } from "./execution.ts";
import type { LoadedMachine, LoadedState, LoadedTask } from "./load.ts";
import { evaluate, type Query } from "./query.ts";
import { tokenOf } from "./token.ts";
import { bytesOf, entered, exited, HistoryFull, mostBytes, mostEvents, type TurnInProgress } from "./turn.ts";

/** Where a state leads, and with what. Undefined: the execution waits, or has ended. */
type Next = { readonly step: string; readonly input: Json } | undefined;
type Visit = Pick<RunningTask | BackingOff, "step" | "enteredAt" | "input" | "retryCount" | "retries">;

export const plusMilliseconds = (at: string, milliseconds: number): string =>
  new Date(Date.parse(at) + milliseconds).toISOString();

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

export function stateOf(machine: LoadedMachine, step: string): LoadedState {
  const state = machine.states.get(step);
  if (state === undefined) throw new Error(`The definition has no state ${step}`);
  return state;
}

export function taskOf(machine: LoadedMachine, step: string): LoadedTask {
  const state = stateOf(machine, step);
  if (state.type !== "Task") throw new Error(`The state ${step} is not a task`);
  return state;
}

async function enter(machine: LoadedMachine, turn: TurnInProgress, step: string, input: Json): Promise<Next> {
  const state = stateOf(machine, step);
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

/** Schedules one attempt: its own event, token and deadline (M3, M6). */
export async function attempt(machine: LoadedMachine, turn: TurnInProgress, visit: Visit): Promise<Next> {
  const task = taskOf(machine, visit.step);
  const scheduledId = turn.nextId;
  const token = task.waits ? tokenOf(turn.before.arn, scheduledId) : undefined;
  const bindings = {
    input: visit.input,
    context: {
      Execution: { Input: turn.before.input, Name: turn.before.name },
      State: { EnteredTime: visit.enteredAt, RetryCount: visit.retryCount },
      ...(token === undefined ? {} : { Task: { Token: token } }),
    },
  };
  let payload: JsonObject;
  let seconds: number;
  try {
    payload = await evaluateAll(task.payload, bindings);
    // Before the function runs, so that a function cannot set its own deadline (M4).
    seconds =
      typeof task.timeout === "number" ? task.timeout : secondsOf(await evaluate(task.timeout, bindings));
  } catch (error) {
    return failVisit(machine, turn, visit, queryFailure(turn, visit.step, error));
  }
  const resource = resourceOf(task);
  turn.record("TaskScheduled", {
    taskScheduledEventDetails: {
      ...resource,
      region: turn.before.arn.split(":")[3] ?? "",
      parameters: JSON.stringify({ FunctionName: task.functionArn, Payload: payload }),
      timeoutInSeconds: seconds,
    },
  });
  turn.record("TaskStarted", { taskStartedEventDetails: resource });
  const running: RunningTask = {
    ...visit,
    kind: "task",
    scheduledId,
    functionArn: task.functionArn,
    payload,
    correlation: `${turn.before.arn}#${scheduledId}`,
    ...(token === undefined ? {} : { token }),
    submitted: false,
    timer: `task-${scheduledId}`,
    deadline: plusMilliseconds(turn.at, seconds * 1000),
  };
  turn.waiting = running;
  turn.setTimer(running.timer, running.deadline);
  turn.want(invocationOf(running));
  return undefined;
}

export function invocationOf({ functionArn, payload, correlation, token }: RunningTask) {
  return {
    kind: "invoke" as const,
    functionArn,
    payload,
    correlation,
    ...(token === undefined ? {} : { token }),
  };
}

export const resourceOf = (task: LoadedTask) => ({
  resourceType: "lambda",
  resource: task.waits ? "invoke.waitForTaskToken" : "invoke",
});

/** Ends a visit with a result (M5). */
export async function succeed(
  machine: LoadedMachine,
  turn: TurnInProgress,
  running: RunningTask,
  result: Json,
): Promise<Next> {
  const task = taskOf(machine, running.step);
  const text = JSON.stringify(result);
  if (bytesOf(text) > mostBytes) return failTask(machine, turn, running, tooLarge(running.step));
  turn.record("TaskSucceeded", { taskSucceededEventDetails: { ...resourceOf(task), output: text } });
  try {
    const output = await evaluate(task.output, { input: running.input, context: {}, result });
    return leave(turn, "Task", running.step, output, task.next);
  } catch (error) {
    return failVisit(machine, turn, running, queryFailure(turn, running.step, error));
  }
}

export interface Failure {
  readonly error: string;
  readonly cause: string;
}

/** One attempt failed, by its function or by an answer. */
export function failTask(
  machine: LoadedMachine,
  turn: TurnInProgress,
  running: RunningTask,
  failure: Failure,
): Promise<Next> {
  const resource = resourceOf(taskOf(machine, running.step));
  turn.record("TaskFailed", { taskFailedEventDetails: { ...resource, ...failure } });
  return failVisit(machine, turn, running, failure);
}

/** Tries again where `Retry` says so and still has attempts; else leaves by `Catch`; else the execution fails (M6). */
export async function failVisit(
  machine: LoadedMachine,
  turn: TurnInProgress,
  visit: Visit,
  failure: Failure,
): Promise<Next> {
  const { step, enteredAt, input, retryCount, retries } = visit;
  const task = taskOf(machine, step);
  const which = firstMatch(task.retry, failure.error);
  const retrier = task.retry[which];
  const taken = retries[which] ?? 0;
  if (retrier !== undefined && taken < retrier.maxAttempts) {
    const failedId = turn.nextId - 1;
    const delay = backoffMilliseconds(retrier, taken, `${turn.before.seed}#${failedId}`);
    const deadline = plusMilliseconds(turn.at, delay);
    const timer = `retry-${failedId}`;
    const now = retries.map((count, index) => (index === which ? count + 1 : count));
    turn.waiting = { kind: "backoff", step, enteredAt, input, retryCount, retries: now, timer, deadline };
    turn.setTimer(timer, deadline);
    return undefined;
  }
  const catcher = task.catch[firstMatch(task.catch, failure.error)];
  if (catcher === undefined) return failExecution(turn, failure);
  const errorOutput = { Error: failure.error, Cause: failure.cause };
  if (catcher.output === undefined) return leave(turn, "Task", step, errorOutput, catcher.next);
  try {
    const output = await evaluate(catcher.output, { input, context: {}, errorOutput });
    return leave(turn, "Task", step, output, catcher.next);
  } catch (error) {
    return failExecution(turn, queryFailure(turn, step, error));
  }
}

function leave(
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

function failExecution(turn: TurnInProgress, failure: Failure): Next {
  turn.end("FAILED", failure);
  return undefined;
}

async function evaluateAll(queries: ReadonlyMap<string, Query>, bindings: Parameters<typeof evaluate>[1]) {
  const values: Record<string, Json> = {};
  for (const [key, query] of queries) values[key] = await evaluate(query, bindings);
  return values;
}

function secondsOf(value: Json): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 99_999_999) return value;
  throw new QueryFailed(
    "TimeoutSeconds",
    `Expected whole seconds from 1 to 99999999, found ${JSON.stringify(value)}`,
  );
}

/** Notes a failed expression in the history; anything else that was thrown is a fault of ours. */
function queryFailure(turn: TurnInProgress, state: string, error: unknown): Failure {
  if (!(error instanceof QueryFailed)) throw error;
  const failure = { error: error.name, cause: error.message };
  turn.record("EvaluationFailed", {
    evaluationFailedEventDetails: { ...failure, location: error.location, state },
  });
  return failure;
}

const tooLarge = (step: string): Failure => ({
  error: "States.DataLimitExceeded",
  cause: `The state ${step} returned more than ${mostBytes} bytes.`,
});
