import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyOfAssembly } from "#test/support/folders.ts";
import { LocalHost } from "#test/support/host.ts";
import { editedAssembly, notAllowed } from "./support/edited-assembly.ts";
import { told } from "./support/london.ts";
import { aReferral, emergency, referrer } from "./support/referral.ts";
import { accepted, manager, openCases, refer, shownCase, worker } from "./support/staff.ts";

/** `kill -9` of the host in the middle, and the same data started again, each time on what the last kill left (A3, F5, F8). */
let host: LocalHost;
let decided = "";
beforeAll(async () => {
  // With this role a decision is written, and no effect of it can be done: the moment that a crash leaves.
  const noEffects = notAllowed("StaffCases", [
    "states:SendTaskSuccess",
    "states:StartExecution",
    "ses:SendEmail",
  ]);
  host = await LocalHost.start({
    at: "2026-11-17T10:00:00Z",
    onDisk: true,
    assembly: editedAssembly(noEffects),
  });
  decided = await refer(host, aReferral("between", emergency));
});
afterAll(() => host?.close());

test("F5, F8: killed between a decision and its effects, they are done when the host is back, each once", async () => {
  const sent = (await host.inbox()).length;
  const choice = { decision: "allocate", worker };
  expect((await host.as(manager, "POST", `/cases/${decided}/decision`, choice)).status).toBe(200);
  await host.kill();
  await host.startAgain({ assembly: copyOfAssembly() });
  expect((await host.inbox()).length).toBe(sent);
  expect((await host.executions()).map(({ status, step }) => [status, step])).toEqual([
    ["RUNNING", "AwaitEmergencyDecision"],
  ]);
  await host.pass("PT10M");
  const { execution, nextStep, referralRef } = await shownCase(host, decided);
  expect((await host.executions()).map(({ status, name }) => [status, name])).toEqual([
    ["SUCCEEDED", `${decided}-referral-triage-1-1`],
    ["RUNNING", execution],
    // The plan that is owed from the allocation on is a promise, chased by an execution of its own.
    ["RUNNING", `${decided}-commitment-3-1`],
  ]);
  expect(nextStep?.due).toBe("2026-12-01T09:00:00.000Z");
  await host.pass("PT2H");
  const mails = (await host.inbox()).slice(sent).map(({ to, subject }) => `${to.join()}: ${subject}`);
  expect(new Set(mails)).toEqual(
    new Set([
      `${referrer("between")}: Your referral ${referralRef}: accepted`,
      `ada.quill@cst.example: Case ${decided} is allocated to you`,
      `joss.thorne@cst.example: Case ${decided} is allocated to you`,
    ]),
  );
  expect(mails.length).toBe(3);
});

const many = 4;
const seeds = (process.env.KILL_SEEDS ?? "2").split(" ").map(Number);

test.each(seeds)(
  "F5, F8, I6, I8: killed in a burst of posts and a decision, nothing is lost and nothing done twice: seed %i",
  async (seed) => {
    const urgent = await refer(host, aReferral(`urgent-${seed}`, emergency));
    const { mails: mailsBefore, cases: casesBefore } = await seen();
    const then = await host.now();
    const ids = Array.from({ length: many }, (_, one) => `burst-${seed}-${one}`);
    const killAt = (seed * 5) % many;
    const answered = new Map<string, string>();
    const { promise: enough, resolve } = Promise.withResolvers<void>();
    const post = async (id: string) => {
      const answer = await host.refer(aReferral(id)).catch(() => undefined);
      if (answer?.status === 202) answered.set(id, accepted(answer));
      if (answered.size >= killAt) resolve();
    };
    const decide = () =>
      host
        .as(manager, "POST", `/cases/${urgent}/decision`, { decision: "allocate", worker })
        .catch(() => undefined);
    const underWay = [...ids.map(post), decide()];
    await enough;
    await setTimeout((seed * 7) % 20);
    await host.kill();
    await Promise.all(underWay);
    await host.startAgain();
    expect(Date.parse(await host.now())).toBeGreaterThanOrEqual(Date.parse(then));

    // Before anybody sends again, what was answered is there by itself, with its case.
    await host.pass("PT12M");
    const kept = await seen();
    const keptRefs = await referralsOf(kept.cases.filter((one) => !casesBefore.includes(one)));
    expect(keptRefs).toEqual(expect.arrayContaining([...answered.values()]));

    // Who got no answer sends again.
    const references = new Map<string, string>();
    for (const id of ids) references.set(id, accepted(await host.refer(aReferral(id))));
    for (const [id, reference] of answered) expect(references.get(id)).toBe(reference);
    expect([200, 409]).toContain((await decide())?.status);
    await host.quiet();

    const { cases, mails: all } = await seen();
    const opened = cases.filter((one) => !casesBefore.includes(one));
    expect((await referralsOf(opened)).sort()).toEqual([...references.values()].sort());
    const executions = await host.executions();
    for (const caseRef of [...opened, urgent]) {
      const { execution, nextStep, commitments, possibleDuplicates } = await shownCase(host, caseRef);
      expect(nextStep?.step).toBe(caseRef === urgent ? "Review" : "AwaitAllocationMeeting");
      // What each is owed: a plan from its allocation on, and somebody who looks whether they are one person.
      const owed = [...(possibleDuplicates.length > 0 ? ["person-check"] : [])];
      if (caseRef === urgent) owed.push("plan");
      expect(commitments.map(({ kind }) => kind)).toEqual(owed);
      const running = executions.filter(
        ({ name, status }) => name.startsWith(caseRef) && status === "RUNNING",
      );
      const held = [execution, ...commitments.map((one) => one.execution)];
      expect(running.map(({ name }) => name).sort()).toEqual(held.sort());
    }
    expect(new Set(executions.map(({ name }) => name)).size).toBe(executions.length);

    // A mail goes twice only in its window: taken by the mail service, and killed before that was noted.
    const mails = all.slice(mailsBefore.length);
    for (const id of ids) expect(mails.join("\n")).toContain(`${referrer(id)}: We have your referral`);
    const twice = mails.filter((mail, index) => mails.indexOf(mail) !== index);
    expect(new Set(twice).size).toBe(twice.length);
    expect(twice.length).toBeLessThanOrEqual(many + 1 - killAt);
    console.log(
      `seed ${seed}: killed with ${answered.size} of ${many} answered and ${keptRefs.length} kept; sent twice: ${twice.length} of ${mails.length} mails`,
    );
  },
);

test("I4: a wait goes on over all the kills: its rung comes at its time, once", async () => {
  await host.until("2026-11-27T10:00:00Z");
  // Another case was decided on the same day: one mail tells the worker of both reviews.
  const mails = (await host.inbox()).filter(({ text }) =>
    text.includes(`- Case ${decided}: review 1, due on`),
  );
  expect(mails.map(told)).toEqual([
    "Fri 27 Nov 2026 09:05 ada.quill: For Friday 27 November 2026: 2 coming up",
  ]);
});

async function seen() {
  const mails = (await host.inbox()).map(({ to, subject }) => `${to.join()}: ${subject}`);
  const open = (await openCases(host)).filter(({ phase }) => phase === "referred");
  return { mails, cases: open.map(({ reference }) => reference) };
}

const referralsOf = (cases: readonly string[]) =>
  Promise.all(cases.map(async (one) => (await shownCase(host, one)).referralRef));
