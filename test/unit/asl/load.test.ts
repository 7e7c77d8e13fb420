import { describe, expect, test } from "vitest";
import { compile } from "#workflows/asl/compile.ts";
import { UnsupportedAsl } from "#workflows/asl/errors.ts";
import { load } from "#workflows/asl/interpret.ts";
import { workflows } from "#workflows/index.ts";
import { supportStage } from "#workflows/support-stage/definition.ts";
import { definitionOf } from "./support.ts";

/** The support stage's definition with one thing changed: `path` set to `value`, or removed where it is undefined. */
function changed(path: readonly (string | number)[], value: unknown): string {
  const definition = JSON.parse(definitionOf(supportStage));
  let place = definition;
  for (const key of path.slice(0, -1)) place = place[key];
  const last = path.at(-1) ?? "";
  if (value === undefined) delete place[last];
  else place[last] = value;
  return JSON.stringify(definition);
}

function refusal(asl: string): UnsupportedAsl {
  try {
    load(asl);
  } catch (error) {
    if (error instanceof UnsupportedAsl) return error;
    throw error;
  }
  throw new Error("It was accepted");
}

const review = ["States", "Review"];
const choice = ["States", "ReviewOutcome"];

test.each(workflows)("accepts what is compiled from $name", (workflow) => {
  expect(load(definitionOf(workflow)).stepNames).toContain(workflow.startAt);
});

test("follows the definition and not the source: another StartAt is another machine", () => {
  expect(load(changed(["StartAt"], "StageHandedOver")).startAt).toBe("StageHandedOver");
});

describe("refuses, naming the state and the field,", () => {
  test.each<[string, readonly (string | number)[], unknown, string, string]>([
    ["JSONPath", ["QueryLanguage"], "JSONPath", "(machine)", "QueryLanguage"],
    ["no query language", ["QueryLanguage"], undefined, "(machine)", "QueryLanguage"],
    ["a version", ["Version"], "1.0", "(machine)", "Version"],
    ["no deadline of the machine", ["TimeoutSeconds"], undefined, "(machine)", "TimeoutSeconds"],
    ["a start that is not there", ["StartAt"], "Nowhere", "(machine)", "StartAt"],
    ["a Wait state", ["States", "Pause"], { Type: "Wait", Seconds: 5, Next: "Review" }, "Pause", "Type"],
    ["a Pass state", ["States", "Pause"], { Type: "Pass", Next: "Review" }, "Pause", "Type"],
    ["a Map state", [...review, "Type"], "Map", "Review", "Type"],
    ["JSONPath's Parameters", [...review, "Parameters"], {}, "Review", "Parameters"],
    ["variables", [...review, "Assign"], {}, "Review", "Assign"],
    ["a heartbeat", [...review, "HeartbeatSeconds"], 5, "Review", "HeartbeatSeconds"],
    ["an End", [...review, "End"], true, "Review", "End"],
    ["another resource", [...review, "Resource"], "arn:aws:states:::sqs:sendMessage", "Review", "Resource"],
    ["another argument", [...review, "Arguments", "Qualifier"], "1", "Review", "Arguments.Qualifier"],
    [
      "a substitution not made",
      [...review, "Arguments", "FunctionName"],
      "${RequestReview}",
      "Review",
      "Arguments.FunctionName",
    ],
    [
      "a constant in a payload",
      [...review, "Arguments", "Payload", "wait"],
      1,
      "Review",
      "Arguments.Payload.wait",
    ],
    ["a task without a deadline", [...review, "TimeoutSeconds"], undefined, "Review", "TimeoutSeconds"],
    ["a deadline of no seconds", [...review, "TimeoutSeconds"], 0, "Review", "TimeoutSeconds"],
    ["a task without Retry", [...review, "Retry"], undefined, "Review", "Retry"],
    [
      "a retry without jitter",
      [...review, "Retry", 0, "JitterStrategy"],
      "NONE",
      "Review",
      "Retry[0].JitterStrategy",
    ],
    [
      "States.ALL before others",
      [...review, "Catch", 0, "ErrorEquals"],
      ["States.ALL"],
      "Review",
      "Catch[0].ErrorEquals",
    ],
    ["a catch to nowhere", [...review, "Catch", 0, "Next"], "Nowhere", "Review", "Catch[0].Next"],
    ["variables in a catch", [...review, "Catch", 0, "Assign"], {}, "Review", "Catch[0].Assign"],
    [
      "a choice in JSONPath",
      [...choice, "Choices", 0, "Variable"],
      "$.x",
      "ReviewOutcome",
      "Choices[0].Variable",
    ],
    ["a choice without a default", [...choice, "Default"], undefined, "ReviewOutcome", "Default"],
    [
      "an output on a Succeed",
      ["States", "StageHandedOver", "Output"],
      "{% 1 %}",
      "StageHandedOver",
      "Output",
    ],
  ])("%s", (_name, path, value, state, field) => {
    expect(refusal(changed(path, value))).toMatchObject({ state, field });
  });

  test.each([
    ["$now()", /\$now/],
    ["$millis()", /\$millis/],
    ["$random()", /\$random/],
    ["$eval('1')", /\$eval/],
    ["$uuid()", /\$uuid/],
    ["$count", /\$count cannot stand alone/],
    ["$states", /\$states cannot stand alone/],
    ["$states.result", /\$states.result is not there/],
    ["$states.context.Execution.StartTime", /Execution.StartTime/],
    ["$states.context.Task.Token", /Task.Token/],
    ["$states.input[$millis() > 1]", /\$millis/],
    ["$states[$millis() > 1].input", /\$millis/],
    ["$states.input.($now())", /\$now/],
    ["$", /cannot stand alone/],
    ["$$", /cannot stand alone/],
    ["outcome", /must begin with \$states/],
    ["$x := 1", /bind/],
    ["function($x){1}(2)", /lambda|named function/],
    ["$states.input ?? 1", /JSONata 2.0.6/],
    ["1 +", /JSONata 2.0.6/],
  ])("the expression %s", (expression, problem) => {
    const error = refusal(changed([...review, "TimeoutSeconds"], `{% ${expression} %}`));
    expect(error).toMatchObject({ state: "Review", field: "TimeoutSeconds" });
    expect(error.problem).toMatch(problem);
  });

  test("a definition with its substitutions not made, and a text that is no JSON", () => {
    expect(refusal(JSON.stringify(compile(supportStage))).problem).toMatch(/was not made/);
    expect(refusal("{").state).toBe("(machine)");
  });
});
