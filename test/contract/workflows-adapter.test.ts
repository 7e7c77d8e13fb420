import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  ExecutionLimitExceeded,
  type ExecutionListItem,
  InvalidOutput,
  InvalidToken,
  ListExecutionsCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from "@aws-sdk/client-sfn";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, test } from "vitest";
import { memoryWorkflows } from "#shared/adapters/memory/workflows.ts";
import { statesWorkflows } from "#shared/adapters/states/workflows.ts";

const machine = (name: string): string =>
  `arn:aws:states:eu-west-2:111122223333:stateMachine:holdfast-prod-${name}`;
const client = new SFNClient({ region: "eu-west-2" });
const states = mockClient(client);
const machines = { "referral-triage": machine("referral-triage"), "support-stage": machine("support-stage") };
const workflows = statesWorkflows({ client, machines });
const fault = { $metadata: {}, message: "as AWS says it" };

describe("workflows on Step Functions", () => {
  beforeEach(() => states.reset());

  test("start an execution of the workflow's machine, by name, with its input as JSON", async () => {
    states
      .on(StartExecutionCommand, {
        stateMachineArn: machines["support-stage"],
        name: "K7Q2-support-1-1",
        input: '{"council":"mk","rungs":["2026-12-01T09:00:00.000Z"]}',
      })
      .resolves({ executionArn: "arn", startDate: new Date(0) });

    const input = { council: "mk", rungs: ["2026-12-01T09:00:00.000Z"] };

    expect(await workflows.start("support-stage", "K7Q2-support-1-1", input)).toBe("started");
  });

  test("say that a name was used before, and pass on every other failure to start", async () => {
    states.on(StartExecutionCommand).rejectsOnce(new ExecutionAlreadyExists(fault));
    expect(await workflows.start("support-stage", "n", {})).toBe("exists");

    states.on(StartExecutionCommand).rejects(new ExecutionLimitExceeded(fault));
    await expect(workflows.start("support-stage", "n", {})).rejects.toThrow(ExecutionLimitExceeded);
  });

  test.each(["closure", "toString"])("refuse a workflow without a machine: %s", async (workflow) => {
    await expect(workflows.start(workflow, "n", {})).rejects.toMatchObject({ name: "NoMachine", workflow });
    await expect(workflows.status(workflow, "n")).rejects.toMatchObject({ name: "NoMachine" });
  });

  test("answer a token with the output as JSON", async () => {
    states.on(SendTaskSuccessCommand, { taskToken: "t", output: '{"outcome":"reviewed"}' }).resolves({});
    expect(await workflows.answer("t", { outcome: "reviewed" })).toBe("answered");
  });

  test.each([TaskTimedOut, TaskDoesNotExist, InvalidToken])("call a token gone on %o", async (Fault) => {
    states.on(SendTaskSuccessCommand).rejects(new Fault(fault));
    expect(await workflows.answer("t", {})).toBe("gone");
  });

  test("pass on every other failure to answer", async () => {
    states.on(SendTaskSuccessCommand).rejects(new InvalidOutput(fault));
    await expect(workflows.answer("t", {})).rejects.toThrow(InvalidOutput);
  });

  test.each([
    ["RUNNING", "running"],
    ["SUCCEEDED", "ended"],
    ["FAILED", "ended"],
    ["TIMED_OUT", "ended"],
    ["ABORTED", "ended"],
  ] as const)("tell the status of an execution: %s is %s", async (status, expected) => {
    const executionArn =
      "arn:aws:states:eu-west-2:111122223333:execution:holdfast-prod-referral-triage:K7Q2-triage-1-1";
    states.on(DescribeExecutionCommand).rejects(new ExecutionDoesNotExist(fault));
    states.on(DescribeExecutionCommand, { executionArn }).resolves({ status });

    expect(await workflows.status("referral-triage", "K7Q2-triage-1-1")).toBe(expected);
    expect(await workflows.status("referral-triage", "K7Q2-triage-1-2")).toBe("unknown");
  });

  test("pass on a failure to tell the status", async () => {
    states.on(DescribeExecutionCommand).rejects(new Error("network"));
    await expect(workflows.status("referral-triage", "n")).rejects.toThrow("network");
  });

  test("list what runs, of every machine and over every page", async () => {
    const execution = (name: string): ExecutionListItem => ({
      name,
      executionArn: "a",
      stateMachineArn: "m",
      startDate: new Date(0),
      status: "RUNNING",
    });
    const running = { statusFilter: "RUNNING" } as const;
    states
      .on(ListExecutionsCommand, { ...running, stateMachineArn: machines["referral-triage"] })
      .resolves({ executions: [execution("a")], nextToken: "more" })
      .on(ListExecutionsCommand, {
        ...running,
        stateMachineArn: machines["referral-triage"],
        nextToken: "more",
      })
      .resolves({ executions: [], nextToken: "still more" })
      .on(ListExecutionsCommand, {
        ...running,
        stateMachineArn: machines["referral-triage"],
        nextToken: "still more",
      })
      .resolves({ executions: [execution("b")] })
      .on(ListExecutionsCommand, { ...running, stateMachineArn: machines["support-stage"] })
      .resolves({ executions: [execution("c")] });

    const found = [];
    for await (const each of workflows.running()) found.push(each);

    expect(found).toEqual([
      { workflow: "referral-triage", name: "a" },
      { workflow: "referral-triage", name: "b" },
      { workflow: "support-stage", name: "c" },
    ]);

    states.resetHistory();
    const some = [];
    for await (const each of workflows.running(new Set(["support-stage", "another"]))) some.push(each);
    expect(some).toEqual([{ workflow: "support-stage", name: "c" }]);
    expect(states.commandCalls(ListExecutionsCommand)).toHaveLength(1);
  });
});

