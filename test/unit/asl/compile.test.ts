import validate from "asl-validator";
import { describe, expect, test } from "vitest";
import type { TaskState } from "#workflows/asl/asl.ts";
import { choiceName, compile, needsAttention, substitutionName } from "#workflows/asl/compile.ts";
import { workflowsOver } from "#workflows/asl/define.ts";
import { workflows } from "#workflows/index.ts";
import { supportStage } from "#workflows/support-stage/definition.ts";
import { definitionOf } from "./support.ts";

const catalogue = {
  "look-up": { kind: "call", does: "Looks.", outcomes: ["found", "missing"] },
  "ask-somebody": { kind: "await", does: "Asks.", outcomes: ["answered", "handed-over"] },
} as const;
const define = workflowsOver(catalogue);
const small = define({
  name: "small",
  purpose: "Looks and ends.",
  startAt: "Look",
  steps: { Look: { call: "look-up", on: { found: "Ended", missing: "Ended" } }, Ended: { succeed: "Done." } },
});

function task(name: string): TaskState {
  const state = compile(supportStage).States[name];
  if (state?.Type !== "Task") throw new Error(`${name} is not a task`);
  return state;
}

describe("each registered workflow", () => {
  test.each(workflows)("$name passes the ASL validator, with its substitutions made", (workflow) => {
    const result = validate(JSON.parse(definitionOf(workflow)));
    expect(result.errorsText()).toBe("");
    expect(result.isValid).toBe(true);
  });

  test("the validator refuses a definition with a target that does not exist", () => {
    const definition = JSON.parse(definitionOf(supportStage));
    definition.States.Review.Next = "Nowhere";
    expect(validate(definition).isValid).toBe(false);
  });
});

describe("names", () => {
  test("a function is named for its task, a choice for its step", () => {
    expect(substitutionName("hold-for-meeting")).toBe("HoldForMeeting");
    expect(choiceName("Review")).toBe("ReviewOutcome");
  });

  test("a step that takes a name of the compiler's is refused", () => {
    const clash = { ...small, steps: { ...small.steps, [needsAttention]: { succeed: "No." } } };
    expect(() => compile(clash)).toThrow(/NeedsAttention/);
  });
});

describe("a waiting step", () => {
  test("waits for its first rung, and enters itself without that rung when it passes", () => {
    expect(task("Review").TimeoutSeconds).toMatch(/^\{% .*\$error.*\$max\(\[1, \$ceil/);
    expect(task("Review").Catch[0]).toMatchObject({ ErrorEquals: ["States.Timeout"], Next: "Review" });
    expect(task("Review").Catch[1]).toEqual({ ErrorEquals: ["States.ALL"], Next: needsAttention });
  });

  test("does not retry its own deadline", () => {
    expect(task("Review").Retry.flatMap((retrier) => retrier.ErrorEquals)).not.toContain("States.Timeout");
  });

  test("is told its token, its wait and the rungs left", () => {
    expect(Object.keys(task("Review").Arguments.Payload).sort()).toEqual(
      ["caseRef", "council", "enteredAt", "execution", "left", "retryCount", "token", "wait"].sort(),
    );
  });

  test("is followed by a choice on its outcome, which otherwise needs attention", () => {
    expect(compile(supportStage).States.ReviewOutcome).toEqual({
      Type: "Choice",
      Choices: [
        { Condition: "{% $states.input.outcome = 'reviewed' %}", Next: "Review" },
        { Condition: "{% $states.input.outcome = 'moved' %}", Next: "Review" },
        { Condition: "{% $states.input.outcome = 'closed' %}", Next: "SupportEnded" },
        { Condition: "{% $states.input.outcome = 'handed-over' %}", Next: "StageHandedOver" },
        { Condition: "{% $states.input.outcome = 'superseded' %}", Next: "StageHandedOver" },
      ],
      Default: needsAttention,
    });
  });
});

describe("a called step", () => {
  test("has 60 seconds, retries also its deadline, and has no token", () => {
    const look = compile(small).States.Look;
    if (look?.Type !== "Task") throw new Error("Look is not a task");
    expect(look.TimeoutSeconds).toBe(60);
    expect(look.Retry[0]?.ErrorEquals).toContain("States.Timeout");
    expect(look.Retry[0]).toMatchObject({ JitterStrategy: "FULL", MaxDelaySeconds: 60 });
    expect(Object.keys(look.Arguments.Payload)).not.toContain("token");
  });

  test("has no choice where all its outcomes lead to one step", () => {
    const { States } = compile(small);
    expect(Object.keys(States)).toEqual(["Look", "Ended", needsAttention]);
    expect(States.Look).toMatchObject({ Next: "Ended" });
  });
});
