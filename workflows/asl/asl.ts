import type { JsonObject } from "./execution.ts";

/** The Amazon States Language as far as we emit it: what `compile` writes and `load` accepts, and nothing else. */
export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly MaxAttempts: number;
  readonly BackoffRate: number;
  readonly MaxDelaySeconds: number;
  readonly JitterStrategy: "FULL";
}
export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly Output?: string;
}
export interface TaskState {
  readonly Type: "Task";
  readonly Comment?: string;
  readonly Resource: string;
  readonly Arguments: { readonly FunctionName: string; readonly Payload: JsonObject };
  /** Seconds, or an expression that gives them; each attempt has them anew. */
  readonly TimeoutSeconds: number | string;
  readonly Retry: readonly Retrier[];
  readonly Catch: readonly Catcher[];
  readonly Output: string;
  readonly Next: string;
}
export interface ChoiceState {
  readonly Type: "Choice";
  readonly Comment?: string;
  readonly Choices: readonly { readonly Condition: string; readonly Next: string }[];
  readonly Default: string;
}
export interface SucceedState {
  readonly Type: "Succeed";
  readonly Comment?: string;
}
export interface FailState {
  readonly Type: "Fail";
  readonly Comment?: string;
  readonly Error: string;
  readonly Cause: string;
}
export type AslState = TaskState | ChoiceState | SucceedState | FailState;

export interface AslMachine {
  readonly Comment?: string;
  readonly QueryLanguage: "JSONata";
  readonly StartAt: string;
  readonly TimeoutSeconds: number;
  readonly States: Readonly<Record<string, AslState>>;
}

export const callResource = "arn:aws:states:::lambda:invoke";
export const awaitResource = "arn:aws:states:::lambda:invoke.waitForTaskToken";
