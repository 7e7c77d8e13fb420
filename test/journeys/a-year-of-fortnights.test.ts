import { afterAll, beforeAll, expect, test } from "vitest";
import { LocalHost } from "#test/support/host.ts";
import { editedAssembly, withoutSchedules } from "./support/edited-assembly.ts";
import { london, told } from "./support/london.ts";
import { aReferral } from "./support/referral.ts";
import { allocate, refer, review, shownCase } from "./support/staff.ts";

/**
 * One case through a year of reviews, each given an hour after it fell due. The schedules are taken out: nothing mends
 * the machines here, and a year passes in seconds.
 */
const cycles = 27;
const dayMs = 86_400_000;
let host: LocalHost;
let caseRef = "";
const dues: string[] = [];
beforeAll(async () => {
  host = await LocalHost.start({
    at: "2026-11-16T09:00:00Z",
    assembly: editedAssembly(withoutSchedules),
  });
  caseRef = await refer(host, aReferral("year"));
  await host.until("2026-11-17T10:00:00Z");
  await allocate(host, "2026-11-17", caseRef);
  let due = (await shownCase(host, caseRef)).nextStep?.due ?? "";
  for (let cycle = 1; cycle <= cycles; cycle++) {
    dues.push(due);
    await host.until(new Date(Date.parse(due) + 3_600_000).toISOString());
    due = await review(host, caseRef, cycle);
  }
  await host.quiet();
});
afterAll(() => host?.close());

test("every fortnight falls due on a Tuesday at 09:00 London, on both sides of the clock changes", () => {
  const first = Date.parse("2026-12-01T12:00:00Z");
  const planned = (cycle: number) => london(new Date(first + cycle * 14 * dayMs).toISOString()).slice(0, -5);
  expect(dues.map(london)).toEqual(dues.map((_, cycle) => `${planned(cycle)}09:00`));
  // The fortnight over 28 March 2027 is an hour short of fourteen days, the one over 31 October an hour longer.
  expect(dues).toContain("2027-03-23T09:00:00.000Z");
  expect(dues).toContain("2027-04-06T08:00:00.000Z");
  expect(dues).toContain("2027-10-19T08:00:00.000Z");
  expect(dues).toContain("2027-11-02T09:00:00.000Z");
});

test("each stage of twelve weeks hands over to an execution of its own, young and short", async () => {
  const executions = await host.executions();
  const names = executions.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const { history, execution } = await shownCase(host, caseRef);
  expect(execution).toBe(`${caseRef}-support-stage-6-1`);
  const begun = history.filter(({ type }) => type === "EpisodeBegun").map(({ facts }) => facts.why);
  expect(begun).toEqual([
    "received",
    "allocated",
    "stage-ended",
    "stage-ended",
    "stage-ended",
    "stage-ended",
  ]);
  for (const { name, status, startedAt } of executions) {
    const events = await host.events(name);
    const ended = status === "RUNNING" ? await host.now() : (events.at(-1)?.timestamp ?? "");
    expect((Date.parse(ended) - Date.parse(startedAt)) / dayMs, `${name}: days`).toBeLessThan(120);
    expect(events.length, `${name}: history events`).toBeLessThan(500);
    expect(status).toBe(name === execution ? "RUNNING" : "SUCCEEDED");
  }
});

test("a year of reviews mails a reminder and two notices a fortnight, and each of them once", async () => {
  const mails = (await host.inbox()).filter(({ subject }) => subject.startsWith("Review due"));
  expect(mails.length).toBe(3 * cycles);
  expect(new Set(mails.map(told)).size).toBe(mails.length);
  expect(new Set(mails.map(({ tags }) => JSON.stringify(tags))).size).toBe(mails.length);
});
