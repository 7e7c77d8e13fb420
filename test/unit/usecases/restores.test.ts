import { describe, expect, it } from "vitest";
import { calendarDay, type Instant } from "#shared/domain/calendar-day.ts";
import type { MailWanted } from "#shared/domain/mail-message.ts";
import { sendAllClears } from "#shared/usecases/all-clear.ts";
import { makeCommitment } from "#shared/usecases/commitments.ts";
import { listStuck } from "#shared/usecases/list-stuck.ts";
import { wantMail } from "#shared/usecases/mail.ts";
import { readOperation } from "#shared/usecases/read-operation.ts";
import { missingHoursOf, noteRestore } from "#shared/usecases/restores.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { actor, council as id } from "#test/support/staff.ts";

/** What a restore leaves behind, and what is done about it; test/journeys/the-restore-drill.test.ts does it to the tables. */
const tuesday: Instant = "2026-11-17T11:00:00.000Z";
const from: Instant = "2026-11-16T21:00:00.000Z";
const restored = (council: Council, since: Instant = from) =>
  noteRestore(council.ports(), actor("operator-1"), { type: "record", from: since }, council.at);
const asked = (council: Council) =>
  noteRestore(council.ports(), actor("operator-1"), { type: "senders-asked" }, council.at);
const runningOf = (council: Council) =>
  council.machines.started
    .filter(({ status }) => status === "RUNNING")
    .map(({ name }) => name)
    .sort();

describe("A restore", () => {
  it("F39: is recorded once, for the hours until then, and staff are told of these until every sender was asked", async () => {
    const council = await aCouncil({ at: tuesday });
    expect(await missingHoursOf(council.ports(), id)).toEqual([]);
    expect(await asked(council)).toMatchObject({ found: [] });
    expect((await restored(council, tuesday)).refused?.name).toBe("not-yet");
    const hours = [{ from, to: tuesday }];
    expect(await restored(council)).toMatchObject({ found: hours });
    await council.advanceMinutes(10);
    expect(await restored(council)).toMatchObject({ found: hours });
    expect(await missingHoursOf(council.ports(), id)).toEqual(hours);
    expect(await missingHoursOf(council.ports(), "elsewhere")).toEqual([]);
    expect(await asked(council)).toMatchObject({ found: [] });
    expect(await missingHoursOf(council.ports(), id)).toEqual([]);
    const history = await council.store.history({ council: id, kind: "restores", id: "all" });
    expect(history.map(({ type, by }) => `${type} ${by}`)).toEqual([
      "RestoreRecorded operator-1",
      "SendersAsked operator-1",
    ]);
  });

  it("F39, F54: stands first in the manager's all-clear until then", async () => {
    const council = await aCouncil({ at: tuesday });
    await restored(council);
    await sendAllClears(council.ports(), council.at);
    expect(council.mailer.sent.at(-1)?.text).toMatch(
      /^Records were put back. What was done from Monday 16 November 2026 at 21:00 to Tuesday 17 November 2026 at 11:00 may be missing/,
    );
    await asked(council);
    await council.advanceMinutes(24 * 60);
    await sendAllClears(council.ports(), council.at);
    expect(council.mailer.sent.at(-1)?.text).toMatch(/^As the day begins:/);
  });
});

describe("After a restore the reconciler", () => {
  it("F39, L1: begins every track of every case anew in one run, however well it looks and however many there are", async () => {
    const council = await aCouncil();
    for (let n = 0; n < 13; n++) await council.refer({ submissionId: `TEST-${n}` });
    council.machines.now = tuesday;
    const caseRef = await council.allocated({ submissionId: "TEST-20" });
    for (const due of ["2026-12-15", "2026-12-16"] as const) {
      const promise = { kind: "action", due: calendarDay(due), words: "Alarms." } as const;
      await makeCommitment(council.ports(), actor("anneke"), caseRef, promise, council.at);
    }
    await council.machines.settle();
    await council.advanceMinutes(1);
    const before = runningOf(council);
    expect(before.length).toBeGreaterThan(14);
    await restored(council);
    const { found } = await readOperation(
      council.ports(),
      actor("operator-1"),
      caseRef,
      "audit",
      council.at,
    ).then((read) => (read.refused ? { found: undefined } : read));
    expect(found?.tracks).toHaveLength(3);
    for (const track of found?.tracks ?? [])
      expect(track).toMatchObject({ state: "running", healthy: false, reason: "restored" });
    expect(await council.reconcile()).toMatchObject({ repairs: before.length, leftOver: 0 });
    const next = before.map((name) => name.replace(/-1$/, "-2"));
    expect(runningOf(council)).toEqual(expect.arrayContaining(next));
    expect(await council.reconcile()).toMatchObject({ repairs: 0 });
    expect(await council.reconcile("daily")).toMatchObject({ repairs: 0 });
    const stuck = await listStuck(council.ports(), actor("operator-1"), council.at);
    expect(stuck.cases).toEqual([]);
    // The executions of the table that is gone end when they wake, and change nothing.
    await council.advance("2026-12-17T10:00:00.000Z");
    expect(runningOf(council).filter((name) => before.includes(name))).toEqual([]);
    expect((await council.history(caseRef)).filter(({ facts }) => facts.why === "restored")).toHaveLength(
      before.filter((name) => name.startsWith(caseRef)).length,
    );
  });

  it("F39: finds in its daily run who is of another epoch, also when every sender was asked already", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.allocated();
    await council.advanceMinutes(1);
    await restored(council);
    await asked(council);
    expect(await council.reconcile("daily")).toMatchObject({ repairs: 1, leftOver: 0 });
    expect(runningOf(council)).toContain(`${caseRef}-support-stage-2-2`);
  });

  it("F39: goes by its limit again once every sender was asked", async () => {
    const council = await aCouncil();
    await restored(council);
    const refs: string[] = [];
    for (let n = 0; n < 13; n++) refs.push(await council.refer({ submissionId: `TEST-${n}` }));
    await asked(council);
    for (const ref of refs) await council.machines.abort(`${ref}-referral-triage-1-1`);
    expect(await council.reconcile()).toMatchObject({ repairs: 10, leftOver: 3 });
  });
});

