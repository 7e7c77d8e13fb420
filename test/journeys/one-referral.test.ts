import { afterAll, beforeAll, expect, test } from "vitest";
import { LocalHost } from "#test/support/host.ts";
import { london, told } from "./support/london.ts";
import { aReferral, referrer } from "./support/referral.ts";
import {
  accepted,
  deputyManager,
  manager,
  openCases,
  shownCase,
  supervisorHalf,
  worker,
  workerHalf,
} from "./support/staff.ts";

/** One referral on its way, told in order: each test goes on where the one before it ended. */
let host: LocalHost;
let referralRef = "";
let caseRef = "";
let seen = 0;
beforeAll(async () => {
  host = await LocalHost.start({ at: "2026-11-11T10:00:00Z" });
});
afterAll(() => host?.close());

/** The mails since the last time of asking. */
async function newMails(): Promise<readonly string[]> {
  const mails = (await host.inbox()).slice(seen);
  seen += mails.length;
  return mails.map(told);
}

/** What the last mail to somebody of the team says. */
const textTo = async (name: string): Promise<string | undefined> =>
  (await host.inbox()).findLast(({ to }) => to.includes(`${name}@cst.example`))?.text;

test("CST-01, CST-07: a signed referral gets its 202 and its acknowledgement, and waits for the meeting", async () => {
  referralRef = accepted(await host.refer(aReferral("stairs")));
  await host.quiet();
  expect(referralRef).toMatch(/^R-[0-9A-HJKMNP-TV-Z]{10}$/);
  expect(await newMails()).toEqual([
    `Wed 11 Nov 2026 10:00 ${referrer("stairs")}: We have your referral ${referralRef}`,
  ]);
  const [waiting, ...others] = await openCases(host);
  expect(others).toEqual([]);
  expect(waiting).toMatchObject({ nextStep: "AwaitAllocationMeeting", owner: "manager" });
  expect(london(waiting?.due ?? "")).toBe("Tue 17 Nov 2026 10:00");
  caseRef = waiting?.reference ?? "";
  expect(await host.executions()).toMatchObject([
    { name: `${caseRef}-referral-triage-1-1`, status: "RUNNING", step: "AwaitAllocationMeeting" },
  ]);
});

test("CST-06: the meeting of Tuesday 17 November 2026 has it on its agenda and allocates it", async () => {
  await host.until("2026-11-17T10:30:00Z");
  const { body } = await host.as(manager, "GET", "/meetings/next");
  expect(body).toMatchObject({ day: "2026-11-17", agenda: [{ reference: caseRef }], decisions: [] });
  const decision = { caseRef, decision: "allocate", worker };
  const decided = await host.as(manager, "POST", "/meetings/2026-11-17/decisions", decision);
  expect(decided).toMatchObject({ status: 200, body: { phase: "supported", worker, supervisor: manager } });
  await host.quiet();
  expect(await newMails()).toEqual([
    `Tue 17 Nov 2026 10:30 ${referrer("stairs")}: Your referral ${referralRef}: accepted`,
    `Tue 17 Nov 2026 10:30 ada.quill: Case ${caseRef} is allocated to you`,
    `Tue 17 Nov 2026 10:30 joss.thorne: Case ${caseRef} is allocated to you`,
  ]);
  const again = await host.as(manager, "POST", "/meetings/2026-11-17/decisions", decision);
  expect(again).toMatchObject({ status: 409, body: { reason: "already-decided" } });
  expect((await host.as(manager, "GET", "/meetings/next")).body).toMatchObject({
    agenda: [{ reference: caseRef, decision: "allocated" }],
    decisions: [{ caseRef, decision: "allocated" }],
  });
  // Left open, it would be chased the next morning.
  expect((await host.as(manager, "POST", "/meetings/2026-11-17/close", {})).status).toBe(200);
});

test("CST-17, X-02: its first review falls due fourteen days later at 09:00 London", async () => {
  const { nextStep, review, execution, commitments } = await shownCase(host, caseRef);
  expect(nextStep).toMatchObject({ step: "Review", owner: worker });
  expect(london(nextStep?.due ?? "")).toBe("Tue 1 Dec 2026 09:00");
  expect(review).toMatchObject({ cycle: 1, planned: "2026-12-01" });
  expect(await host.executions()).toMatchObject([
    { name: `${caseRef}-referral-triage-1-1`, status: "SUCCEEDED", step: "TriageEnded" },
    { name: execution, status: "RUNNING", step: "Review" },
    // From the allocation on a plan is owed, and an execution of its own waits for it.
    { name: `${caseRef}-commitment-3-1`, status: "RUNNING", step: "AwaitCommitment" },
  ]);
  expect(commitments).toMatchObject([{ id: 3, kind: "plan", owner: worker }]);
  expect(london(commitments[0]?.due ?? "")).toBe("Tue 15 Dec 2026 17:00");
});

