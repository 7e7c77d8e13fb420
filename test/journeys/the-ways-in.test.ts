import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LocalHost } from "#test/support/host.ts";
import { editedAssembly, withoutSchedules } from "./support/edited-assembly.ts";
import { london, told } from "./support/london.ts";
import { acuteRisk, aReferral, emergency, noHome, referrer } from "./support/referral.ts";
import { dutyDesk, manager, openCases, outOfHours, refer, shownCase, worker } from "./support/staff.ts";

/**
 * Every way in besides a routine one. It begins in the night to Saturday, when no office is open. The schedules are taken
 * out: the machines alone keep these times.
 */
let host: LocalHost;
beforeAll(async () => {
  host = await LocalHost.start({
    at: "2026-11-14T01:30:00Z",
    assembly: editedAssembly(withoutSchedules),
  });
});
afterAll(() => host?.close());

/** What was said of a reference, each mail in a line. */
const mailsAbout = async (...references: readonly string[]): Promise<readonly string[]> =>
  (await host.inbox())
    .filter(({ subject, text }) => references.some((ref) => `${subject}\n${text}`.includes(ref)))
    .map(told);

describe("an emergency at night", () => {
  let caseRef = "";
  test("CST-08, F28: has two hours, and then the out-of-hours desk, the service manager and the director", async () => {
    caseRef = await refer(host, aReferral("night", emergency));
    expect((await shownCase(host, caseRef)).nextStep).toMatchObject({
      step: "AwaitEmergencyDecision",
      owner: "manager",
      due: "2026-11-14T03:30:00.000Z",
    });
    await host.until("2026-11-14T05:30:00Z");
    expect(await mailsAbout(caseRef)).toEqual([
      `Sat 14 Nov 2026 01:30 joss.thorne: Emergency, case ${caseRef}`,
      `Sat 14 Nov 2026 02:30 joss.thorne: Still waiting. Emergency, case ${caseRef}`,
      `Sat 14 Nov 2026 03:30 out.of.hours: Still waiting. Emergency, case ${caseRef}`,
      `Sat 14 Nov 2026 04:30 sana.field: Still waiting. Emergency, case ${caseRef}`,
      `Sat 14 Nov 2026 05:30 dara.crown: Still waiting. Emergency, case ${caseRef}`,
    ]);
    expect((await shownCase(host, caseRef)).nextStep?.due).toBe("2026-11-14T03:30:00.000Z");
  });
  test("CST-08: is left to the meeting by whoever answers at night, and no alert follows", async () => {
    expect(
      (await host.as(worker, "POST", `/cases/${caseRef}/decision`, { decision: "meeting" })).status,
    ).toBe(403);
    const left = await host.as(outOfHours, "POST", `/cases/${caseRef}/decision`, { decision: "meeting" });
    expect(left).toMatchObject({ status: 200, body: { nextStep: { step: "AwaitAllocationMeeting" } } });
    await host.quiet();
    const { nextStep, referralRef } = await shownCase(host, caseRef);
    expect(london(nextStep?.due ?? "")).toBe("Tue 17 Nov 2026 10:00");
    await host.until("2026-11-14T12:00:00Z");
    expect((await mailsAbout(caseRef)).length).toBe(5);
    expect(await mailsAbout(referralRef)).toEqual([
      `Sat 14 Nov 2026 01:30 ${referrer("night")}: We have your referral ${referralRef}`,
      `Sat 14 Nov 2026 05:30 ${referrer("night")}: Your referral ${referralRef}: not decided yet`,
    ]);
  });
  test("CST-08: is allocated at once where the manager decides so, with no meeting", async () => {
    const other = await refer(host, aReferral("weekend", emergency));
    const choice = { decision: "allocate", worker };
    const decided = await host.as(manager, "POST", `/cases/${other}/decision`, choice);
    expect(decided).toMatchObject({ status: 200, body: { phase: "supported", worker } });
    await host.quiet();
    // Fourteen days after Saturday the 14th is a Saturday; the review is due on the working day after it.
    const { nextStep, review } = await shownCase(host, other);
    expect(review?.planned).toBe("2026-11-28");
    expect(london(nextStep?.due ?? "")).toBe("Mon 30 Nov 2026 09:00");
  });
});

