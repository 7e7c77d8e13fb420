import { describe, expect, test } from "vitest";
import { InvalidExecutionInput } from "#workflows/asl/errors.ts";
import { advance, executionOfToken, outstanding } from "#workflows/asl/interpret.ts";
import { evaluate, parseQuery } from "#workflows/asl/query.ts";
import { referralTriage } from "#workflows/referral-triage/definition.ts";
import { supportStage } from "#workflows/support-stage/definition.ts";
import { Drive, definitionOf } from "./support.ts";

const at = "2026-11-20T09:00:00.000Z";
const rungs = ["2026-11-27T09:00:00.000Z", "2026-12-01T09:00:00.000Z", "2026-12-02T09:00:00.000Z"];
const input = { council: "milton-keynes", caseRef: "MK7", wait: 1, rungs };
const next = { outcome: "reviewed", wait: 2, rungs: ["2026-12-15T09:00:00.000Z"] };
const handedOver = { outcome: "handed-over", wait: 3, rungs: [] };

const review = () => Drive.started(definitionOf(supportStage), input, at);
const triage = () => Drive.started(definitionOf(referralTriage), { ...input, rungs: [] }, at);

/** Seconds until the next try. */
function delayOf(drive: Drive): number {
  const { waiting, now } = drive.state;
  if (waiting?.kind !== "backoff") throw new Error("Nothing backs off");
  return (Date.parse(waiting.deadline) - Date.parse(now)) / 1000;
}