test("I5, X-02: left alone, it climbs the ladder on the right working days, and nobody hears before", async () => {
  await host.until("2026-11-27T08:59:59Z");
  expect(await newMails()).toEqual([]);
  await host.until("2026-12-11T10:00:00Z");
  // The manager hears on each working morning how the day begins, also on those on which nothing is due (F54).
  const allClears = (await host.everyMail()).filter(({ text }) => text.startsWith("As the day begins:"));
  expect(allClears.map(({ at }) => at.slice(5, 10)).slice(-6)).toEqual([
    ...["12-04", "12-07", "12-08", "12-09", "12-10", "12-11"],
  ]);
  expect(await newMails()).toEqual([
    `Fri 27 Nov 2026 09:05 ada.quill: Review due on Tuesday 1 December 2026: case ${caseRef}`,
    `Tue 1 Dec 2026 09:05 ada.quill: Review due today: case ${caseRef}`,
    `Tue 1 Dec 2026 09:05 joss.thorne: Review due today: case ${caseRef}`,
    `Wed 2 Dec 2026 09:05 ada.quill: Review overdue since Tuesday 1 December 2026: case ${caseRef}`,
    `Wed 2 Dec 2026 09:05 joss.thorne: Review overdue since Tuesday 1 December 2026: case ${caseRef}`,
    `Fri 4 Dec 2026 09:05 mina.harbour: Review overdue since Tuesday 1 December 2026, please step in: case ${caseRef}`,
    `Fri 4 Dec 2026 09:05 ben.marlow: Review overdue since Tuesday 1 December 2026, please step in: case ${caseRef}`,
    `Tue 8 Dec 2026 09:05 sana.field: Review overdue since Tuesday 1 December 2026, please step in: case ${caseRef}`,
    // The plan that is owed comes near, and one mail a morning tells of both (A7).
    "Fri 11 Dec 2026 09:05 ada.quill: For Friday 11 December 2026: 1 overdue, 1 coming up",
  ]);
  expect(await textTo("ada.quill")).toContain(`Overdue:
- Case ${caseRef}: review 1, due on Tuesday 1 December 2026 at 09:00

Coming up:
- Case ${caseRef}: a support plan is to be made, due on Tuesday 15 December 2026 at 17:00
`);
  expect((await shownCase(host, caseRef)).nextStep?.due).toBe("2026-12-01T09:00:00.000Z");
});

test("CST-17, X-04, F15: one half leaves the review open, and one person cannot give both", async () => {
  const path = `/cases/${caseRef}/reviews/1`;
  const given = { ...workerHalf, goalsAgreed: "no" };
  expect((await host.as("wk-ben-marlow", "POST", `${path}/worker`, given)).status).toBe(200);
  expect(await host.as(worker, "POST", `${path}/worker`, given)).toMatchObject({
    status: 409,
    body: { reason: "already-given", by: "wk-ben-marlow" },
  });
  for (const both of [worker, "wk-ben-marlow"])
    expect(await host.as(both, "POST", `${path}/supervisor`, supervisorHalf)).toMatchObject({
      status: 422,
      body: { reason: "same-person" },
    });
  const { nextStep, review } = await shownCase(host, caseRef);
  expect(nextStep?.due).toBe("2026-12-01T09:00:00.000Z");
  expect(review?.cycle).toBe(1);
});

test("CST-14, CST-17: both halves given, goals agreed or not, the next fortnight opens on the same rhythm", async () => {
  const half = await host.as(deputyManager, "POST", `/cases/${caseRef}/reviews/1/supervisor`, supervisorHalf);
  expect(half.status).toBe(200);
  await host.quiet();
  const { nextStep, review, execution } = await shownCase(host, caseRef);
  expect(review).toMatchObject({ cycle: 2, planned: "2026-12-15", given: {} });
  expect(london(nextStep?.due ?? "")).toBe("Tue 15 Dec 2026 09:00");
  expect((await host.executions()).filter(({ status }) => status === "RUNNING")).toMatchObject([
    { name: execution, step: "Review" },
    { name: `${caseRef}-commitment-3-1`, step: "AwaitCommitment" },
  ]);
  // The reminder of 11 December, 09:00, is past: what it would announce is known already.
  // A rung asks at nine, and the sweep sends what was asked for.
  await host.until("2026-12-15T09:10:00Z");
  expect(await newMails()).toEqual([
    "Tue 15 Dec 2026 09:05 ada.quill: For Tuesday 15 December 2026: 2 due today",
    `Tue 15 Dec 2026 09:05 joss.thorne: Review due today: case ${caseRef}`,
  ]);
  expect(await textTo("ada.quill")).toContain(`Due today:
- Case ${caseRef}: review 2, due on Tuesday 15 December 2026 at 09:00
- Case ${caseRef}: a support plan is to be made, due on Tuesday 15 December 2026 at 17:00
`);
});