describe("workflows in memory", () => {
  test("note a start once, and take the name for good", async () => {
    const memory = memoryWorkflows();
    expect(await memory.start("support-stage", "n", { wait: 1 })).toBe("started");
    expect(await memory.start("support-stage", "n", { wait: 1 })).toBe("started");
    expect(await memory.start("support-stage", "n", { wait: 2 })).toBe("exists");
    memory.ended("support-stage", "n");
    expect(await memory.start("support-stage", "n", { wait: 1 })).toBe("exists");
    expect(memory.started).toEqual([{ workflow: "support-stage", name: "n", input: { wait: 1 } }]);
  });

  test("refuse a name that Step Functions refuses", async () => {
    const memory = memoryWorkflows();
    await expect(memory.start("support-stage", "x".repeat(81), {})).rejects.toThrow("80");
    await expect(memory.start("support-stage", "a b", {})).rejects.toThrow("80");
  });

  test("take one answer to an open token, and none to another", async () => {
    const memory = memoryWorkflows();
    await memory.start("support-stage", "n", {});
    memory.opened("support-stage", "n", "t1");
    memory.opened("support-stage", "n", "t2");
    memory.opened("support-stage", "n", "t3");
    memory.timedOut("t2");

    expect(await memory.answer("t1", { outcome: "reviewed" })).toBe("answered");
    expect(await memory.answer("t1", { outcome: "reviewed" })).toBe("gone");
    expect(await memory.answer("t2", {})).toBe("gone");
    expect(await memory.answer("never opened", {})).toBe("gone");
    memory.ended("support-stage", "n");
    expect(await memory.answer("t3", {})).toBe("gone");
    expect(memory.answers).toEqual([{ token: "t1", output: { outcome: "reviewed" } }]);
  });

  test("tell what runs and what ended", async () => {
    const memory = memoryWorkflows();
    await memory.start("support-stage", "a", {});
    await memory.start("referral-triage", "a", {});
    memory.ended("support-stage", "a");

    expect(await memory.status("support-stage", "a")).toBe("ended");
    expect(await memory.status("referral-triage", "a")).toBe("running");
    expect(await memory.status("referral-triage", "b")).toBe("unknown");
    const found = [];
    for await (const each of memory.running()) found.push(each);
    expect(found).toEqual([{ workflow: "referral-triage", name: "a" }]);
    for await (const each of memory.running(new Set(["support-stage"]))) found.push(each);
    expect(found).toHaveLength(1);
    expect(() => memory.opened("support-stage", "a", "t")).toThrow("not running");
  });
});