describe("a waiting task", () => {
  test("invokes its function with a token, and waits until its first rung", async () => {
    const drive = await review();
    expect(drive.last("invoke")).toMatchObject({
      functionArn: "arn:aws:lambda:eu-west-2:111122223333:function:RequestReview",
      payload: {
        council: "milton-keynes",
        caseRef: "MK7",
        execution: "case-1",
        enteredAt: at,
        retryCount: 0,
        token: drive.running.token,
        wait: 1,
        left: 3,
      },
    });
    expect(drive.last("set-timer")).toEqual({ kind: "set-timer", id: drive.running.timer, at: rungs[0] });
    expect(executionOfToken(drive.running.token ?? "")).toBe(drive.state.arn);
  });

  test("enters itself without the rung that passed, also when one rung is left", async () => {
    const drive = await review();
    await drive.returns(null);
    await drive.passes();
    expect(drive.state.now).toBe(rungs[0]);
    expect(drive.running.input).toEqual({ wait: 1, rungs: rungs.slice(1) });
    await drive.passes();
    expect(drive.running.input).toEqual({ wait: 1, rungs: rungs.slice(2) });
    expect(drive.running.payload.left).toBe(1);
    expect(drive.running.deadline).toBe(rungs[2]);
  });

  test("needs attention, loudly, when no rung is left", async () => {
    const drive = await review();
    for (const _rung of rungs) await drive.passes();
    expect(drive.types).toContain("EvaluationFailed");
    expect(drive.state).toMatchObject({ status: "FAILED", error: "NeedsAttention" });
    expect(drive.effects.filter((effect) => effect.kind === "invoke")).toHaveLength(3);
  });

  test("waits one second for a rung that has passed already", async () => {
    const drive = await Drive.started(definitionOf(supportStage), input, "2026-11-30T09:00:00.000Z");
    expect(drive.running.deadline).toBe("2026-11-30T09:00:01.000Z");
  });

  test("goes on with the answer, and issues another token for the next wait", async () => {
    const drive = await review();
    const { token } = drive.running;
    await drive.returns(null);
    await drive.answers(next, "2026-11-25T10:00:00.000Z");
    expect(drive.running.input).toEqual(next);
    expect(drive.running.token).not.toBe(token);
    expect(drive.running.payload).toMatchObject({ wait: 2, left: 1, enteredAt: "2026-11-25T10:00:00.000Z" });
  });

  test("refuses an answer to a token that is dead, and changes nothing", async () => {
    const drive = await review();
    const { token } = drive.running;
    await drive.passes();
    const before = drive.state;
    const turn = await drive.answers(next, before.now, token);
    expect(turn).toEqual({ state: before, events: [], effects: [], refused: "TaskTimedOut" });
  });

  test("refuses an answer that is no JSON, or over 256 KB, and goes on waiting", async () => {
    const drive = await review();
    const token = drive.running.token ?? "";
    const bad = await drive.give({ kind: "token-answered", at, token, output: "{" });
    expect(bad.refused).toBe("InvalidOutput");
    expect((await drive.answers("x".repeat(262_144))).refused).toBe("InvalidOutput");
    expect((await drive.answers(next)).refused).toBeUndefined();
  });

  test("takes an answer before its function has returned, and ignores the late return", async () => {
    const drive = await review();
    const { correlation } = drive.running;
    await drive.answers(next);
    const before = drive.state;
    const late = { kind: "invocation-succeeded", at, correlation, payload: null } as const;
    expect(await drive.give(late)).toEqual({ state: before, events: [], effects: [] });
    expect(drive.types).not.toContain("TaskSubmitted");
  });

  test("is not invoked again after a restart once its function has returned", async () => {
    const drive = await review();
    expect(outstanding(drive.state).map((effect) => effect.kind)).toEqual([
      "set-timer",
      "set-timer",
      "invoke",
    ]);
    expect(outstanding(drive.state)).toContainEqual(drive.last("invoke"));
    await drive.returns(null);
    expect(outstanding(drive.state).map((effect) => effect.kind)).toEqual(["set-timer", "set-timer"]);
  });

  test("ignores a second return, and a failure after the return", async () => {
    const drive = await review();
    await drive.returns(null);
    const before = drive.state;
    await drive.returns(null);
    await drive.fails("Error");
    expect(drive.state).toEqual(before);
  });

  test("tries again with a new token after a transient error; the first token is dead", async () => {
    const drive = await review();
    const { token } = drive.running;
    await drive.fails("Lambda.TooManyRequestsException");
    expect((await drive.answers(next, drive.state.now, token)).refused).toBe("TaskTimedOut");
    await drive.passes();
    expect(drive.running).toMatchObject({ retryCount: 1, enteredAt: at, payload: { retryCount: 1 } });
    expect(drive.running.token).not.toBe(token);
    expect((await drive.answers(next, drive.state.now, token)).refused).toBe("TaskTimedOut");
  });

  test("needs attention after an error that nobody foresaw", async () => {
    const drive = await review();
    await drive.fails("TypeError");
    expect(drive.types.slice(-4)).toEqual([
      "TaskFailed",
      "TaskStateExited",
      "FailStateEntered",
      "ExecutionFailed",
    ]);
    expect(drive.last("ended")).toMatchObject({ status: "FAILED", error: "NeedsAttention" });
  });

  test("needs attention after a failure answered to its token, and after an outcome that nobody knows", async () => {
    const failed = await review();
    await failed.give({ kind: "token-failed", at, token: failed.running.token ?? "", error: "Odd" });
    expect(failed.state.error).toBe("NeedsAttention");
    const odd = await review();
    await odd.answers({ ...next, outcome: "unheard-of" });
    expect(odd.state.error).toBe("NeedsAttention");
  });
});

describe("a deadline that is an expression (M4)", () => {
  test.each([
    ["0 seconds", "{% $max([0]) %}"],
    ["half a second", "{% 1 / 2 %}"],
    ["more than AWS takes", "{% 100000000 %}"],
    ["a text", "{% '60' %}"],
    ["nothing", "{% $states.input.nowhere %}"],
  ])("of %s is refused before the function is invoked", async (_name, timeout) => {
    const definition = JSON.parse(definitionOf(supportStage));
    definition.States.Review.TimeoutSeconds = timeout;
    const drive = await Drive.started(JSON.stringify(definition), input, at);
    const failure = drive.history.find(
      (event) => event.type === "EvaluationFailed",
    )?.evaluationFailedEventDetails;
    expect(failure).toMatchObject({
      error: "States.QueryEvaluationError",
      location: "TimeoutSeconds",
      state: "Review",
    });
    expect(drive.effects.map((effect) => effect.kind)).not.toContain("invoke");
    expect(drive.state).toMatchObject({ status: "FAILED", error: "NeedsAttention" });
  });
});

