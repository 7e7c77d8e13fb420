/**
 * Reads a definition, substitutions already made, and refuses whatever our compiler does not write: the local host
 * runs what deploys, and says so loudly when it cannot (A10).
 */
import { awaitResource, callResource } from "./asl.ts";
import { UnsupportedAsl } from "./errors.ts";
import { Fields } from "./fields.ts";
import type { Query } from "./query.ts";

export interface LoadedRetrier {
  readonly errors: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number;
}
export interface LoadedCatcher {
  readonly errors: readonly string[];
  readonly next: string;
  readonly output?: Query;
}
export interface LoadedTask {
  readonly type: "Task";
  readonly waits: boolean;
  readonly functionArn: string;
  readonly payload: ReadonlyMap<string, Query>;
  readonly timeout: number | Query;
  readonly retry: readonly LoadedRetrier[];
  readonly catch: readonly LoadedCatcher[];
  readonly output: Query;
  readonly next: string;
}
export type LoadedState =
  | LoadedTask
  | {
      readonly type: "Choice";
      readonly choices: readonly { readonly condition: Query; readonly next: string }[];
      readonly default: string;
    }
  | { readonly type: "Succeed" }
  | { readonly type: "Fail"; readonly error: string; readonly cause: string };

/** A definition that was checked and parsed; `source` is the JSON text that it came from. */
export interface LoadedMachine {
  readonly source: string;
  readonly startAt: string;
  readonly stepNames: readonly string[];
  readonly timeoutSeconds: number;
  readonly states: ReadonlyMap<string, LoadedState>;
}

/**
 * Checks and parses a definition, substitutions already made. Throws `UnsupportedAsl` (it carries `state`, `field` and
 * `problem`) on anything that our compiler does not emit, JSONata functions included.
 */
export function load(asl: string): LoadedMachine {
  const machine = new Fields("(machine)", "", parseJson(asl));
  machine.only("Comment", "QueryLanguage", "StartAt", "TimeoutSeconds", "States");
  machine.comment();
  machine.oneOf("QueryLanguage", ["JSONata"]);
  const declared = machine.object("States");
  const targets: { readonly state: string; readonly field: string; readonly to: string }[] = [];
  const states = new Map<string, LoadedState>();
  for (const name of declared.keys()) {
    const goto = (field: string, to: string) => {
      targets.push({ state: name, field, to });
      return to;
    };
    states.set(name, loadState(new Fields(name, "", declared.value(name)), goto));
  }
  const startAt = machine.text("StartAt");
  targets.push({ state: "(machine)", field: "StartAt", to: startAt });
  for (const { state, field, to } of targets) {
    if (!states.has(to)) throw new UnsupportedAsl(state, field, `there is no state ${to}`);
  }
  const timeoutSeconds = machine.wholeNumber("TimeoutSeconds", 1, 99_999_999);
  return { source: asl, startAt, stepNames: [...states.keys()], timeoutSeconds, states };
}

type Goto = (field: string, to: string) => string;

function loadState(fields: Fields, goto: Goto): LoadedState {
  fields.comment();
  switch (fields.oneOf("Type", ["Task", "Choice", "Succeed", "Fail"])) {
    case "Task":
      return loadTask(fields, goto);
    case "Choice":
      return loadChoice(fields, goto);
    case "Succeed":
      fields.only("Type", "Comment");
      return { type: "Succeed" };
    case "Fail":
      fields.only("Type", "Comment", "Error", "Cause");
      return { type: "Fail", error: fields.constant("Error"), cause: fields.constant("Cause") };
  }
}

function loadChoice(fields: Fields, goto: Goto): LoadedState {
  fields.only("Type", "Comment", "Choices", "Default");
  const choices = fields.list("Choices").map((choice) => {
    choice.only("Condition", "Next");
    return {
      condition: choice.query("Condition", ["input"], false),
      next: goto(choice.path("Next"), choice.text("Next")),
    };
  });
  return { type: "Choice", choices, default: goto("Default", fields.text("Default")) };
}

function loadTask(fields: Fields, goto: Goto): LoadedTask {
  fields.only(
    "Type",
    "Comment",
    "Resource",
    "Arguments",
    "TimeoutSeconds",
    "Retry",
    "Catch",
    "Output",
    "Next",
  );
  const waits = fields.oneOf("Resource", [callResource, awaitResource]) === awaitResource;
  const given = fields.object("Arguments");
  given.only("FunctionName", "Payload");
  const functionArn = given.constant("FunctionName");
  if (!functionArn.startsWith("arn:"))
    throw given.refuse("FunctionName", `expected an ARN, found ${functionArn}`);
  const payload = given.object("Payload");
  return {
    type: "Task",
    waits,
    functionArn,
    payload: new Map(payload.keys().map((key) => [key, payload.query(key, ["input", "context"], waits)])),
    timeout:
      typeof fields.value("TimeoutSeconds") === "number"
        ? fields.wholeNumber("TimeoutSeconds", 1, 99_999_999)
        : fields.query("TimeoutSeconds", ["input", "context"], false),
    retry: fields.list("Retry").map(loadRetrier),
    catch: fields
      .list("Catch")
      .map((catcher, index, all) => loadCatcher(catcher, goto, index === all.length - 1)),
    output: fields.query("Output", ["input", "result"], false),
    next: goto("Next", fields.text("Next")),
  };
}

function loadRetrier(fields: Fields, index: number, all: readonly Fields[]): LoadedRetrier {
  fields.only(
    "ErrorEquals",
    "IntervalSeconds",
    "MaxAttempts",
    "BackoffRate",
    "MaxDelaySeconds",
    "JitterStrategy",
  );
  fields.oneOf("JitterStrategy", ["FULL"]);
  const intervalSeconds = fields.wholeNumber("IntervalSeconds", 1, 99_999_999);
  const backoffRate = fields.value("BackoffRate");
  if (typeof backoffRate !== "number" || backoffRate < 1)
    throw fields.refuse("BackoffRate", "expected 1.0 or more");
  return {
    errors: fields.errors(index === all.length - 1),
    intervalSeconds,
    maxAttempts: fields.wholeNumber("MaxAttempts", 0, 99_999_999),
    backoffRate,
    maxDelaySeconds: fields.wholeNumber("MaxDelaySeconds", intervalSeconds + 1, 31_622_400),
  };
}

function loadCatcher(fields: Fields, goto: Goto, last: boolean): LoadedCatcher {
  fields.only("ErrorEquals", "Next", "Output");
  const next = goto(fields.path("Next"), fields.text("Next"));
  const errors = fields.errors(last);
  if (fields.value("Output") === undefined) return { errors, next };
  return { errors, next, output: fields.query("Output", ["input", "errorOutput"], false) };
}

function parseJson(asl: string): unknown {
  try {
    return JSON.parse(asl);
  } catch (error) {
    throw new UnsupportedAsl("(machine)", "(text)", `not JSON: ${String(error)}`);
  }
}
