import { compile } from "#workflows/asl/compile.ts";
import type { Workflow } from "#workflows/asl/define.ts";
import type {
  Effect,
  ExecutionState,
  HistoryEvent,
  Json,
  MachineEvent,
  RunningTask,
  Turn,
} from "#workflows/asl/execution.ts";
import { advance, type LoadedMachine, load, start } from "#workflows/asl/interpret.ts";

/** A workflow as a machine runs it: compiled, with an ARN in place of each function's name. */
export function definitionOf(workflow: Workflow): string {
  return JSON.stringify(compile(workflow)).replaceAll(
    /\$\{(\w+)\}/g,
    (_match, name: string) => `arn:aws:lambda:eu-west-2:111122223333:function:${name}`,
  );
}

/** One execution driven by hand: keeps its state, its whole history and every effect, oldest first. */
export class Drive {
  readonly machine: LoadedMachine;
  readonly history: HistoryEvent[] = [];
  readonly effects: Effect[] = [];
  #state: ExecutionState | undefined;

  constructor(asl: string) {
    this.machine = load(asl);
  }

  static async started(asl: string, input: unknown, at: string, name = "case-1"): Promise<Drive> {
    const drive = new Drive(asl);
    const options = { name, arn: `${machineArn}:${name}`, machineArn, input: JSON.stringify(input), at };
    drive.#keep(await start(drive.machine, options));
    return drive;
  }

  get state(): ExecutionState {
    if (this.#state === undefined) throw new Error("Not started");
    return this.#state;
  }

  get running(): RunningTask {
    const { waiting } = this.state;
    if (waiting?.kind !== "task") throw new Error(`No task runs: ${JSON.stringify(this.state)}`);
    return waiting;
  }

  get types(): readonly string[] {
    return this.history.map((event) => event.type);
  }

  /** The last effect of a kind. */
  last<Kind extends Effect["kind"]>(kind: Kind): Extract<Effect, { kind: Kind }> {
    const found = this.effects.findLast(
      (effect): effect is Extract<Effect, { kind: Kind }> => effect.kind === kind,
    );
    if (found === undefined) throw new Error(`No ${kind}`);
    return found;
  }

  async give(event: MachineEvent): Promise<Turn> {
    return this.#keep(await advance(this.machine, this.state, event));
  }

  returns(payload: Json, at = this.state.now): Promise<Turn> {
    return this.give({ kind: "invocation-succeeded", at, correlation: this.running.correlation, payload });
  }

  fails(error: string, at = this.state.now): Promise<Turn> {
    return this.give({
      kind: "invocation-failed",
      at,
      correlation: this.running.correlation,
      error,
      cause: "",
    });
  }

  answers(output: Json, at = this.state.now, token = this.running.token ?? ""): Promise<Turn> {
    return this.give({ kind: "token-answered", at, token, output: JSON.stringify(output) });
  }

  /** Fires the timer of the current wait, at its instant. */
  async passes(): Promise<Turn> {
    const { waiting } = this.state;
    if (waiting === undefined) throw new Error("Nothing is waited for");
    return this.give({ kind: "timer-fired", at: waiting.deadline, id: waiting.timer });
  }

  #keep(turn: Turn): Turn {
    this.#state = turn.state;
    this.history.push(...turn.events);
    this.effects.push(...turn.effects);
    return turn;
  }
}

const machineArn = "arn:aws:states:eu-west-2:111122223333:stateMachine:holdfast-test-machine";
