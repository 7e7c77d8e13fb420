import { awaitInput, type CallInput, callInput } from "#shared/contracts/tasks.ts";
import type { Instant } from "#shared/domain/calendar-day.ts";
import type { RunningExecution, Workflows } from "#shared/ports.ts";
import { enterWait } from "#shared/usecases/enter-wait.ts";
import type { Ports } from "#shared/usecases/ports.ts";
import { prepareClosure } from "#shared/usecases/prepare-closure.ts";
import { screenReferral } from "#shared/usecases/screen-referral.ts";
import { compile } from "#workflows/asl/compile.ts";
import type { Effect, ExecutionState, Json, MachineEvent, Turn } from "#workflows/asl/execution.ts";
import { advance, executionOfToken, type LoadedMachine, load, start } from "#workflows/asl/interpret.ts";
import { workflows } from "#workflows/index.ts";

/** The tasks that return at once, by the name that their function has in a definition; every other one waits. */
const calls = new Map<string, (ports: Ports, input: CallInput, at: Instant) => Promise<unknown>>([
  ["ScreenReferral", screenReferral],
  ["PrepareClosure", prepareClosure],
]);

interface Running {
  readonly workflow: string;
  readonly machine: LoadedMachine;
  state: ExecutionState;
}
interface Timer {
  readonly arn: string;
  readonly id: string;
  readonly at: Instant;
}

const arnOf = (workflow: string, name: string): string =>
  `arn:aws:states:eu-west-2:111122223333:execution:holdfast-test-${workflow}:${name}`;
const machines = new Map(
  workflows.map((workflow) => [
    workflow.name,
    load(
      JSON.stringify(compile(workflow)).replaceAll(
        /\$\{(\w+)\}/g,
        (_match, task: string) => `arn:aws:lambda:eu-west-2:111122223333:function:${task}`,
      ),
    ),
  ]),
);

/**
 * The compiled workflows, run by the interpreter over the use cases: a council's platform in one process. Functions
 * run when `settle` is called, never inside a port call, so that every order that matters can be made.
 */
export class Machines implements Workflows {
  now: Instant;
  /** Every start that was asked for, also those that found the name taken. */
  readonly asked: string[] = [];
  readonly #executions = new Map<string, Running>();
  readonly #invocations: Extract<Effect, { kind: "invoke" }>[] = [];
  readonly #timers: Timer[] = [];
  readonly #ports: () => Ports;

  /** `ports` gives the ports of one invocation: a new process, as it were. */
  constructor(now: Instant, ports: () => Ports) {
    this.now = now;
    this.#ports = ports;
  }

  /** Every execution that was started, in order. */
  get started(): readonly (RunningExecution & { readonly input: Json; readonly status: string })[] {
    return [...this.#executions.values()].map(({ workflow, state }) => ({
      workflow,
      name: state.name,
      input: state.input,
      status: state.status,
    }));
  }

  /** How every execution stands, in the order of their starts. */
  get states(): readonly ExecutionState[] {
    return [...this.#executions.values()].map(({ state }) => state);
  }

  async start(workflow: string, name: string, input: unknown): Promise<"started" | "exists"> {
    this.asked.push(name);
    const arn = arnOf(workflow, name);
    const machine = machines.get(workflow);
    if (!machine) throw new Error(`There is no machine ${workflow}`);
    const text = JSON.stringify(input);
    const there = this.#executions.get(arn)?.state;
    if (there)
      return there.status === "RUNNING" && JSON.stringify(there.input) === text ? "started" : "exists";
    const machineArn = arn.replace(":execution:", ":stateMachine:").replace(`:${name}`, "");
    const turn = await start(machine, { name, arn, machineArn, input: text, at: this.now });
    const running = { workflow, machine, state: turn.state };
    this.#executions.set(arn, running);
    this.#take(running, turn);
    return "started";
  }

  async answer(token: string, output: unknown): Promise<"answered" | "gone"> {
    const running = this.#executions.get(executionOfToken(token) ?? "");
    if (!running) return "gone";
    const event = { kind: "token-answered", at: this.now, token, output: JSON.stringify(output) } as const;
    return (await this.#give(running, event)).refused ? "gone" : "answered";
  }

  async status(workflow: string, name: string): Promise<"running" | "ended" | "unknown"> {
    const found = this.#executions.get(arnOf(workflow, name));
    if (!found) return "unknown";
    return found.state.status === "RUNNING" ? "running" : "ended";
  }

  async *running(workflows?: ReadonlySet<string>): AsyncIterable<RunningExecution> {
    for (const { workflow, state } of [...this.#executions.values()])
      if (state.status === "RUNNING" && (workflows?.has(workflow) ?? true))
        yield { workflow, name: state.name };
  }

  /** Stops an execution as an operator would (F19). */
  async abort(name: string): Promise<void> {
    const running = [...this.#executions.values()].find(({ state }) => state.name === name);
    if (!running) throw new Error(`${name} was never started`);
    await this.#give(running, { kind: "aborted", at: this.now });
  }

  /** Forgets an execution, as if it had never been started. */
  forget(name: string): void {
    for (const [arn, { state }] of this.#executions) if (state.name === name) this.#executions.delete(arn);
  }

  /** Runs every function that has been asked for, and those that they lead to. */
  async settle(): Promise<void> {
    for (let next = this.#invocations.shift(); next; next = this.#invocations.shift()) {
      const arn = next.correlation.split("#")[0] ?? "";
      const running = this.#executions.get(arn);
      if (running) await this.#give(running, await this.#invoke(next));
    }
  }

  /** The instant of the next timer, if one is set. */
  get nextTimer(): Instant | undefined {
    return this.#timers[0]?.at;
  }

  /** Fires the timers that are due at `now`, and runs what they lead to; `held` leaves the functions for later. */
  async fireDue({ held = false } = {}): Promise<void> {
    for (let timer = this.#timers[0]; timer && timer.at <= this.now; timer = this.#timers[0]) {
      this.#timers.shift();
      const running = this.#executions.get(timer.arn);
      if (running) await this.#give(running, { kind: "timer-fired", at: this.now, id: timer.id });
      if (!held) await this.settle();
    }
  }

  async #invoke({ functionArn, payload, correlation }: Extract<Effect, { kind: "invoke" }>) {
    const at = this.now;
    try {
      const call = calls.get(functionArn.split(":").at(-1) ?? "");
      const result = call
        ? await call(this.#ports(), callInput.parse(payload), at)
        : await enterWait(this.#ports(), awaitInput.parse(payload), at);
      const returned = JSON.parse(JSON.stringify(result ?? null)) as Json;
      return { kind: "invocation-succeeded", at, correlation, payload: returned } as const;
    } catch (error) {
      // What a crashed process looks like to Step Functions; anything else goes by its own name.
      const isCrash = error instanceof Error && error.name === "Crash";
      const name = isCrash ? "Lambda.Unknown" : error instanceof Error ? error.name : "unknown";
      return { kind: "invocation-failed", at, correlation, error: name, cause: "" } as const;
    }
  }

  async #give(running: Running, event: MachineEvent): Promise<Turn> {
    const turn = await advance(running.machine, running.state, event);
    this.#take(running, turn);
    return turn;
  }

  #take(running: Running, turn: Turn): void {
    running.state = turn.state;
    for (const effect of turn.effects) {
      if (effect.kind === "invoke") this.#invocations.push(effect);
      if (effect.kind === "set-timer" && effect.id !== "execution") {
        this.#timers.push({ arn: running.state.arn, id: effect.id, at: effect.at });
        this.#timers.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
      }
    }
  }
}
