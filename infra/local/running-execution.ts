import type { Effect, ExecutionState, Json, MachineEvent, Turn } from "#workflows/asl/execution.ts";
import { advance, type LoadedMachine, outstanding } from "#workflows/asl/interpret.ts";
import type { Activity } from "./activity.ts";
import type { ExecutionStore, ExecutionSummary } from "./execution-store.ts";
import type { Outcome } from "./function-host.ts";
import { sentenceOf } from "./problem.ts";
import type { VirtualClock } from "./virtual-clock.ts";

/** What an execution needs of the host that it runs on. */
export interface Surroundings {
  readonly activity: Activity;
  readonly clock: VirtualClock;
  readonly store: ExecutionStore;
  /** Invokes a function with the rights of the execution's machine. */
  invoke(summary: ExecutionSummary, functionArn: string, payload: unknown): Promise<Outcome>;
  /** Called once, when the end is in the journal. */
  ended(summary: ExecutionSummary): void;
}

/** An execution that runs, in memory: it journals each step before it carries out what the step wants. */
export class RunningExecution {
  summary: ExecutionSummary;
  state: ExecutionState;
  readonly #machine: LoadedMachine;
  readonly #around: Surroundings;
  #timers: (() => void)[] = [];
  /** Events are taken one at a time. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    around: Surroundings,
    machine: LoadedMachine,
    summary: ExecutionSummary,
    state: ExecutionState,
  ) {
    this.#around = around;
    this.#machine = machine;
    this.summary = summary;
    this.state = state;
  }

  /** Carries out what the first step wants, or what still stands after a restart. */
  begin(effects: readonly Effect[] = outstanding(this.state)): void {
    if (this.state.status === "RUNNING") this.#carryOut(effects);
    else this.#end();
  }

  /** Takes the execution one event further, after those that came before. */
  take(event: MachineEvent): Promise<Turn> {
    const taken = this.#queue.then(() => this.#around.activity.during(() => this.#step(event)));
    this.#queue = taken.catch(() => undefined);
    return taken;
  }

  async #step(event: MachineEvent): Promise<Turn> {
    const turn = await advance(this.#machine, this.state, event);
    // An event that concerns a wait already left changes nothing, and is not worth a line.
    if (turn.events.length === 0 && JSON.stringify(turn.state) === JSON.stringify(this.state)) return turn;
    this.#around.store.append(this.summary, { state: turn.state, events: turn.events });
    this.state = turn.state;
    this.summary = { ...this.summary, step: stepOf(turn) ?? this.summary.step };
    this.#around.activity.changed();
    this.begin(turn.effects);
    return turn;
  }

  #end(): void {
    for (const cancel of this.#timers) cancel();
    const { status, stoppedAt, now } = this.state;
    this.summary = { ...this.summary, status, stoppedAt: stoppedAt ?? now };
    this.#around.store.keepSummary(this.summary);
    this.#around.ended(this.summary);
  }

  /** Timers are those that stand in the state, so that waits already left ring no more. */
  #carryOut(effects: readonly Effect[]): void {
    const { clock } = this.#around;
    for (const cancel of this.#timers) cancel();
    this.#timers = [];
    for (const effect of outstanding(this.state)) {
      if (effect.kind !== "set-timer") continue;
      const { id } = effect;
      const ring = () => this.take({ kind: "timer-fired", at: clock.instant(), id }).then(() => undefined);
      this.#timers.push(clock.at(Date.parse(effect.at), ring));
    }
    for (const effect of effects) if (effect.kind === "invoke") void this.#invoke(effect);
  }

  async #invoke({ functionArn, payload, correlation }: Extract<Effect, { kind: "invoke" }>): Promise<void> {
    const { activity, clock } = this.#around;
    try {
      await activity.during(async () => {
        const outcome = await this.#around.invoke(this.summary, functionArn, payload);
        await this.take(eventOf(outcome, correlation, clock.instant()));
      });
    } catch (error) {
      console.error(`A step of ${this.summary.name} failed in the host: ${sentenceOf(error)}`);
    }
  }
}

function eventOf(outcome: Outcome, correlation: string, at: string): MachineEvent {
  // The payload was parsed from JSON by the worker pool.
  if (outcome.ok) return { kind: "invocation-succeeded", at, correlation, payload: outcome.payload as Json };
  const { errorType, errorMessage } = outcome;
  return {
    kind: "invocation-failed",
    at,
    correlation,
    error: errorType,
    cause: JSON.stringify({ errorType, errorMessage }),
  };
}

/** The step where an execution waits, or the last that it entered. */
export function stepOf({ state, events }: Pick<Turn, "state" | "events">): string | undefined {
  const entered = events.findLast(({ type }) => type.endsWith("StateEntered"))?.stateEnteredEventDetails
    ?.name;
  return state.waiting?.step ?? (typeof entered === "string" ? entered : undefined);
}
