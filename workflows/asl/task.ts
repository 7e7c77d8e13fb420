/** A visit to a Task state: its attempts, and how it ends. */
import { backoffMilliseconds, firstMatch } from "./backoff.ts";
import { QueryFailed } from "./errors.ts";
import type { BackingOff, Json, JsonObject, RunningTask } from "./execution.ts";
import { type Failure, failExecution, leave, type Next, queryFailure, tooLarge } from "./leaving.ts";
import type { LoadedMachine, LoadedTask } from "./load.ts";
import { evaluate, type Query } from "./query.ts";
import { tokenOf } from "./token.ts";
import { bytesOf, mostBytes, type TurnInProgress } from "./turn.ts";

type Visit = Pick<RunningTask | BackingOff, "step" | "enteredAt" | "input" | "retryCount" | "retries">;

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
    const output = await evaluate(task.output, { input: running.input, result });
    return leave(turn, "Task", running.step, output, task.next);
  } catch (error) {
    return failVisit(machine, turn, running, queryFailure(turn, running.step, error));
  }
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
    const output = await evaluate(catcher.output, { input, errorOutput });
    return leave(turn, "Task", step, output, catcher.next);
  } catch (error) {
    return failExecution(turn, queryFailure(turn, step, error));
  }
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

export function taskOf(machine: LoadedMachine, step: string): LoadedTask {
  const state = machine.states.get(step);
  if (state?.type !== "Task") throw new Error(`The state ${step} is not a task`);
  return state;
}

export const plusMilliseconds = (at: string, milliseconds: number): string =>
  new Date(Date.parse(at) + milliseconds).toISOString();

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