describe("a called task", () => {
  test("goes where its outcome leads, with its answer", async () => {
    const drive = await triage();
    expect(drive.running.token).toBeUndefined();
    expect(drive.running.deadline).toBe("2026-11-20T09:01:00.000Z");
    await drive.returns({ outcome: "meeting", wait: 1, rungs });
    expect(drive.running).toMatchObject({ step: "AwaitAllocationMeeting", deadline: rungs[0] });
  });

  test("is tried six times more, each backoff at most 2, 4, 8, 16, 32 and 60 seconds, then needs attention", async () => {
    const drive = await triage();
    const delays: number[] = [];
    for (const error of ["Sandbox.Timedout", "Lambda.Unknown", "States.Timeout", "Sandbox.Timedout"]) {
      await drive.fails(error);
      delays.push(delayOf(drive));
      await drive.passes();
    }
    for (const _lastTwo of [1, 2]) {
      await drive.passes();
      delays.push(delayOf(drive));
      await drive.passes();
    }
    await drive.fails("Sandbox.Timedout");
    expect(delays).toHaveLength(6);
    for (const [index, most] of [2, 4, 8, 16, 32, 60].entries()) expect(delays[index]).toBeLessThan(most);
    expect(new Set(delays).size).toBeGreaterThan(3);
    expect(drive.state).toMatchObject({ status: "FAILED", error: "NeedsAttention", transitions: 1 + 6 + 1 });
  });

  test("is tried again after its minute, and its late result is ignored", async () => {
    const drive = await triage();
    const { correlation } = drive.running;
    await drive.passes();
    expect(drive.types).toContain("TaskTimedOut");
    const before = drive.state;
    await drive.give({ kind: "invocation-succeeded", at, correlation, payload: handedOver });
    expect(drive.state).toEqual(before);
  });

  test("fails the execution, past its Catch, with a result over 256 KB", async () => {
    const drive = await triage();
    await drive.returns("x".repeat(262_144));
    expect(drive.state).toMatchObject({ status: "FAILED", error: "States.DataLimitExceeded" });
  });
});

