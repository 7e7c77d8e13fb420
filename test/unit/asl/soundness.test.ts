import { describe, expect, test } from "vitest";
import { compile } from "#workflows/asl/compile.ts";
import type { Workflow } from "#workflows/asl/define.ts";
import { definitionSoundness, soundness } from "#workflows/asl/soundness.ts";
import { workflows } from "#workflows/index.ts";
import { referralTriage } from "#workflows/referral-triage/definition.ts";
import { supportStage } from "#workflows/support-stage/definition.ts";

/** Written without the types that would refuse the faults planted here. */
const sound: Workflow = {
  name: "sound",
  purpose: "Looks, asks and ends.",
  startAt: "Look",
  tasks: {
    look: { kind: "call", does: "Looks.", outcomes: ["found", "missing"] },
    ask: { kind: "await", does: "Asks.", outcomes: ["agreed", "again", "handed-over"] },
  },
  steps: {
    Look: { call: "look", on: { found: "Ask", missing: "Ended" } },
    Ask: { await: "ask", on: { agreed: "Closed", again: "Look", "handed-over": "Ended" } },
    Ended: { succeed: "Done." },
    Closed: { succeed: "Closed.", closesCase: true },
  },
};
const withSteps = (steps: Workflow["steps"]): Workflow => ({ ...sound, steps: { ...sound.steps, ...steps } });

describe("workflows", () => {
  test.each(workflows)("$name is sound", (workflow) => {
    expect(soundness(workflow)).toEqual([]);
  });

  test("one that only a person can close is sound", () => {
    expect(soundness(sound)).toEqual([]);
  });

  test.each<[string, string, Workflow]>([
    ["a missing route", "routesAreTheContracts", withSteps({ Look: { call: "look", on: { found: "Ask" } } })],
    [
      "a route that is never taken",
      "routesAreTheContracts",
      withSteps({ Look: { call: "look", on: { found: "Ask", missing: "Ended", odd: "Ended" } } }),
    ],
    [
      "a task that is not there",
      "routesAreTheContracts",
      withSteps({ Look: { call: "peek", on: { found: "Ask" } } }),
    ],
    [
      "a waiting task that is only called",
      "routesAreTheContracts",
      withSteps({ Ask: { call: "ask", on: { agreed: "Closed", again: "Ended", "handed-over": "Ended" } } }),
    ],
    [
      "a route to nowhere",
      "targetsAreThere",
      withSteps({ Look: { call: "look", on: { found: "Ask", missing: "Nowhere" } } }),
    ],
    ["a start that is not there", "targetsAreThere", { ...sound, startAt: "Nowhere" }],
    ["a step that nothing leads to", "everyStepIsReached", withSteps({ Alone: { succeed: "Never." } })],
    [
      "no way to an end",
      "everyStepCanEnd",
      withSteps({ Ask: { await: "ask", on: { agreed: "Ask", again: "Ask", "handed-over": "Ask" } } }),
    ],
    [
      "a loop of calls only",
      "loopsHaveAWait",
      withSteps({ Look: { call: "look", on: { found: "Ask", missing: "Look" } } }),
    ],
    ["a step with the compiler's name", "namesAreFree", withSteps({ LookOutcome: { fail: "Odd." } })],
    [
      "an outcome that no condition can carry",
      "namesAreFree",
      {
        ...sound,
        tasks: { ...sound.tasks, look: { kind: "call", does: "Looks.", outcomes: ["it's", "missing"] } },
        steps: { ...sound.steps, Look: { call: "look", on: { "it's": "Ask", missing: "Ended" } } },
      },
    ],
  ])("%s is found", (_name, rule, workflow) => {
    expect(soundness(workflow).map((finding) => finding.rule)).toContain(rule);
  });

  test.each<[string, Workflow["steps"]]>([
    [
      "by its last rung",
      { Ask: { await: "ask", on: { agreed: "Closed", again: "Look", "handed-over": "Closed" } } },
    ],
    ["by a call alone", { Look: { call: "look", on: { found: "Ask", missing: "Closed" } } }],
  ])("a case closed %s is found", (_name, steps) => {
    const [finding] = soundness({
      ...sound,
      steps: { ...sound.steps, ...steps, Ended: { succeed: "Done." } },
    }).filter(({ rule }) => rule === "onlyPeopleClose");
    expect(finding).toMatchObject({ step: "Closed" });
  });
});

