/**
 * Runs what `compile` writes, as Step Functions would: (ASL, state, event) -> (state, history, effects). Pure: it reads
 * no clock and throws no dice, so the same inputs give the same turn. It is asynchronous only because JSONata is.
 *
 * A host calls `start` once and `advance` for each thing that happens to the execution, one after another; it writes
 * `state` and `events` to its journal in one write, then carries out `effects`. After a restart it carries out
 * `outstanding(state)`. Shapes: execution.ts.
 *
 * Invariants, cited where they are kept:
 * - M1 The state is plain JSON: written and read back, it goes on just the same.
 * - M2 History ids are 1, 2, 3 and so on without a gap, and its timestamps never run back.
 * - M3 A token is issued once, to one attempt. Only the running attempt's token is alive.
 * - M4 TimeoutSeconds is evaluated on entry, before the function is invoked; less than 1 or no whole number is refused.
 * - M5 An attempt ends once. A result or timer of an attempt already left is ignored; an answer to it is refused.
 * - M6 A retry is a new attempt: a new TaskScheduled event, token and deadline, after its backoff.
 * - M7 Jitter depends on the seed and the failed event's id only.
 * - M8 Nothing changes an execution that has ended.
 * - M9 Every execution is bounded: by its TimeoutSeconds, by 25,000 events, and each text by 256 KB.
 * - M10 A turn is whole or it is not: nothing of it is seen outside before it is complete.
 * - M11 A waiting task whose function has returned is not invoked again.
 */
import { InvalidExecutionInput } from "./errors.ts";
import type {
  AnswerRefusal,
  Effect,
  ExecutionState,
  Json,
  MachineEvent,
  RunningTask,
  StartOptions,
  Turn,
} from "./execution.ts";
import type { LoadedMachine } from "./load.ts";
import { runFrom } from "./steps.ts";
import {
  attempt,
  failTask,
  failVisit,
  invocationOf,
  plusMilliseconds,
  resourceOf,
  succeed,
  taskOf,
} from "./task.ts";
import { bytesOf, mostBytes, TurnInProgress } from "./turn.ts";

export type { LoadedMachine } from "./load.ts";
export { load } from "./load.ts";
export { executionOfToken } from "./token.ts";

const executionTimer = "execution";

/** Starts an execution. Throws `InvalidExecutionInput` where the input is not JSON or over 256 KB. */
export async function start(machine: LoadedMachine, options: StartOptions): Promise<Turn> {
  const { name, arn, machineArn, at } = options;
  const input = parse(options.input);
  if (input === undefined) throw new InvalidExecutionInput("The input is not JSON, or over 256 KB.");
  const fresh: ExecutionState = {
    name,
    arn,
    machineArn,
    seed: options.seed ?? arn,
    input,
    startedAt: at,
    deadline: plusMilliseconds(at, machine.timeoutSeconds * 1000),
    status: "RUNNING",
    lastEventId: 0,
    transitions: 0,
    now: at,
  };
  const turn = new TurnInProgress(fresh, at);
  turn.record("ExecutionStarted", { executionStartedEventDetails: { input: options.input } });
  turn.setTimer(executionTimer, fresh.deadline);
  await runFrom(machine, turn, () => ({ step: machine.startAt, input }));
  return turn.finish();
}

/** Takes an execution one event further. What concerns a wait already left changes nothing; an answer to it is refused. */
export async function advance(
  machine: LoadedMachine,
  state: ExecutionState,
  event: MachineEvent,
): Promise<Turn> {
  const answers = event.kind === "token-answered" || event.kind === "token-failed";
  // M8; and one that has ended has no token alive (M3).
  if (state.status !== "RUNNING") return unchanged(state, answers ? "TaskTimedOut" : undefined);
  const turn = new TurnInProgress(state, event.at);
  const running = state.waiting?.kind === "task" ? state.waiting : undefined;
  switch (event.kind) {
    case "token-answered": {
      if (running?.token !== event.token) return unchanged(state, "TaskTimedOut");
      const output = parse(event.output);
      if (output === undefined) return unchanged(state, "InvalidOutput");
      await runFrom(machine, turn, () => succeed(machine, turn, running, output));
      break;
    }
    case "token-failed": {
      if (running?.token !== event.token) return unchanged(state, "TaskTimedOut");
      const failure = { error: event.error ?? "States.TaskFailed", cause: event.cause ?? "" };
      await runFrom(machine, turn, () => failTask(machine, turn, running, failure));
      break;
    }
    case "invocation-succeeded":
      if (!awaitsResult(running, event.correlation)) return unchanged(state);
      await runFrom(machine, turn, () => returned(machine, turn, running, event.payload));
      break;
    case "invocation-failed":
      if (!awaitsResult(running, event.correlation)) return unchanged(state);
      await runFrom(machine, turn, () =>
        failTask(machine, turn, running, { error: event.error, cause: event.cause }),
      );
      break;
    case "timer-fired":
      return fire(machine, turn, event.id);
    case "aborted":
      turn.end("ABORTED", event);
  }
  return turn.finish();
}