describe("the execution", () => {
  test("refuses an input that is no JSON, or too large", async () => {
    const asl = definitionOf(supportStage);
    await expect(Drive.started(asl, "x".repeat(262_144), at)).rejects.toThrow(InvalidExecutionInput);
    await expect(Drive.started(asl, undefined, at)).rejects.toThrow();
  });

  test("that ends in the turn in which it starts wants nothing else any more (M8)", async () => {
    const definition = { ...JSON.parse(definitionOf(supportStage)), StartAt: "StageHandedOver" };
    const drive = await Drive.started(JSON.stringify(definition), input, at);
    expect(drive.effects).toEqual([{ kind: "ended", status: "SUCCEEDED", output: JSON.stringify(input) }]);
  });

  test("keeps plain JSON, without the marks that JSONata puts on its arrays (M1)", async () => {
    const place = { state: "Screen", field: "Output", reads: ["result"], token: false } as const;
    const query = parseQuery("{% $states.result.Payload[[0..1]] %}", place);
    const output = await evaluate(query, { result: { Payload: ["one", "other"] } });
    expect(Reflect.ownKeys(Object(output))).toEqual(["0", "1", "length"]);
  });

  test("times out at its own deadline, whatever it waits for", async () => {
    const far = { ...input, rungs: ["2028-01-01T09:00:00.000Z"] };
    const drive = await Drive.started(definitionOf(supportStage), far, at);
    expect(drive.state.deadline).toBe("2027-09-16T09:00:00.000Z");
    await drive.give({ kind: "timer-fired", at: drive.state.deadline, id: "execution" });
    expect(drive.last("ended")).toMatchObject({ status: "TIMED_OUT", error: "States.Timeout" });
    expect(drive.types.at(-1)).toBe("ExecutionTimedOut");
  });

  test("ignores a timer of a wait already left, and sets one again that came too early", async () => {
    const drive = await review();
    const { timer, deadline } = drive.running;
    const early = await drive.give({ kind: "timer-fired", at, id: timer });
    expect(early).toMatchObject({ events: [], effects: [{ kind: "set-timer", id: timer, at: deadline }] });
    await drive.answers(next);
    const before = drive.state;
    await drive.give({ kind: "timer-fired", at: deadline, id: timer });
    expect(drive.state).toEqual(before);
  });

  test("is stopped by an operator, and takes nothing afterwards", async () => {
    const drive = await review();
    const { token, correlation } = drive.running;
    await drive.give({ kind: "aborted", at, cause: "By hand" });
    expect(drive.last("ended")).toEqual({ kind: "ended", status: "ABORTED", cause: "By hand" });
    const ended = drive.state;
    expect((await drive.answers(next, at, token ?? "")).refused).toBe("TaskTimedOut");
    await drive.give({ kind: "invocation-succeeded", at, correlation, payload: null });
    await drive.give({ kind: "timer-fired", at: ended.deadline, id: "execution" });
    await drive.give({ kind: "aborted", at });
    expect(drive.state).toEqual(ended);
    expect(outstanding(ended)).toEqual([]);
  });

  test("never lets its history run back in time", async () => {
    const drive = await review();
    await drive.returns(null, "2026-11-21T09:00:00.000Z");
    await drive.answers(next, "2026-11-20T10:00:00.000Z");
    expect(drive.history.map((event) => event.timestamp)).toEqual(
      drive.history.map((event) => event.timestamp).sort(),
    );
  });

  test("ends at its 25,000th event", async () => {
    const drive = await review();
    const nearly = { ...drive.state, lastEventId: 24_996 };
    const answer = {
      kind: "token-answered",
      at,
      token: drive.running.token ?? "",
      output: JSON.stringify(next),
    } as const;
    const turn = await advance(drive.machine, nearly, answer);
    expect(turn.events.at(-1)).toMatchObject({ id: 25_000, type: "ExecutionFailed" });
    expect(turn.effects.map((effect) => effect.kind)).toEqual(["ended"]);
    expect(turn.state).toMatchObject({ status: "FAILED", error: "States.Runtime", lastEventId: 25_000 });
  });
});

describe("history", () => {
  test("reads like GetExecutionHistory's", async () => {
    const drive = await review();
    await drive.returns("stored");
    await drive.answers(handedOver);
    expect(drive.types).toEqual([
      "ExecutionStarted",
      "TaskStateEntered",
      "TaskScheduled",
      "TaskStarted",
      "TaskSubmitted",
      "TaskSucceeded",
      "TaskStateExited",
      "ChoiceStateEntered",
      "ChoiceStateExited",
      "SucceedStateEntered",
      "SucceedStateExited",
      "ExecutionSucceeded",
    ]);
    expect(drive.history.map((event) => event.previousEventId)).toEqual([
      0, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
    ]);
    const scheduled = drive.history[2]?.taskScheduledEventDetails;
    expect(scheduled).toMatchObject({
      resourceType: "lambda",
      resource: "invoke.waitForTaskToken",
      region: "eu-west-2",
    });
    expect(scheduled?.timeoutInSeconds).toBe(7 * 86_400);
    expect(drive.history.at(-1)?.executionSucceededEventDetails).toEqual({
      output: JSON.stringify(handedOver),
    });
  });
});

describe("transitions, which AWS bills", () => {
  test.each([0, 1, 2])("a review costs 2, plus 1 for each of %i rungs reached", async (reached) => {
    const drive = await review();
    await drive.returns(null);
    for (let rung = 0; rung < reached; rung++) {
      await drive.passes();
      await drive.returns(null);
    }
    await drive.answers(next);
    // The next review has just been entered; that one is the next cycle's.
    expect(drive.state.transitions - 1).toBe(2 + reached);
  });
});
