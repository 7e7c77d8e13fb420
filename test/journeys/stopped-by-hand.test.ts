import { afterAll, beforeAll, expect, test } from "vitest";
import { LocalHost } from "#test/support/host.ts";
import { told } from "./support/london.ts";
import { acuteRisk, aReferral, emergency, noHome } from "./support/referral.ts";
import { allocate, dutyDesk, manager, operator, refer, shownCase } from "./support/staff.ts";

/**
 * At each kind of wait, the execution of one case is stopped by an operator, and that of its twin is not. The next run
 * of the reconciler starts it again, and both people are chased at the same times (I4, F19, L1). Meanwhile an operator is shown
 * that it is stuck, by a function that may ask what runs (X-07).
 */
let host: LocalHost;
beforeAll(async () => {
  host = await LocalHost.start({ at: "2026-11-16T20:01:00Z" });
});
afterAll(() => host?.close());

const running = async (caseRef: string) =>
  (await host.executions()).filter(({ name, status }) => name.startsWith(caseRef) && status === "RUNNING");

/** What an operator is shown of the tracks of a case that stand at a step: which execution, and whether it is alive. */
async function shownTo(caseRef: string, step: string) {
  const { status, body } = await host.as(operator, "GET", `/cases/${caseRef}/operation?reason=audit`);
  expect(status).toBe(200);
  const { tracks } = body as { readonly tracks: readonly { readonly step: string }[] };
  return tracks.filter((track) => track.step === step);
}
/** The references of the cases that an operator is told are stuck. */
async function stuck(): Promise<readonly string[]> {
  const { status, body } = await host.as(operator, "GET", "/operations/stuck");
  expect(status).toBe(200);
  const { cases } = body as {
    readonly cases: readonly { readonly caseRef: string; readonly tracks: readonly { healthy: boolean }[] }[];
  };
  return cases.filter(({ tracks }) => tracks.some(({ healthy }) => !healthy)).map(({ caseRef }) => caseRef);
}

/**
 * Stops the one execution of a case that stands at a step, and sees it run again a quarter of an hour later as the next
 * attempt; each other one of the case, a promise's for example, runs on as it was.
 */
async function stopAndSeeMended(caseRef: string, step: string, attempt = 2): Promise<void> {
  const all = await running(caseRef);
  const [before, ...more] = all.filter((one) => one.step === step);
  expect(more).toEqual([]);
  const others = all.filter((one) => one !== before);
  await host.stopExecution(before?.name ?? "");
  expect(await running(caseRef)).toEqual(others);
  const stopped = await shownCase(host, caseRef);
  const dead = { execution: before?.name, state: "ended", healthy: false, reason: "execution-ended" };
  expect(await shownTo(caseRef, step)).toMatchObject([dead]);
  expect(await stuck()).toEqual([caseRef]);
  await host.pass("PT15M");
  const after = await running(caseRef);
  const again = { step, name: before?.name.replace(/\d+$/, String(attempt)) };
  expect(after.filter((one) => one.step === step)).toMatchObject([again]);
  expect(after.filter((one) => one.step !== step)).toEqual(others);
  const alive = { execution: again.name, state: "running", healthy: true, reason: null };
  expect(await shownTo(caseRef, step)).toMatchObject([alive]);
  expect(await stuck()).toEqual([]);
  const mended = await shownCase(host, caseRef);
  expect(mended.nextStep).toEqual(stopped.nextStep);
  expect(mended.history.slice(stopped.history.length)).toMatchObject([
    { type: "EpisodeBegun", by: "holdfast", facts: { attempt, why: "execution-ended" } },
  ]);
}

/**
 * What was told about a case, without its reference: that of two cases is alike then. A mail of its own is its subject;
 * a line among those of a morning (A7) is what stands above it and what it says.
 */
const chased = async (caseRef: string): Promise<readonly string[]> =>
  (await host.inbox()).flatMap((mail) => {
    const own = mail.subject.endsWith(`case ${caseRef}`) ? [told(mail).replace(caseRef, "C")] : [];
    const lines = mail.text.split("\n\n").flatMap((part) => {
      const [heading, ...under] = part.split("\n");
      const about = under.filter((line) => line.startsWith(`- Case ${caseRef}:`));
      const toWhom = told({ ...mail, subject: heading ?? "" });
      return about.map((line) => `${toWhom} ${line.replace(`- Case ${caseRef}`, "C")}`);
    });
    return [...own, ...lines];
  });

