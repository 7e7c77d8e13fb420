/**
 * Every JSONata expression that the compiler writes, once: the compiler puts them in, the soundness rules look for
 * them, and the interpreter refuses functions that are not named here. JSONata 2.0.6 is what AWS runs.
 */
import type { JsonObject } from "./execution.ts";

/** The pure functions that our expressions use. None of them reads a clock or throws dice. */
export const expressionFunctions: ReadonlySet<string> = new Set([
  "ceil",
  "count",
  "error",
  "max",
  "toMillis",
]);

/** What a task is told. Ids, instants and numbers only (A4): this is the closed list of keys. */
export const callPayload = {
  council: "{% $states.context.Execution.Input.council %}",
  caseRef: "{% $states.context.Execution.Input.caseRef %}",
  execution: "{% $states.context.Execution.Name %}",
  enteredAt: "{% $states.context.State.EnteredTime %}",
  retryCount: "{% $states.context.State.RetryCount %}",
} as const satisfies JsonObject;

/** What a waiting task is told besides. */
export const awaitPayload = {
  ...callPayload,
  token: "{% $states.context.Task.Token %}",
  wait: "{% $states.input.wait %}",
  left: "{% $count($states.input.rungs) %}",
} as const satisfies JsonObject;

/** The seconds until the first rung, at least one; without a rung there is nothing to wait for, which is an error (A6). */
export const secondsToFirstRung =
  "{% $count($states.input.rungs) = 0 ? $error('A wait needs a rung') : " +
  "$max([1, $ceil(($toMillis($states.input.rungs[0]) - $toMillis($states.context.State.EnteredTime)) / 1000)]) %}";

/** The wait goes on at the next rung: always an array, also of one rung or none. */
export const dropFirstRung =
  '{% {"wait": $states.input.wait, "rungs": [$states.input.rungs[[1..$count($states.input.rungs)]]]} %}';

export const callOutput = "{% $states.result.Payload %}";
export const awaitOutput = "{% $states.result %}";

/** Compares the outcome, and nothing else (A8). */
export const outcomeIs = (outcome: string): string => `{% $states.input.outcome = '${outcome}' %}`;

const outcomeCondition = /^\{% \$states\.input\.outcome = '([a-z]+(?:-[a-z]+)*)' %\}$/;

/** The outcome that a condition compares, or undefined where it compares anything else. */
export const outcomeOf = (condition: string): string | undefined => outcomeCondition.exec(condition)?.[1];