describe("an acute mental health risk", () => {
  let caseRef = "";
  test("CST-05: never waits in a queue: the referrer is told what to do, and the duty desk has two hours", async () => {
    caseRef = await refer(host, aReferral("acute", { ...emergency, ...acuteRisk }));
    const { nextStep, referralRef } = await shownCase(host, caseRef);
    const due = "2026-11-14T14:00:00.000Z";
    expect(nextStep).toMatchObject({ step: "AwaitSignpostConfirmed", owner: "duty", due });
    expect(await mailsAbout(referralRef, caseRef)).toEqual([
      `Sat 14 Nov 2026 12:00 ${referrer("acute")}: We have your referral ${referralRef}`,
      `Sat 14 Nov 2026 12:00 duty.desk: Acute risk, case ${caseRef}`,
      `Sat 14 Nov 2026 12:00 ${referrer("acute")}: Please act now on your referral ${referralRef}`,
    ]);
    const advice = (await host.inbox()).at(-1)?.text;
    for (const words of ["call 999", "NHS 111", "GP"]) expect(advice).toContain(words);
    const taken = await host.as(dutyDesk, "POST", `/cases/${caseRef}/acknowledgement`);
    expect(taken).toMatchObject({ status: 200, body: { phase: "referred", alertHeld: { by: dutyDesk } } });
    await host.until("2026-11-14T14:00:00Z");
    expect((await mailsAbout(caseRef)).slice(1)).toEqual([
      `Sat 14 Nov 2026 13:00 duty.desk: Still waiting. Acute risk, case ${caseRef}`,
      `Sat 14 Nov 2026 14:00 out.of.hours: Still waiting. Acute risk, case ${caseRef}`,
      `Sat 14 Nov 2026 14:00 joss.thorne: Still waiting. Acute risk, case ${caseRef}`,
    ]);
  });
  test("CST-05: is off the team's hands only when somebody confirms it, once", async () => {
    const confirmed = await host.as(dutyDesk, "POST", `/cases/${caseRef}/confirmation`);
    expect(confirmed).toMatchObject({ status: 200, body: { phase: "declined", nextStep: null } });
    const again = await host.as(dutyDesk, "POST", `/cases/${caseRef}/confirmation`);
    expect(again).toMatchObject({ status: 409, body: { reason: "already-decided" } });
    await host.until("2026-11-15T12:00:00Z");
    expect((await mailsAbout(caseRef)).length).toBe(4);
    expect((await openCases(host)).map(({ reference }) => reference)).not.toContain(caseRef);
    const ended = (await host.executions()).find(({ name }) => name.startsWith(`${caseRef}-referral-triage`));
    expect(ended).toMatchObject({ status: "SUCCEEDED", step: "TriageEnded" });
  });
});

test("CST-02: somebody with no home is routed on, with the referrer told and the duty desk to confirm by the next working day", async () => {
  const caseRef = await refer(host, aReferral("nohome", noHome));
  const { nextStep, referralRef } = await shownCase(host, caseRef);
  expect(nextStep).toMatchObject({ step: "AwaitSignpostConfirmed", owner: "duty" });
  expect(london(nextStep?.due ?? "")).toBe("Mon 16 Nov 2026 17:00");
  expect((await mailsAbout(referralRef, caseRef)).slice(1)).toEqual([
    `Sun 15 Nov 2026 12:00 duty.desk: No home, case ${caseRef}`,
    `Sun 15 Nov 2026 12:00 ${referrer("nohome")}: Please act now on your referral ${referralRef}`,
  ]);
  expect((await host.as(dutyDesk, "POST", `/cases/${caseRef}/confirmation`, {})).status).toBe(200);
});

describe("a meeting", () => {
  let left: string[] = [];
  test("F27: not held is told to the service manager once, however many cases waited for it", async () => {
    left = [await refer(host, aReferral("waits")), await refer(host, aReferral("defers"))];
    await host.until("2026-11-17T16:59:00Z");
    const before = (await host.inbox()).length;
    await host.until("2026-11-18T09:00:00Z");
    expect((await host.inbox()).slice(before).map(told)).toEqual([
      "Tue 17 Nov 2026 17:00 sana.field: Allocation meeting of Tuesday 17 November 2026: cases are still waiting",
    ]);
  });
  test("CST-06, F27: takes up what the one before it left, and decides it", async () => {
    await host.until("2026-11-24T10:00:00Z");
    const { body } = await host.as(manager, "GET", "/meetings/next");
    const { day, agenda } = body as { day: string; agenda: { reference: string }[] };
    expect(day).toBe("2026-11-24");
    expect(agenda.map(({ reference }) => reference)).toEqual(expect.arrayContaining(left));
    const [waits = "", defers = ""] = left;
    const decide = (caseRef: string, choice: object) =>
      host.as(manager, "POST", "/meetings/2026-11-24/decisions", { caseRef, ...choice });
    const { referralRef } = await shownCase(host, waits);
    expect((await decide(waits, { decision: "advise", reason: "other-team-fits" })).status).toBe(200);
    expect((await mailsAbout(referralRef)).at(-1)).toBe(
      `Tue 24 Nov 2026 10:00 ${referrer("waits")}: Your referral ${referralRef}: our advice`,
    );
    const deferred = await decide(defers, {
      decision: "defer",
      until: "2026-12-01",
      reason: "more-information",
    });
    expect(deferred).toMatchObject({ status: 200, body: { nextStep: { due: "2026-12-01T10:00:00.000Z" } } });
  });
  test("CST-07: that deferred a case tells the referrer until when, and the next one has it", async () => {
    const defers = left[1] ?? "";
    const { referralRef } = await shownCase(host, defers);
    const mail = (await host.inbox()).findLast(({ subject }) => subject.includes(referralRef));
    expect(mail?.subject).toBe(`Your referral ${referralRef}: not decided yet`);
    expect(mail?.text).toContain("We will look at it again on Tuesday 1 December 2026.");
    await host.until("2026-12-01T10:00:00Z");
    expect((await host.as(manager, "GET", "/meetings/next")).body).toMatchObject({
      day: "2026-12-01",
      agenda: expect.arrayContaining([expect.objectContaining({ reference: defers })]),
    });
  });
});
