import {
  type Answer,
  type AwaitInput,
  type AwaitTask,
  awaitInput,
  type CallInput,
  type CallTask,
  callInput,
  type OutcomeOf,
} from "#shared/contracts/tasks.ts";
import type { Instant } from "#shared/domain/calendar-day.ts";
import { forOneInvocation } from "#shared/usecases/compose.ts";
import type { Ports } from "#shared/usecases/ports.ts";
import { now } from "./clock.ts";
import { log } from "./log.ts";
import { realPorts } from "./ports.ts";

type CallWork<Task extends CallTask> = (
  ports: Ports,
  input: CallInput,
  at: Instant,
) => Promise<Answer<OutcomeOf<Task>>>;
type AwaitWork = (ports: Ports, input: AwaitInput, at: Instant) => Promise<void>;

/** The handler of a task that returns its outcome at once. Input that does not fit the contract fails the step. */
export function callTask<Task extends CallTask>(task: Task, work: CallWork<Task>) {
  const ports = realPorts();
  return async (event: unknown): Promise<Answer<OutcomeOf<Task>>> => {
    const input = callInput.parse(event);
    const answer = await work(forOneInvocation(ports), input, now());
    const { caseRef, execution } = input;
    log("info", "task-done", { task, caseRef, execution, outcome: answer.outcome });
    return answer;
  };
}

/** The handler of a task that waits: it is entered with a token, and somebody answers that later (A6). */
export function awaitTask(task: AwaitTask, work: AwaitWork) {
  const ports = realPorts();
  return async (event: unknown): Promise<void> => {
    const input = awaitInput.parse(event);
    await work(forOneInvocation(ports), input, now());
    const { caseRef, execution, wait, left } = input;
    log("info", "wait-entered", { task, caseRef, execution, wait, left });
  };
}
