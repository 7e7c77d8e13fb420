import { afterEach, describe, expect, test } from "vitest";
import { type RunningHost, runHost } from "./local/running-host.ts";
import { type TinyTemplate, writeTinyAssembly } from "./local/tiny-assembly.ts";

const hosts: RunningHost[] = [];
async function run(
  change?: (template: TinyTemplate) => void,
  options: Parameters<typeof runHost>[1] = {},
): Promise<RunningHost> {
  const host = await runHost(writeTinyAssembly(change), options);
  hosts.push(host);
  return host;
}
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
});
const move = async (host: RunningHost, body: unknown) =>
  (await host.post("/_local/clock", body)).body as { now: string; ran: number; coalesced: number };
const executions = async (host: RunningHost) =>
  (await host.get("/_local/executions")).body as {
    name: string;
    status: string;
    step: string;
    startedAt: string;
  }[];
const subjects = async (host: RunningHost) =>
  ((await host.get("/_local/inbox")).body as { at: string; subject: string }[]).map(
    ({ at, subject }) => `${at} ${subject}`,
  );
const ticks = (host: RunningHost) =>
  host
    .log()
    .split("\n")
    .filter((line) => line.includes("tick at"))
    .map((line) => line.split(" ").at(-1) ?? "");

const rungs = ["2026-11-10T09:00:00.000Z", "2026-11-17T09:00:00.000Z", "2026-11-24T09:00:00.000Z"];

describe("an execution", () => {
  test("climbs its rungs at their instants, in order, and takes one answer", async () => {
    const host = await run();
    expect((await host.post("/things/t1", { rungs })).body).toEqual({ refusal: "done" });
    await move(host, { by: "P0D" });
    expect(await executions(host)).toMatchObject([
      { name: "t1", machine: "tiny", status: "RUNNING", step: "Ask", startedAt: "2026-11-09T09:00:00.000Z" },
    ]);
    await move(host, { to: "2026-11-18T00:00:00Z" });
    expect(await subjects(host)).toEqual([
      "2026-11-09T09:00:00.000Z t1 has 3 rungs left",
      "2026-11-10T09:00:00.000Z t1 has 2 rungs left",
      "2026-11-17T09:00:00.000Z t1 has 1 rungs left",
    ]);
    expect(await executions(host)).toMatchObject([{ name: "t1", status: "SUCCEEDED", step: "Ended" }]);
    const { events } = (await host.get("/_local/executions/t1")).body as {
      events: { id: number; type: string }[];
    };
    expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
    expect([events[0]?.type, events.at(-1)?.type]).toEqual(["ExecutionStarted", "ExecutionSucceeded"]);
  });
  test("ends by its answer, and a second answer comes too late", async () => {
    const host = await run();
    await host.post("/things/t1", { rungs });
    await move(host, { by: "P0D" });
    expect((await host.post("/answers/t1", {})).body).toEqual({ answer: "done" });
    expect((await host.post("/answers/t1", {})).body).toEqual({ answer: "TaskTimedOut" });
    expect(await executions(host)).toMatchObject([{ status: "SUCCEEDED" }]);
  });
  test("starts once: the same input again is the same execution, another is refused, for 90 days after its end", async () => {
    const host = await run();
    const start = async (wait: number) =>
      ((await host.post("/things/t1", { rungs, wait })).body as { refusal: string }).refusal;
    expect([await start(1), await start(1), await start(2)]).toEqual([
      "done",
      "done",
      "ExecutionAlreadyExists",
    ]);
    await move(host, { to: "2026-11-18T00:00:00Z" });
    expect(await start(1)).toBe("ExecutionAlreadyExists");
    await move(host, { by: "P89D" });
    expect(await start(1)).toBe("ExecutionAlreadyExists");
    await move(host, { by: "P1D" });
    expect(await start(2)).toBe("done");
    expect((await executions(host)).map(({ name }) => name)).toEqual(["t1", "t1"]);
  });
  test("is stopped by hand, once", async () => {
    const host = await run();
    for (const name of ["t1", "t2", "t3"]) await host.post(`/things/${name}`, { rungs });
    expect((await host.get("/running")).body).toEqual(["t3", "t2", "t1"]);
    const stop = () => fetch(`${host.url}/_local/executions/t2`, { method: "DELETE" });
    expect([(await stop()).status, (await stop()).status]).toEqual([200, 409]);
    expect((await host.get("/running")).body).toEqual(["t3", "t1"]);
    await move(host, { to: "2026-11-18T00:00:00Z" });
    expect((await executions(host)).map(({ status }) => status)).toEqual([
      "SUCCEEDED",
      "ABORTED",
      "SUCCEEDED",
    ]);
  });
});

describe("the clock", () => {
  test("moves with the wall from the instant that was asked for, and may be moved on besides", async () => {
    const host = await run(undefined, { frozen: false });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const { now } = (await host.get("/now")).body as { now: string };
    expect(Date.parse(now) - Date.parse("2026-11-09T09:00:00Z")).toBeGreaterThan(1000);
    const soon = new Date(Date.parse(now) + 1500).toISOString();
    await host.post("/things/t1", { rungs: [soon, "2027-01-01T09:00:00.000Z"] });
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect((await subjects(host)).length).toBe(2);
    expect((await move(host, { by: "P14D" })).now > "2026-11-23T09:00:00").toBe(true);
  });
});

describe("a schedule", () => {
  test("runs by its rate, ever more rarely while it finds nothing to do, and rests when all has come of age", async () => {
    const host = await run();
    const { ran, coalesced } = await move(host, { by: "P2D" });
    expect(ran + coalesced).toBe((2 * 24 * 60) / 5);
    expect(ran).toBe(ticks(host).length);
    const times = ticks(host).map((tick) => tick.slice(11, 16));
    expect(times).toEqual(["09:05", "09:30", "12:00"]);
  });
  test("goes on running while it finds work, and wakes when somebody writes", async () => {
    const host = await run();
    await host.post("/things/t1", { rungs });
    await move(host, { by: "PT6H" });
    const idle = ticks(host).length;
    expect(idle).toBe(3);
    await host.post("/things/t2", { rungs });
    await move(host, { by: "PT30M" });
    expect(ticks(host).length).toBe(idle + 2);
  });
  test("runs at the template's rate", async () => {
    const host = await run(({ Resources }) => {
      Object.assign(Resources.Tick?.Properties ?? {}, { ScheduleExpression: "cron(30 5 * * ? *)" });
    });
    await move(host, { to: "2026-11-10T12:00:00Z" });
    await host.post("/things/t1", { rungs });
    await move(host, { to: "2026-11-12T00:00:00Z" });
    expect(ticks(host)).toEqual(["2026-11-10T05:30:00.000Z", "2026-11-11T05:30:00.000Z"]);
  });
});
