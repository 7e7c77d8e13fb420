import type {
  Effect,
  ExecutionState,
  HistoryEvent,
  MachineEvent,
  Turn,
} from "../../workflows/asl/execution.ts";
import {
  advance,
  executionOfToken,
  type LoadedMachine,
  load,
  outstanding,
  start,
} from "../../workflows/asl/interpret.ts";
import type { Activity } from "./activity.ts";
import type { MachinePart, Parts } from "./assembly.ts";
import { ExecutionStore, type ExecutionSummary } from "./execution-store.ts";
import type { FunctionHost, Outcome } from "./function-host.ts";
import { damaged } from "./journal.ts";
import { allowed } from "./permissions.ts";
import { HostProblem, sentenceOf } from "./problem.ts";
import type { VirtualClock } from "./virtual-clock.ts";

export interface MachineHostOptions {
  readonly parts: Parts;
  readonly functions: FunctionHost;
  readonly activity: Activity;
  readonly clock: VirtualClock;
  readonly dataFolder: string;
}

/** An execution that runs, in memory; everything of it is in its journal too. */
interface Live {
  summary: ExecutionSummary;
  state: ExecutionState;
  readonly machine: LoadedMachine;
  readonly roleArn: string;
  timers: (() => void)[];
  /** Events are taken one at a time. */
  queue: Promise<unknown>;
}

const nameTakenMs = 90 * 86_400_000;

/** An execution with the step that it stands at, or that it ended in. */
export interface ListedExecution extends Omit<ExecutionSummary, "step"> {
  readonly step: string | null;
}

/** A refusal of the States API, under its name. */
export class StatesRefusal extends Error {
  override readonly name: string;

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/**
 * Runs executions of the template's machines: each step goes to the journal before its effects are carried out, so
 * that a killed host resumes where it was. An effect whose end was not journalled is carried out again, as on AWS.
 */
export class MachineHost {
  readonly #options: MachineHostOptions;
  readonly #store: ExecutionStore;
  readonly #machines = new Map<string, { readonly part: MachinePart; readonly loaded: LoadedMachine }>();
  /** All executions by their start, latest state of each. */
  readonly #known = new Map<string, ExecutionSummary>();
  readonly #latest = new Map<string, ExecutionSummary>();
  readonly #live = new Map<string, Live>();

  constructor(options: MachineHostOptions) {
    this.#options = options;
    this.#store = new ExecutionStore(options.dataFolder);
    for (const part of options.parts.machines) {
      try {
        this.#machines.set(part.arn, { part, loaded: load(part.definition) });
      } catch (cause) {
        throw new HostProblem(`The state machine ${part.logicalId} cannot be run: ${sentenceOf(cause)}`, {
          cause,
        });
      }
    }
  }