/**
 * The effects that still stand in this state: what a restarted host carries out again, and exactly the timers that
 * matter (at most two). A function of a waiting task that has returned is not among them (M11).
 */
export function outstanding(state: ExecutionState): readonly Effect[] {
  if (state.status !== "RUNNING") return [];
  const effects: Effect[] = [{ kind: "set-timer", id: executionTimer, at: state.deadline }];
  const { waiting } = state;
  if (waiting === undefined) return effects;
  effects.push({ kind: "set-timer", id: waiting.timer, at: waiting.deadline });
  if (waiting.kind === "task" && !waiting.submitted) effects.push(invocationOf(waiting));
  return effects;
}

/** Whether this attempt's function is still out: a second result, or one of an attempt left, is not asked for (M5). */
function awaitsResult(running: RunningTask | undefined, correlation: string): running is RunningTask {
  return running !== undefined && running.correlation === correlation && !running.submitted;
}

/** A function returned: a call has its result, a waiting task has been submitted and goes on waiting (M11). */
async function returned(machine: LoadedMachine, turn: TurnInProgress, running: RunningTask, payload: Json) {
  const result = { ExecutedVersion: "$LATEST", Payload: payload, StatusCode: 200 };
  if (running.token === undefined) return succeed(machine, turn, running, result);
  const output = JSON.stringify(result);
  if (bytesOf(output) > mostBytes) {
    const cause = "The function returned more than 256 KB.";
    return failTask(machine, turn, running, { error: "States.DataLimitExceeded", cause });
  }
  const resource = resourceOf(taskOf(machine, running.step));
  turn.record("TaskSubmitted", { taskSubmittedEventDetails: { ...resource, output } });
  turn.waiting = { ...running, submitted: true };
  return undefined;
}

async function fire(machine: LoadedMachine, turn: TurnInProgress, id: string): Promise<Turn> {
  const { waiting, deadline } = turn.before;
  const due = id === executionTimer ? deadline : waiting?.timer === id ? waiting.deadline : undefined;
  if (due === undefined) return unchanged(turn.before);
  if (turn.at < due) {
    // A host whose clock was set back: not yet.
    turn.setTimer(id, due);
    return turn.finish();
  }
  if (id === executionTimer) {
    turn.end("TIMED_OUT", { error: "States.Timeout", cause: "The execution reached its TimeoutSeconds." });
  } else if (waiting?.kind === "backoff") {
    turn.transitions += 1;
    await runFrom(machine, turn, () =>
      attempt(machine, turn, { ...waiting, retryCount: waiting.retryCount + 1 }),
    );
  } else if (waiting !== undefined) {
    const failure = { error: "States.Timeout", cause: "The task reached its TimeoutSeconds." };
    const resource = resourceOf(taskOf(machine, waiting.step));
    await runFrom(machine, turn, () => {
      turn.record("TaskTimedOut", { taskTimedOutEventDetails: { ...resource, ...failure } });
      return failVisit(machine, turn, waiting, failure);
    });
  }
  return turn.finish();
}

const unchanged = (state: ExecutionState, refused?: AnswerRefusal): Turn =>
  refused === undefined ? { state, events: [], effects: [] } : { state, events: [], effects: [], refused };

/** JSON of at most 256 KB (M9), or undefined. */
function parse(text: string): Json | undefined {
  if (bytesOf(text) > mostBytes) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
