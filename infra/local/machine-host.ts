import type { Effect, ExecutionState, HistoryEvent } from "#workflows/asl/execution.ts";
import { executionOfToken, type LoadedMachine, load, start } from "#workflows/asl/interpret.ts";
import type { Activity } from "./activity.ts";
import type { MachinePart, Parts } from "./assembly.ts";
import { ExecutionStore, type ExecutionSummary } from "./execution-store.ts";
import type { FunctionHost, Outcome } from "./function-host.ts";
import { damaged } from "./journal.ts";
import { allowed } from "./permissions.ts";
import { HostProblem, sentenceOf } from "./problem.ts";
import { RunningExecution, type Surroundings, stepOf } from "./running-execution.ts";
import { StatesRefusal } from "./states-refusal.ts";
import type { VirtualClock } from "./virtual-clock.ts";

export interface MachineHostOptions {
  readonly parts: Parts;
  readonly functions: FunctionHost;
  readonly activity: Activity;
  readonly clock: VirtualClock;
  readonly dataFolder: string;
}

const nameTakenMs = 90 * 86_400_000;

/** An execution with the step that it stands at, or that it ended in. */
export interface ListedExecution extends Omit<ExecutionSummary, "step"> {
  readonly step: string | null;
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
  readonly #live = new Map<string, RunningExecution>();
  readonly #around: Surroundings;

  constructor(options: MachineHostOptions) {
    this.#options = options;
    this.#store = new ExecutionStore(options.dataFolder);
    const { activity, clock } = options;
    this.#around = {
      activity,
      clock,
      store: this.#store,
      invoke: (summary, functionArn, payload) => this.#invokeAs(summary, functionArn, payload),
      ended: (summary) => {
        this.#remember(summary);
        this.#live.delete(summary.arn);
      },
    };
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
      const step = stepOf({ state, events: lines.flatMap(({ events }) => events) });
      const machine = load(this.#store.definition(definition));
      this.#run(new RunningExecution(this.#around, machine, { ...summary, step }, state));
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
    this.#options.activity.changed();
    this.#run(new RunningExecution(this.#around, machine.loaded, summary, turn.state), turn.effects);
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
    const turn = await live.take(
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
    await live.take({ kind: "aborted", at: this.#options.clock.instant(), cause });
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

  #run(execution: RunningExecution, effects?: readonly Effect[]): void {
    this.#live.set(execution.summary.arn, execution);
    execution.begin(effects);
  }

  async #invokeAs({ machineArn }: ExecutionSummary, functionArn: string, payload: unknown): Promise<Outcome> {
    const roleArn = this.#machines.get(machineArn)?.part.roleArn ?? "";
    if (!allowed(this.#options.parts.roles.get(roleArn) ?? [], "lambda:InvokeFunction", functionArn)) {
      const errorMessage = `User: ${roleArn} is not authorized to perform: lambda:InvokeFunction on resource: ${functionArn}`;
      return { ok: false, errorType: "Lambda.AWSLambdaException", errorMessage };
    }
    return this.#options.functions.invoke(functionArn, payload);
  }

  #remember(summary: ExecutionSummary): void {
    this.#known.set(keyOf(summary), summary);
    this.#latest.set(summary.arn, summary);
  }
}

function keyOf({ arn, startedAt }: ExecutionSummary): string {
  return `${arn} ${startedAt}`;
}