describe("definitions", () => {
  /** The compiled support stage with one thing changed by hand. */
  const broken = (path: readonly (string | number)[], value: unknown): readonly string[] => {
    const definition = JSON.parse(JSON.stringify(compile(supportStage)));
    let place = definition;
    for (const key of path.slice(0, -1)) place = place[key];
    const last = path.at(-1) ?? "";
    if (Array.isArray(place) && value === undefined) place.splice(Number(last), 1);
    else if (value === undefined) delete place[last];
    else place[last] = value;
    return definitionSoundness(definition).map(({ rule }) => rule);
  };
  const review = ["States", "Review"];

  test.each<[string, string, readonly (string | number)[], unknown]>([
    ["a task without Retry", "everyTaskIsGuarded", [...review, "Retry"], undefined],
    ["a task without Catch", "everyTaskIsGuarded", [...review, "Catch"], undefined],
    ["a task that catches its rung only", "everyTaskIsGuarded", [...review, "Catch", 1], undefined],
    ["a task without a deadline", "everyTaskIsGuarded", [...review, "TimeoutSeconds"], undefined],
    ["a wait without a deadline", "everyWaitEnds", [...review, "TimeoutSeconds"], undefined],
    ["a wait in seconds", "everyWaitEnds", [...review, "TimeoutSeconds"], 14 * 86_400],
    ["a wait that does not catch its rung", "everyWaitEnds", [...review, "Catch", 0, "ErrorEquals"], ["Odd"]],
    [
      "a wait that keeps its rungs",
      "everyWaitEnds",
      [...review, "Catch", 0, "Output"],
      "{% $states.input %}",
    ],
    ["a rung that closes the case", "everyWaitEnds", [...review, "Catch", 0, "Next"], "StageHandedOver"],
    [
      "a choice on more than the outcome",
      "choicesAreOnOutcome",
      ["States", "ReviewOutcome", "Choices", 0, "Condition"],
      "{% $states.input.wait > 3 %}",
    ],
    ["a choice without a default", "choicesAreOnOutcome", ["States", "ReviewOutcome", "Default"], undefined],
    [
      "a personal name in a payload",
      "onlyIdsTravel",
      [...review, "Arguments", "Payload", "name"],
      "Ms Ada Example",
    ],
    [
      "a name under an id's key",
      "onlyIdsTravel",
      [...review, "Arguments", "Payload", "caseRef"],
      "Ms Ada Example",
    ],
    [
      "the whole input in a payload",
      "onlyIdsTravel",
      [...review, "Arguments", "Payload", "wait"],
      "{% $states.input %}",
    ],
    ["an execution without a deadline", "executionsAreBounded", ["TimeoutSeconds"], undefined],
    ["an execution of more than 300 days", "executionsAreBounded", ["TimeoutSeconds"], 301 * 86_400],
    ["a state that nothing leads to", "everyStateIsReached", ["States", "Alone"], { Type: "Succeed" }],
    ["a way to no state", "everyStateIsReached", ["States", "ReviewOutcome", "Default"], "Nowhere"],
    [
      "a loop without a wait",
      "loopsOfStatesHaveAWait",
      ["States", "ReviewOutcome", "Default"],
      "ReviewOutcome",
    ],
    ["retries past 10,000 events", "eventsAreBounded", [...review, "Retry", 0, "MaxAttempts"], 20],
  ])("%s is found", (_name, rule, path, value) => {
    expect(broken(path, value)).toContain(rule);
  });

  test("an unbroken one has no findings", () => {
    expect(definitionSoundness(JSON.parse(JSON.stringify(compile(referralTriage))))).toEqual([]);
  });

  test("what is no definition at all is found", () => {
    expect(definitionSoundness("nothing")).not.toEqual([]);
  });
});