  /** Reads what was running when the host stopped, and carries out what still stands. */
  resume(): void {
    for (const summary of this.#store.summaries()) this.#remember(summary);
    for (const summary of this.#known.values()) {
      if (summary.status !== "RUNNING") continue;
      const lines = this.#store.lines(summary);
      const state = lines.at(-1)?.state;
      const definition = lines[0]?.definition;
      if (state === undefined || definition === undefined) throw damaged(`the journal of ${summary.name}`);
      const machine = load(this.#store.definition(definition));
      const live: Live = {
        summary,
        state,
        machine,
        roleArn: this.#roleOf(summary.machineArn),
        timers: [],
        queue: Promise.resolve(),
      };
      this.#live.set(summary.arn, live);
      if (state.status === "RUNNING") this.#carryOut(live, outstanding(state), true);
      else this.#ended(live);
    }
  }

  /** Starts an execution; throws `StatesRefusal`, or `InvalidExecutionInput` of the interpreter. */
  async start(machineArn: string, name: string, input: string): Promise<ExecutionSummary> {
    const machine = this.#machine(machineArn);
    const arn = `${machine.part.arn.replace(":stateMachine:", ":execution:")}:${name}`;
    const earlier = this.find(arn);
    if (earlier !== undefined) {
      const live = this.#live.get(arn);
      if (live !== undefined) {
        if (JSON.stringify(live.state.input) === JSON.stringify(JSON.parse(input))) return earlier;
        throw new StatesRefusal("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
      }
      const stopped = Date.parse(earlier.stoppedAt ?? earlier.startedAt);
      if (this.#options.clock.now() - stopped < nameTakenMs) {
        throw new StatesRefusal("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
      }
    }
    const at = this.#options.clock.instant();
    const turn = await start(machine.loaded, { name, arn, machineArn: machine.part.arn, input, at });
    // Two starts at once: the second meets the first here.
    if (this.#live.has(arn)) return this.start(machineArn, name, input);
    const summary: ExecutionSummary = {
      name,
      machine: machine.part.name,
      machineArn: machine.part.arn,
      arn,
      startedAt: at,
      status: "RUNNING",
      step: stepOf(turn),
    };
    const definition = this.#store.keepDefinition(machine.loaded.source);
    this.#store.begin(summary, { state: turn.state, events: turn.events, definition });
    this.#store.keepSummary(summary);
    this.#remember(summary);
    const live: Live = {
      summary,
      state: turn.state,
      machine: machine.loaded,
      roleArn: machine.part.roleArn,
      timers: [],
      queue: Promise.resolve(),
    };
    this.#live.set(arn, live);
    this.#options.activity.changed();
    this.#settle(live, turn);
    return summary;
  }

  /** SendTaskSuccess and SendTaskFailure; resolves when the answer is journalled. Throws `StatesRefusal`. */
  async answer(
    token: string,
    answer: { readonly output: string } | { readonly error?: string; readonly cause?: string },
  ): Promise<void> {
    const arn = executionOfToken(token);
    if (arn === undefined) throw new StatesRefusal("InvalidToken", "Invalid Token: 'Invalid token'");
    const live = this.#live.get(arn);
    if (live === undefined) {
      const [name, message] =
        this.find(arn) === undefined
          ? ["TaskDoesNotExist", "Task Does Not Exist: 'Task does not exist anymore'"]
          : ["TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'"];
      throw new StatesRefusal(name ?? "", message ?? "");
    }
    const at = this.#options.clock.instant();
    const turn = await this.#take(
      live,
      "output" in answer
        ? { kind: "token-answered", at, token, ...answer }
        : { kind: "token-failed", at, token, ...answer },
    );
    if (turn.refused === "TaskTimedOut")
      throw new StatesRefusal("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
    if (turn.refused !== undefined)
      throw new StatesRefusal(turn.refused, `${turn.refused}: the output is not JSON or too large`);
  }

  /** StopExecution, as an operator does it: by ARN. False where it does not run. */
  async stop(arn: string, cause: string): Promise<boolean> {
    const live = this.#live.get(arn);
    if (live === undefined) return false;
    await this.#take(live, { kind: "aborted", at: this.#options.clock.instant(), cause });
    return true;
  }

  /** The latest execution of that ARN. */
  find(arn: string): ExecutionSummary | undefined {
    return this.#latest.get(arn);
  }

  /** All executions in the order of their starts. */
  all(): readonly ExecutionSummary[] {
    return [...this.#known.values()];
  }

  /** All executions with their steps. */
  list(): readonly ListedExecution[] {
    return this.all().map((summary) => {
      const live = this.#live.get(summary.arn)?.summary;
      const current = live?.startedAt === summary.startedAt ? live : summary;
      return { ...summary, step: current.step ?? null };
    });
  }

  /** The machine of an ARN (an alias or a version leads to it); throws `StatesRefusal` where there is none. */
  #machine(arn: string): { readonly part: MachinePart; readonly loaded: LoadedMachine } {
    const machine = this.#machines.get(arn.split(":").slice(0, 7).join(":"));
    if (machine === undefined)
      throw new StatesRefusal("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
    return machine;
  }

  /** What an execution was started with, where it stands and how it ended. */
  state(summary: ExecutionSummary): ExecutionState {
    const live = this.#live.get(summary.arn);
    const state =
      live !== undefined && live.summary.startedAt === summary.startedAt
        ? live.state
        : this.#store.lines(summary).at(-1)?.state;
    if (state === undefined) throw damaged(`the journal of ${summary.name}`);
    return state;
  }

  history(summary: Pick<ExecutionSummary, "machine" | "name" | "startedAt">): readonly HistoryEvent[] {
    return this.#store.lines(summary).flatMap(({ events }) => events);
  }

  /** Takes an execution one event further, after those that came before. */
  #take(live: Live, event: MachineEvent): Promise<Turn> {
    const taken = live.queue.then(() =>
      this.#options.activity.during(async () => {
        const turn = await advance(live.machine, live.state, event);
        if (
          turn.state === live.state ||
          (turn.events.length === 0 && JSON.stringify(turn.state) === JSON.stringify(live.state))
        )
          return turn;
        this.#store.append(live.summary, { state: turn.state, events: turn.events });
        live.state = turn.state;
        live.summary = { ...live.summary, step: stepOf(turn) ?? live.summary.step };
        this.#options.activity.changed();
        this.#settle(live, turn);
        return turn;
      }),
    );
    live.queue = taken.catch(() => undefined);
    return taken;
  }

  #settle(live: Live, turn: Turn): void {
    if (turn.state.status === "RUNNING") this.#carryOut(live, turn.effects, false);
    else this.#ended(live);
  }

  #ended(live: Live): void {
    for (const cancel of live.timers) cancel();
    live.summary = {
      ...live.summary,
      status: live.state.status,
      stoppedAt: live.state.stoppedAt ?? live.state.now,
    };
    this.#store.keepSummary(live.summary);
    this.#remember(live.summary);
    this.#live.delete(live.summary.arn);
  }

  /** Timers are those that stand in the state, so that waits already left ring no more. */
  #carryOut(live: Live, effects: readonly Effect[], resuming: boolean): void {
    for (const cancel of live.timers) cancel();
    live.timers = [];
    for (const effect of outstanding(live.state)) {
      if (effect.kind !== "set-timer") continue;
      const ring = () =>
        this.#take(live, { kind: "timer-fired", at: this.#options.clock.instant(), id: effect.id }).then(
          () => undefined,
        );
      live.timers.push(this.#options.clock.at(Date.parse(effect.at), ring));
    }
    for (const effect of effects) if (effect.kind === "invoke") void this.#invoke(live, effect, resuming);
  }

