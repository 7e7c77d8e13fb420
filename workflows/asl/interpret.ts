/** Stub while the interpreter is being built: the signatures are final. */
import type { Effect, ExecutionState, MachineEvent, StartOptions, Turn } from "./execution.ts";

/** A definition that was checked and parsed; `source` is the JSON text that it came from. */
export interface LoadedMachine {
  readonly source: string;
  readonly startAt: string;
  readonly stepNames: readonly string[];
}

/**
 * Checks and parses a definition, substitutions already made. Throws `UnsupportedAsl` (it carries `state`, `field` and
 * `problem`) on anything that our compiler does not emit, JSONata functions included.
 */
export function load(asl: string): LoadedMachine {
  throw new Error(`not built yet: load ${asl.length}`);
}

/** Starts an execution. Throws `InvalidExecutionInput` where the input is not JSON or over 256 KB. */
export async function start(machine: LoadedMachine, options: StartOptions): Promise<Turn> {
  throw new Error(`not built yet: start ${machine.startAt} ${options.name}`);
}

/** Takes an execution one event further. What concerns a wait already left changes nothing; an answer to it is refused. */
export async function advance(
  machine: LoadedMachine,
  state: ExecutionState,
  event: MachineEvent,
): Promise<Turn> {
  throw new Error(`not built yet: advance ${machine.startAt} ${state.name} ${event.kind}`);
}

/**
 * The effects that still stand in this state: what a restarted host carries out again, and exactly the timers that
 * matter (at most two). A function of a waiting task that has returned is not among them.
 */
export function outstanding(state: ExecutionState): readonly Effect[] {
  throw new Error(`not built yet: outstanding ${state.name}`);
}

/** The ARN of the execution that a task token belongs to, or undefined for a text that is no token of ours (InvalidToken). */
export function executionOfToken(token: string): string | undefined {
  throw new Error(`not built yet: executionOfToken ${token}`);
}