describe("An execution whose name was used in hours that are gone", () => {
  it.each(["ended", "running"])(
    "F6, F39: and that is %s, is begun at once as the next attempt",
    async (state) => {
      const council = await aCouncil();
      const elsewhere = await aCouncil();
      const caseRef = await elsewhere.refer();
      const gone = `${caseRef}-referral-triage-1-1`;
      await council.machines.start("referral-triage", gone, {
        council: id,
        caseRef,
        wait: 1,
        rungs: ["gone"],
      });
      if (state === "ended") await council.machines.abort(gone);
      expect(await council.refer()).toBe(caseRef);
      expect((await council.case(caseRef)).episode).toMatchObject({ sequence: 1, attempt: 2 });
      expect((await council.case(caseRef)).backing).toMatchObject({ sequence: 1, attempt: 2 });
      expect((await council.history(caseRef)).map(({ facts }) => facts.why).filter(Boolean)).toEqual([
        "received",
        "name-taken",
      ]);
      expect(await council.document(caseRef)).toMatchObject({ owedIntents: [], owedHistory: [] });
    },
  );
});

describe("A mail that went in hours that are gone", () => {
  const letter = (reason: "needs-met" | "other-team-fits"): MailWanted => ({
    key: "referral-answered/R-0000000001",
    to: { role: "duty" },
    service: "community-support-team",
    message: { kind: "referral-answered", referralRef: "R-0000000001", outcome: "advised", reason },
  });
  /** The same council with the documents of before, and what happened outside of them. */
  async function afterwards(council: Council) {
    const next = await aCouncil();
    return { next, ports: { ...next.ports(), mailRecord: council.mailRecord } };
  }

  it("F39, I8: is not sent again by documents that do not know of it, and is settled under its message id", async () => {
    const council = await aCouncil();
    await wantMail(council.ports(), id, letter("needs-met"), council.at);
    const { next, ports } = await afterwards(council);
    expect(await wantMail(ports, id, letter("needs-met"), next.at)).toBe("sent");
    expect(next.mailer.sent).toEqual([]);
    const [{ key = "" } = {}] = council.mailer.sent;
    expect(await next.store.load({ council: id, kind: "mail", id: key })).toMatchObject({
      state: { status: "sent", messageId: "memory-1" },
      owedIntents: [],
    });
  });

  it("F39: is sent where it says something else now, because what they were told has changed", async () => {
    const council = await aCouncil();
    await wantMail(council.ports(), id, letter("needs-met"), council.at);
    const { next, ports } = await afterwards(council);
    await wantMail(ports, id, letter("other-team-fits"), next.at);
    expect(next.mailer.sent).toHaveLength(1);
  });

  it("F39: that could not be noted went all the same: it is settled, and the log says so", async () => {
    const council = await aCouncil();
    const mailRecord = { ...council.mailRecord, note: () => Promise.reject(new Error("Throttled")) };
    const ports = { ...council.ports(), mailRecord };
    expect(await wantMail(ports, id, letter("needs-met"), council.at)).toBe("sent");
    expect(council.reports).toMatchObject([{ problem: "sent-mail-not-noted", error: "Error" }]);
    expect(await council.store.owingSince(council.at)).toEqual([]);
  });

  it("F39: and that cannot be looked up waits, rather than going twice", async () => {
    const council = await aCouncil();
    const mailRecord = { ...council.mailRecord, sentAs: () => Promise.reject(new Error("Throttled")) };
    const ports = { ...council.ports(), mailRecord };
    expect(await wantMail(ports, id, letter("needs-met"), council.at)).toBe("not-sent");
    expect(council.mailer.sent).toEqual([]);
    await council.advanceMinutes(10);
    await council.sweep();
    expect(council.mailer.sent).toHaveLength(1);
  });
});
