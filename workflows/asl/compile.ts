/**
 * The only writer of ASL: a workflow as plain JSON in JSONata's dialect, with a `${RequestReview}` for each function
 * (a `DefinitionSubstitution`, its value the function's ARN). A choice is left out where all outcomes lead to one
 * place, and a rung leaves by the Catch: each transition is paid for.
 */
import {
  type AslMachine,
  type AslState,
  awaitResource,
  type Catcher,
  callResource,
  type Retrier,
} from "./asl.ts";
import type { Step, Workflow } from "./define.ts";
import {
  awaitOutput,
  awaitPayload,
  callOutput,
  callPayload,
  dropFirstRung,
  outcomeIs,
  secondsToFirstRung,
} from "./expressions.ts";

/** No execution outlives this; an episode hands over well before a year. */
export const longestExecutionSeconds = 300 * 86_400;
/** How long a function that is only called may take. */
export const callSeconds = 60;
/** Where every error ends that nobody foresaw. The reconciler starts the episode again from the document (A1). */
export const needsAttention = "NeedsAttention";

/** Errors that pass by themselves: the platform's, never the domain's (A8). */
export const transientErrors: readonly string[] = [
  "Lambda.Unknown",
  "Lambda.ServiceException",
  "Lambda.SdkClientException",
  "Lambda.TooManyRequestsException",
  "Lambda.AWSLambdaException",
  "Sandbox.Timedout",
];

/** The name of a task's function in the definition: `request-review` is `RequestReview`. */
export function substitutionName(task: string): string {
  return task.replace(/(?:^|-)([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}

/** The name of the choice after a step: `Review` is followed by `ReviewOutcome`. */
export function choiceName(step: string): string {
  return `${step}Outcome`;
}

/** Compiles a workflow. What is wrong with it is `soundness`'s to say; a name of ours that it takes is refused here. */
export function compile(workflow: Workflow): AslMachine {
  const States: Record<string, AslState> = {};
  const add = (name: string, state: AslState) => {
    if (name in States) throw new Error(`${workflow.name}: the step name ${name} is taken by the compiler`);
    States[name] = state;
  };
  for (const [name, step] of Object.entries(workflow.steps)) {
    for (const [stateName, state] of statesOf(workflow, name, step)) add(stateName, state);
  }
  add(needsAttention, {
    Type: "Fail",
    Comment: "Something failed that nobody foresaw. The reconciler starts the episode again.",
    Error: needsAttention,
    Cause: "A task failed for a reason that is no outcome; see the function's log.",
  });
  return {
    Comment: workflow.purpose,
    QueryLanguage: "JSONata",
    StartAt: workflow.startAt,
    TimeoutSeconds: longestExecutionSeconds,
    States,
  };
}

function statesOf(workflow: Workflow, name: string, step: Step): readonly (readonly [string, AslState])[] {
  if ("succeed" in step) return [[name, { Type: "Succeed", Comment: step.succeed }]];
  if ("fail" in step) return [[name, { Type: "Fail", Error: name, Cause: step.fail }]];
  const waits = "await" in step;
  const task = waits ? step.await : step.call;
  const targets = new Set(Object.values(step.on));
  const [only] = targets;
  const next = targets.size === 1 && only !== undefined ? only : choiceName(name);
  const state: AslState = {
    Type: "Task",
    Comment: workflow.tasks[task]?.does ?? task,
    Resource: waits ? awaitResource : callResource,
    Arguments: {
      FunctionName: `\${${substitutionName(task)}}`,
      Payload: waits ? awaitPayload : callPayload,
    },
    TimeoutSeconds: waits ? secondsToFirstRung : callSeconds,
    Retry: [waits ? retry(transientErrors) : retry([...transientErrors, "States.Timeout"])],
    Catch: waits ? [nextRung(name), anythingElse] : [anythingElse],
    Output: waits ? awaitOutput : callOutput,
    Next: next,
  };
  if (next === only) return [[name, state]];
  const Choices = Object.entries(step.on).map(([outcome, Next]) => ({ Condition: outcomeIs(outcome), Next }));
  return [
    [name, state],
    [choiceName(name), { Type: "Choice", Choices, Default: needsAttention }],
  ];
}

/** How often a passing error is tried again. */
export const mostRetries = 6;

/** About 2, 4, 8, 16, 32 and 60 seconds, each somewhere between nothing and that. */
const retry = (errors: readonly string[]): Retrier => ({
  ErrorEquals: errors,
  IntervalSeconds: 2,
  MaxAttempts: mostRetries,
  BackoffRate: 2,
  MaxDelaySeconds: 60,
  JitterStrategy: "FULL",
});

/** A rung passed without an answer: the same step again, whose function then does that rung's work (A6). */
const nextRung = (step: string): Catcher => ({
  ErrorEquals: ["States.Timeout"],
  Next: step,
  Output: dropFirstRung,
});

const anythingElse: Catcher = { ErrorEquals: ["States.ALL"], Next: needsAttention };