  async #invoke(live: Live, effect: Extract<Effect, { kind: "invoke" }>, resuming: boolean): Promise<void> {
    const { activity, clock } = this.#options;
    await activity
      .during(async () => {
        // A resumed host first reads everything that was running.
        if (resuming) await Promise.resolve();
        const outcome = await this.#invokeAs(live.roleArn, effect);
        const { correlation } = effect;
        const at = clock.instant();
        const event: MachineEvent = outcome.ok
          ? { kind: "invocation-succeeded", at, correlation, payload: outcome.payload as never }
          : {
              kind: "invocation-failed",
              at,
              correlation,
              error: outcome.errorType,
              cause: JSON.stringify({ errorType: outcome.errorType, errorMessage: outcome.errorMessage }),
            };
        await this.#take(live, event);
      })
      .catch((error: unknown) =>
        console.error(`A step of ${live.summary.name} failed in the host: ${sentenceOf(error)}`),
      );
  }

  async #invokeAs(
    roleArn: string,
    { functionArn, payload }: Extract<Effect, { kind: "invoke" }>,
  ): Promise<Outcome> {
    const statements = this.#options.parts.roles.get(roleArn) ?? [];
    if (!allowed(statements, "lambda:InvokeFunction", functionArn)) {
      const errorMessage = `User: ${roleArn} is not authorized to perform: lambda:InvokeFunction on resource: ${functionArn}`;
      return { ok: false, errorType: "Lambda.AWSLambdaException", errorMessage };
    }
    return this.#options.functions.invoke(functionArn, payload);
  }

  #remember(summary: ExecutionSummary): void {
    this.#known.set(keyOf(summary), summary);
    this.#latest.set(summary.arn, summary);
  }

  #roleOf(machineArn: string): string {
    return this.#machines.get(machineArn)?.part.roleArn ?? "";
  }
}

function keyOf({ arn, startedAt }: ExecutionSummary): string {
  return `${arn} ${startedAt}`;
}

/** The step where an execution waits, or the last that it entered. */
function stepOf({ state, events }: Pick<Turn, "state" | "events">): string | undefined {
  const entered = events.findLast(({ type }) => type.endsWith("StateEntered"))?.stateEnteredEventDetails
    ?.name;
  return state.waiting?.step ?? (typeof entered === "string" ? entered : undefined);
}
