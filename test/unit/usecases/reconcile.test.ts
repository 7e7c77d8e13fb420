import { describe, expect, it } from "vitest";
import { type Instant, plusMinutes } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import { caseKey } from "#shared/usecases/keys.ts";
import type { OutsidePorts } from "#shared/usecases/ports.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { bodyText } from "#test/support/referrals.ts";
import { council as id } from "#test/support/staff.ts";

const tuesday: Instant = "2026-11-17T11:00:00.000Z";
const runningOf = (council: Council) =>
  council.machines.started.filter(({ status }) => status === "RUNNING").map(({ name }) => name);
const whys = async (council: Council, caseRef: string) =>
  (await council.history(caseRef))
    .filter(({ type }) => type === "EpisodeBegun")
    .map(({ facts }) => facts.why)
    .slice(2);
/** Changes a case behind everybody's back, as a fault would. */
async function tampered(council: Council, caseRef: string, change: (held: Case) => Case) {
  const stored = await council.document(caseRef);
  await council.store.replace({ ...stored, version: stored.version + 1, state: change(stored.state) });
}

describe("The reconciler", () => {
  it("leaves alone what is well", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    await council.advance("2026-11-20T11:00:00.000Z");
    for (const kind of ["frequent", "daily"] as const)
      expect(await council.reconcile(kind)).toMatchObject({
        scanned: 1,
        expected: 1,
        repairs: 0,
        leftOver: 0,
      });
    expect(await whys(council, caseRef)).toEqual([]);
  });

  it("F19: starts a stopped execution again as the next attempt, with the reason in the history", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    await council.machines.abort(`${caseRef}-support-stage-2-1`);
    expect(await council.reconcile()).toMatchObject({ repairs: 1 });
    expect(runningOf(council)).toEqual([`${caseRef}-support-stage-2-2`]);
    expect(await whys(council, caseRef)).toEqual(["execution-ended"]);
    expect((await council.case(caseRef)).backing).toMatchObject({ attempt: 2 });
    await council.advance("2026-12-01T09:05:00.000Z");
    expect(council.inbox("anneke").slice(1)).toEqual([
      `Review due on Tuesday 1 December 2026: case ${caseRef}`,
      `Review due today: case ${caseRef}`,
    ]);
    expect(await council.reconcile()).toMatchObject({ repairs: 0 });
  });

  it.each(["Screen", "AwaitAllocationMeeting"])(
    "F19: mends a triage that was stopped in %s",
    async (step) => {
      const council = await aCouncil();
      const { reference } = await council.receive(bodyText());
      if (step !== "Screen") await council.machines.settle();
      const key = { council: id, kind: "referral", id: reference } as const;
      const { caseRef = "" } = (await council.store.load<{ caseRef: string }>(key))?.state ?? {};
      await council.machines.abort(`${caseRef}-referral-triage-1-1`);
      await council.reconcile();
      expect((await council.case(caseRef)).obligation).toMatchObject({
        kind: "allocation",
        meeting: "2026-11-17",
      });
      expect(runningOf(council)).toEqual([`${caseRef}-referral-triage-1-2`]);
    },
  );

  it("F5, I4: starts one that is not known, but only once its intent is no longer young", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    council.machines.forget(`${caseRef}-support-stage-2-1`);
    await council.advanceMinutes(29);
    expect(await council.reconcile()).toMatchObject({ repairs: 0 });
    await council.advanceMinutes(2);
    expect(await council.reconcile()).toMatchObject({ repairs: 1 });
    expect(await whys(council, caseRef)).toEqual(["execution-unknown"]);
  });

  it("F11: starts one whose wait was never registered", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    await tampered(council, caseRef, ({ backing: _, ...held }) => held);
    await council.advanceMinutes(31);
    expect(await council.reconcile("daily")).toMatchObject({ repairs: 1 });
    expect(await whys(council, caseRef)).toEqual(["wait-not-registered"]);
    expect((await council.case(caseRef)).backing).toMatchObject({ attempt: 2 });
  });

  it("I5: starts one whose rung passed in silence, and ends the one that it replaces", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    council.machines.now = "2026-12-01T10:30:00.000Z"; // No timer fires.
    expect(await council.reconcile()).toMatchObject({ repairs: 1, oldestOverdueMinutes: 90 });
    expect(await whys(council, caseRef)).toEqual(["rung-passed-in-silence"]);
    await council.advanceMinutes(5);
    expect(council.inbox("anneke").slice(1)).toEqual([`Review due today: case ${caseRef}`]);
    expect(runningOf(council)).toEqual([`${caseRef}-support-stage-2-2`]);
  });

  it("I4: asks what runs only of the workflows that are expected to, and misses nobody", async () => {
    const asked: (readonly string[])[] = [];
    const between = (ports: OutsidePorts): OutsidePorts => ({
      ...ports,
      workflows: {
        start: (...start) => ports.workflows.start(...start),
        answer: (...answer) => ports.workflows.answer(...answer),
        status: (...which) => ports.workflows.status(...which),
        running: (wanted) => {
          asked.push([...(wanted ?? ["all"])].sort());
          return ports.workflows.running(wanted);
        },
      },
    });
    const council = await aCouncil({ at: tuesday, between });
    await council.reconcile();
    const caseRef = await council.allocated();
    await council.reconcile();
    expect(asked).toEqual([[], ["support-stage"]]);
    await council.machines.abort(`${caseRef}-support-stage-2-1`);
    expect(await council.reconcile()).toMatchObject({ repairs: 1 });
  });

  it("leaves alone a case that somebody moved on meanwhile, and does not count it", async () => {
    let before: (() => Promise<unknown>) | undefined;
    const between = (ports: OutsidePorts): OutsidePorts => ({
      ...ports,
      workflows: {
        ...ports.workflows,
        start: (...start) => ports.workflows.start(...start),
        answer: (...answer) => ports.workflows.answer(...answer),
        running: (wanted) => ports.workflows.running(wanted),
        status: async (...which) => {
          const status = await ports.workflows.status(...which);
          const act = before;
          before = undefined;
          await act?.();
          return status;
        },
      },
    });
    const council = await aCouncil({ between });
    const caseRef = await council.refer();
    await council.machines.abort(`${caseRef}-referral-triage-1-1`);
    before = () => council.decide(caseRef, { decision: "allocate", worker: "anneke", supervisor: "idris" });
    expect(await council.reconcile()).toMatchObject({ repairs: 0 });
    expect((await council.case(caseRef)).episode).toMatchObject({ workflow: "support-stage", attempt: 1 });
    expect(runningOf(council)).toEqual([`${caseRef}-support-stage-2-1`]);
  });

  it("stops after too many findings, says how many are left, and mends them in the next runs", async () => {
    const council = await aCouncil();
    const refs: string[] = [];
    for (let n = 0; n < 13; n++) refs.push(await council.refer({ submissionId: `TEST-${n}` }));
    for (const ref of refs) await council.machines.abort(`${ref}-referral-triage-1-1`);
    expect(await council.reconcile()).toMatchObject({ repairs: 10, leftOver: 3 });
    expect(await council.reconcile()).toMatchObject({ repairs: 3, leftOver: 0 });
    expect(runningOf(council)).toHaveLength(13);
  });

  it("F35: reads the base table once a day, so that a stale index hides nobody", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    const { due: _, ...hidden } = await council.document(caseRef);
    await council.store.replace({ ...hidden, version: hidden.version + 1 });
    await council.machines.abort(`${caseRef}-support-stage-2-1`);
    expect(await council.reconcile()).toMatchObject({ scanned: 0, expected: 0, repairs: 0 });
    expect(await council.reconcile("daily")).toMatchObject({ scanned: 1, expected: 0, repairs: 1 });
    expect(runningOf(council)).toEqual([`${caseRef}-support-stage-2-2`]);
  });

  it("F31: lets parked effects try again once a day", async () => {
    const council = await aCouncil();
    council.mailer.failNext(1000);
    const caseRef = await council.refer();
    for (let n = 0; n < 60; n++) {
      await council.advanceMinutes(6);
      await council.sweep();
    }
    expect(await council.store.owingSince(council.at)).toEqual([]);
    expect(council.reports).toContainEqual(expect.objectContaining({ problem: "intent-parked" }));
    council.mailer.failNext(0);
    await council.sweep();
    expect(council.mailer.sent).toEqual([]);
    await council.reconcile("daily");
    await council.sweep();
    expect(council.mailer.sent).toHaveLength(1);
    expect((await council.case(caseRef)).phase).toBe("referred");
  });

  it("F31: those of a case too, also while it owes something else", async () => {
    const council = await aCouncil();
    const key = caseKey(id, await council.refer());
    const stored = await council.store.load(key);
    if (!stored) throw new Error("The case is not there");
    const effect = { kind: "of-a-later-release", since: council.at, facts: {} };
    const parked = { ...effect, key: "a", tries: 50, parked: true };
    const owed = { ...effect, key: "b", tries: 3, parked: false };
    await council.store.replace({ ...stored, version: stored.version + 1, owedIntents: [parked, owed] });
    await council.reconcile("daily");
    expect((await council.store.load(key))?.owedIntents).toMatchObject([
      { key: "a", tries: 0, parked: false },
      { key: "b", parked: false },
    ]);
  });

  it("F32: one document that cannot be chased or mended holds up no other", async () => {
    const broken = new Set<string>();
    const between = (ports: OutsidePorts): OutsidePorts => ({
      ...ports,
      store: {
        ...ports.store,
        load: (key) => (broken.has(key.id) ? Promise.reject(new Error("Throttled")) : ports.store.load(key)),
      },
    });
    const council = await aCouncil({ between });
    const first = await council.receive("not json");
    await council.receive("not json either");
    broken.add(first.reference);
    await council.advance("2026-11-13T09:00:00.000Z");
    await council.reconcile();
    expect(council.inbox("mira")).toHaveLength(1);
    expect(council.reports).toContainEqual(expect.objectContaining({ id: first.reference, error: "Error" }));
  });

  it("L1: has every case backed again within two runs after everything was stopped at once", async () => {
    const council = await aCouncil({ at: tuesday });
    const refs = [await council.allocated(), await council.refer({ submissionId: "TEST-2" })];
    for (const name of runningOf(council)) await council.machines.abort(name);
    council.machines.now = plusMinutes(council.at, 15);
    await council.reconcile();
    for (const ref of refs) {
      const held = await council.case(ref);
      expect(held.backing).toMatchObject({ attempt: held.episode.attempt, wait: held.obligation?.wait });
      expect(await council.store.load(caseKey(id, ref))).toMatchObject({ owedIntents: [], owedHistory: [] });
    }
  });
});