const pair = async (kind: string, changes: object): Promise<readonly [string, string]> => [
  await refer(host, aReferral(`${kind}-stopped`, { ...changes })),
  await refer(host, aReferral(`${kind}-left`, { ...changes })),
];

test.each([
  ["AwaitSignpostConfirmed", "an acute risk", acuteRisk, 5],
  ["AwaitEmergencyDecision", "an emergency", emergency, 5],
])("I4, F19, L1, %s: %s is chased as if nothing had happened", async (step, kind, changes, mails) => {
  const [stopped, left] = await pair(kind.replaceAll(" ", "-"), changes);
  if (changes === acuteRisk)
    for (const caseRef of [stopped, left])
      await host.as(dutyDesk, "POST", `/cases/${caseRef}/acknowledgement`);
  await host.quiet();
  await stopAndSeeMended(stopped, step);
  await host.pass("PT3H50M");
  expect(await chased(stopped)).toEqual(await chased(left));
  expect((await chased(stopped)).length).toBe(mails);
  for (const caseRef of [stopped, left]) {
    const answer =
      step === "AwaitEmergencyDecision"
        ? await host.as(manager, "POST", `/cases/${caseRef}/decision`, {
            decision: "advise",
            reason: "needs-met",
          })
        : await host.as(dutyDesk, "POST", `/cases/${caseRef}/confirmation`);
    expect(answer.status).toBe(200);
    await host.quiet();
    expect(await running(caseRef)).toEqual([]);
  }
});

test("I4, F19, L1, AwaitSignpostConfirmed: somebody with no home is still on the duty desk's list at the same time", async () => {
  const [stopped, left] = await pair("no-home", noHome);
  await stopAndSeeMended(stopped, "AwaitSignpostConfirmed");
  await host.until("2026-11-18T17:00:00Z");
  expect(await chased(stopped)).toEqual(await chased(left));
  expect(await chased(stopped)).toContain("Wed 18 Nov 2026 17:00 duty.desk: Still waiting. No home, case C");
  for (const caseRef of [stopped, left])
    expect((await host.as(dutyDesk, "POST", `/cases/${caseRef}/confirmation`)).status).toBe(200);
});

test("I4, F19, L1, AwaitAllocationMeeting and Review: the meeting is missed and the ladder climbed at the same times", async () => {
  const [stopped, left] = await pair("routine", {});
  await stopAndSeeMended(stopped, "AwaitAllocationMeeting");
  // Mended as the next attempt, it still answers to the meeting's decision.
  await host.until("2026-11-24T10:00:00Z");
  for (const caseRef of [stopped, left]) await allocate(host, "2026-11-24", caseRef);
  await stopAndSeeMended(stopped, "Review");
  // Once more on the day it is due, between two rungs.
  await host.until("2026-12-08T09:10:00Z");
  await stopAndSeeMended(stopped, "Review", 3);
  await host.until("2026-12-15T09:10:00Z");
  expect(await chased(stopped)).toEqual(await chased(left));
  // From the reminder to the service manager: each rung of the ladder once, for everybody whom it names.
  const reviews = (await chased(stopped)).filter((line) => /C: review 1, /.test(line));
  expect(new Set(reviews).size).toBe(8);
  expect(reviews.length).toBe(8);
});

test("F19, F27: a meeting that is not held is told on time, though every execution that waited for it was stopped", async () => {
  // On the day of a meeting its agenda is closed: what comes then waits for the next (CST-06).
  const caseRef = await refer(host, aReferral("alone"));
  await host.until("2026-12-22T16:40:00Z");
  await stopAndSeeMended(caseRef, "AwaitAllocationMeeting");
  const before = (await host.inbox()).length;
  await host.until("2026-12-22T17:00:00Z");
  const mails = (await host.inbox()).slice(before).map(told);
  expect(mails).toContain(
    "Tue 22 Dec 2026 17:00 sana.field: Allocation meeting of Tuesday 22 December 2026: cases are still waiting",
  );
});
