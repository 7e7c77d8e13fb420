import { isDeepStrictEqual } from "node:util";
import type { RunningExecution, Workflows } from "#shared/ports.ts";

export interface StartedExecution extends RunningExecution {
  readonly input: unknown;
}
export interface GivenAnswer {
  readonly token: string;
  readonly output: unknown;
}
export interface MemoryWorkflows extends Workflows {
  /** Every execution ever started, in order. */
  readonly started: readonly StartedExecution[];
  /** Every answer that was taken, in order. */
  readonly answers: readonly GivenAnswer[];
  /** Says that a task of this execution waits with this token. A token that nobody opened is "gone". */
  opened(workflow: string, name: string, token: string): void;
  /** Says that the wait of this token timed out. */
  timedOut(token: string): void;
  /** Says that an execution ended, by itself or by hand: its tokens are gone and its name stays taken. */
  ended(workflow: string, name: string): void;
}

/** Step Functions refuses other names, and logs of longer ones. */
const namePattern = /^[A-Za-z0-9_-]{1,80}$/;

/**
 * Workflows that run nothing: starts and answers are noted, and the test says what the machines did. As on AWS,
 * starting a running name again with the same input is "started" once more and starts nothing.
 */
export function memoryWorkflows(): MemoryWorkflows {
  const started: StartedExecution[] = [];
  const answers: GivenAnswer[] = [];
  const executions = new Map<string, { input: unknown; running: boolean }>();
  const waiting = new Map<string, string>();
  const addressOf = (workflow: string, name: string): string => `${workflow}:${name}`;
  const isRunning = (address: string): boolean => executions.get(address)?.running === true;

  return {
    started,
    answers,
    opened(workflow, name, token) {
      const address = addressOf(workflow, name);
      if (!isRunning(address)) throw new Error(`${address} is not running and cannot wait`);
      waiting.set(token, address);
    },
    timedOut(token) {
      waiting.delete(token);
    },
    ended(workflow, name) {
      const execution = executions.get(addressOf(workflow, name));
      if (!execution) throw new Error(`${workflow}:${name} was never started`);
      execution.running = false;
    },
    async start(workflow, name, input) {
      if (!namePattern.test(name))
        throw new Error("An execution's name is 1 to 80 of A-Z, a-z, 0-9, _ and -");
      const address = addressOf(workflow, name);
      const travelled = asJson(input);
      const before = executions.get(address);
      if (before) return before.running && isDeepStrictEqual(before.input, travelled) ? "started" : "exists";
      executions.set(address, { input: travelled, running: true });
      started.push({ workflow, name, input: travelled });
      return "started";
    },
    async answer(token, output) {
      const address = waiting.get(token);
      if (address === undefined || !isRunning(address)) return "gone";
      waiting.delete(token);
      answers.push({ token, output: asJson(output) });
      return "answered";
    },
    async status(workflow, name) {
      const execution = executions.get(addressOf(workflow, name));
      if (!execution) return "unknown";
      return execution.running ? "running" : "ended";
    },
    async *running(workflows) {
      for (const { workflow, name } of [...started]) {
        const isWanted = workflows?.has(workflow) ?? true;
        if (isWanted && isRunning(addressOf(workflow, name))) yield { workflow, name };
      }
    },
  };
}

/** What arrives at the other end: an execution's input and a task's output travel as JSON. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
