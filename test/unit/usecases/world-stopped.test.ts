import { describe, expect, it } from "vitest";
import { calendarDay, type Instant, plusMinutes } from "#shared/domain/calendar-day.ts";
import { trackNames, trackOf } from "#shared/domain/case/case.ts";
import { makeCommitment } from "#shared/usecases/commitments.ts";
import { receiveReferral } from "#shared/usecases/receive-referral.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { acute, bodyText, emergency, mkForm } from "#test/support/referrals.ts";
import { actor, council as id } from "#test/support/staff.ts";

/** A council with something of each kind under way on Monday 30 November 2026, most of it due by the evening after. */
async function aBusyMonday(until: Instant): Promise<Council> {
  const council = await aCouncil({ at: "2026-11-17T11:00:00.000Z" });
  const supported = await council.allocated({ submissionId: "TEST-supported" });
  const promise = { kind: "action", due: calendarDay("2026-12-01"), words: "Alarms." } as const;
  const made = await makeCommitment(council.ports(), actor("anneke"), supported, promise, council.at);
  expect(made.refused).toBeUndefined();
  await council.machines.settle();
  await council.advance("2026-11-25T10:00:00.000Z");
  await council.refer({ submissionId: "TEST-waiting" });
  await council.advance("2026-11-30T09:30:00.000Z");
  await council.refer({ submissionId: "TEST-signposted", ...acute });
  await council.refer({ submissionId: "TEST-urgent", ...emergency });
  await council.advance(until);
  return council;
}

/** Nothing runs, and nobody is asked for anything, for a day; then all that fell due in it is found at once. */
async function standStill(council: Council): Promise<void> {
  council.machines.now = plusMinutes(council.at, 24 * 60);
  await council.advanceMinutes(1);
  await comeRound(council);
}

/** Two runs of the reconciler, a quarter of an hour apart, and the sweeps in between. */
async function comeRound(council: Council): Promise<void> {
  for (let run = 0; run < 2; run++) {
    await council.sweep();
    await council.reconcile();
    await council.advanceMinutes(15);
  }
  await council.sweep();
}

/** Who was told something of which case, in mails that came after so many others. */
const told = (council: Council, after: number): ReadonlySet<string> =>
  new Set(
    council.mailer.sent
      .slice(after)
      .flatMap(({ to, subject, text }) =>
        to.flatMap((who) =>
          (`${subject} ${text}`.match(/\bC-[0-9A-Z]{10}\b/g) ?? []).map((ref) => `${who} ${ref}`),
        ),
      ),
  );

/** What is not as it should be: a rung that passed and was not climbed (I5), a track that nothing runs for (I4), a mail that went twice (I8). */
async function faults(council: Council): Promise<readonly string[]> {
  const running = new Set<string>();
  for await (const { name } of council.machines.running()) running.add(name);
  const found: string[] = [];
  const due = (await council.store.dueUntil(id)).filter(({ key }) => key.kind === "case");
  expect(due).toHaveLength(4);
  for (const { key, due: line } of due) {
    for (const name of line.executions ?? []) if (!running.has(name)) found.push(`${name} does not run`);
    const held = await council.case(key.id);
    for (const name of trackNames(held)) {
      const { rungs = [], reached = 0 } = trackOf(held, name)?.obligation ?? {};
      const passed = rungs.filter(({ at }) => at <= plusMinutes(council.at, -30)).length;
      if (reached < passed) found.push(`${key.id} ${name}: ${reached} of ${passed} rungs`);
    }
  }
  const keys = council.mailer.sent.map(({ key }) => key);
  return [...found, ...keys.filter((key, index) => keys.indexOf(key) !== index)];
}

describe("F38: after the world stood still for a day", () => {
  const starts: readonly Instant[] = [
    "2026-11-30T09:31:00.000Z",
    "2026-11-30T11:29:00.000Z",
    "2026-11-30T20:00:00.000Z",
    "2026-12-01T08:59:00.000Z",
  ];

  it.each(starts)(
    "I5, I8, L1: from %s on, within two runs everybody knows whom it would have told, each once",
    async (at) => {
      const council = await aBusyMonday(at);
      const before = council.mailer.sent.length;
      await standStill(council);
      expect(await faults(council)).toEqual([]);
      const twin = await aBusyMonday(at);
      await twin.advance(council.at);
      await comeRound(twin);
      const meanwhile = [...told(twin, before)];
      expect(meanwhile.length).toBeGreaterThan(3);
      expect(meanwhile.filter((line) => !told(council, before).has(line))).toEqual([]);
    },
  );

  it.each(starts)(
    "I4, L1: from %s on, also where every execution died of it, each is backed again in two runs",
    async (at) => {
      const council = await aBusyMonday(at);
      for (const { name, status } of council.machines.started)
        if (status === "RUNNING") await council.machines.abort(name);
      await standStill(council);
      expect(await faults(council)).toEqual([]);
    },
  );

  it("I6, F5: a referral that was taken a moment before is a case, and what was sent in vain is one case when it is sent again", async () => {
    const council = await aBusyMonday("2026-11-30T20:00:00.000Z");
    const cut = { ...council.ports(), dispatch: async () => 0 };
    await receiveReferral(cut, mkForm, bodyText({ submissionId: "TEST-taken" }), council.at);
    const before = (await council.store.dueUntil(id)).length;
    council.machines.now = plusMinutes(council.at, 24 * 60);
    await comeRound(council);
    expect(await council.store.dueUntil(id)).toHaveLength(before + 1);
    for (const submissionId of ["TEST-taken", "TEST-in-vain", "TEST-in-vain"])
      await council.receive(bodyText({ submissionId }));
    await comeRound(council);
    expect(await council.store.dueUntil(id)).toHaveLength(before + 2);
  });
});
