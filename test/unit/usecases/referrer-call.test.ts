import { describe, expect, it } from "vitest";
import { readMailEvents } from "#shared/contracts/mail-events.ts";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import { relationships } from "#shared/domain/needs.ts";
import type { Referral } from "#shared/domain/referral.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { sayOutcome } from "#shared/usecases/commitments.ts";
import { referralKey } from "#shared/usecases/keep-referral.ts";
import { noteMailEvent } from "#shared/usecases/note-mail-event.ts";
import { listOpenCases, readCase } from "#shared/usecases/read-cases.ts";
import { endCall, oweCall, readReferralStanding } from "#shared/usecases/referrer-call.ts";
import { restrictCase } from "#shared/usecases/restrict-case.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { closedWithFriends } from "#test/support/leaving.ts";
import { aBounce, fromSns } from "#test/support/mail-events.ts";
import { actor, council as id } from "#test/support/staff.ts";

/** Left a number and no address. */
const byTelephone = { referrer: { name: "Odile Farrant", email: null, phone: "07700 900101" } };
const told = { outcome: "told", words: "She knows, and thanks us." } as const;
const call = (council: Council, who = "duty-desk") =>
  council.inbox(who).filter((subject) => /telephone the referrer of R-/.test(subject));

/** Time passes, and the reconciler looks at its end: the call has no execution that would. */
async function until(council: Council, at: string): Promise<void> {
  await council.advance(at);
  await council.reconcile();
  await council.machines.settle();
}

/** Wednesday 11 November 2026: nobody can be helped, and the referrer cannot be written to. */
async function advised(council: Council, over: object = {}) {
  const caseRef = await council.refer({ ...byTelephone, ...over });
  await council.decide(caseRef, { decision: "advise", reason: "needs-met" });
  return { caseRef, referralRef: (await council.case(caseRef)).referralRef };
}
/** Allocated, and told by telephone that we have the referral: what comes of it is still to be told. */
async function kept(council: Council, over: object = {}) {
  const caseRef = await council.refer({ ...byTelephone, ...over });
  await council.decide(caseRef, { decision: "allocate", worker: "anneke", supervisor: "idris" });
  const held = await council.case(caseRef);
  const promise = commitmentsOf(held).find(({ kind }) => kind === "referrer-call");
  const said = { outcome: "kept", words: "She knows that we have it." } as const;
  await sayOutcome(council.ports(), actor("mira"), caseRef, promise?.id ?? 0, said, council.at);
  await council.machines.settle();
  return { caseRef, referralRef: held.referralRef };
}
const stored = async (council: Council, referralRef: string) =>
  (await council.store.load<Referral>(referralKey(id, referralRef)))?.state;

describe("A referrer who cannot be written to", () => {
  it("CST-07, I5: is still owed the outcome when the case is over, and the desk, then others, are chased for it", async () => {
    const council = await aCouncil();
    const { referralRef } = await advised(council);
    expect(
      await readReferralStanding(council.ports(), actor("duty-desk"), referralRef, council.at),
    ).toMatchObject({
      found: { call: { owner: "duty", due: "2026-11-12T17:00:00.000Z" } },
    });
    const list = await listOpenCases(council.ports(), actor("duty-desk"), council.at);
    expect(list.filter(({ reference }) => reference === referralRef)).toMatchObject([
      { nextStep: "TelephoneReferrer", owner: "duty", due: "2026-11-12T17:00:00.000Z" },
    ]);
    await until(council, "2026-11-12T18:00:00.000Z");
    expect(call(council)).toEqual([`Due today: telephone the referrer of ${referralRef}`]);
    await until(council, "2026-11-16T18:00:00.000Z");
    expect(call(council, "mira")).toEqual([`Overdue: telephone the referrer of ${referralRef}`]);
    // It never gives up.
    const before = call(council, "mira").length;
    await until(council, "2027-03-01T18:00:00.000Z");
    expect(call(council, "mira").length).toBeGreaterThan(before);
  });

  it("CST-07: is chased no more once somebody says that they know, whose words stay with the referral", async () => {
    const council = await aCouncil();
    const { caseRef, referralRef } = await advised(council);
    const end = () => endCall(council.ports(), actor("duty-desk"), referralRef, told, council.at);
    expect(await end()).toMatchObject({ found: { reference: referralRef, call: null } });
    expect(await end()).toMatchObject({ refused: { name: "no-call-owed" } });
    const history = await council.store.history(referralKey(id, referralRef));
    const said = history.find(({ type }) => type === "ReferrerCallEnded");
    expect(said).toMatchObject({ by: "duty-desk", facts: { as: "told" } });
    expect(await council.store.content(referralKey(id, referralRef), String(said?.facts.content))).toContain(
      told.words,
    );
    expect(JSON.stringify(history)).not.toContain("thanks");
    const read = await readCase(council.ports(), actor("idris"), caseRef, undefined, council.at);
    expect(read).toMatchObject({
      found: { referrerCalls: [{ outcome: "told", by: "duty-desk", words: told.words }] },
    });
    await until(council, "2026-12-01T18:00:00.000Z");
    expect(call(council)).toEqual([]);
    expect(await council.store.dueUntil(id)).toEqual([]);
  });

  it("A3, F8: is owed one call for one letter, however often its mail is tried", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer(byTelephone);
    council.mailer.failNext(12);
    await council.decide(caseRef, { decision: "advise", reason: "needs-met" });
    const { referralRef } = await council.case(caseRef);
    const before = council.mailer.sent.length;
    await council.advanceMinutes(10);
    await council.sweep();
    await endCall(council.ports(), actor("duty-desk"), referralRef, told, council.at);
    for (let n = 0; n < 20; n++) {
      await council.advanceMinutes(10);
      await council.sweep();
    }
    expect(council.mailer.sent.length).toBeGreaterThan(before);
    expect((await stored(council, referralRef))?.call).toBeUndefined();
  });

  it("CST-07: is called by the promise of the open case while there is one", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer(byTelephone);
    await council.decide(caseRef, { decision: "allocate", worker: "anneke", supervisor: "idris" });
    const { referralRef } = await council.case(caseRef);
    expect((await stored(council, referralRef))?.call).toBeUndefined();
  });

  it("X-05: of a restricted case is the manager's to call, and nobody else finds the referral", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer({ ...byTelephone });
    const why = { reason: "domestic-abuse", words: "Her brother works here.", named: [] } as const;
    await restrictCase(council.ports(), actor("mira"), caseRef, why, council.at);
    await council.decide(caseRef, { decision: "advise", reason: "needs-met" });
    const { referralRef } = await council.case(caseRef);
    const as = (who: string) => readReferralStanding(council.ports(), actor(who), referralRef, council.at);
    expect(await as("mira")).toMatchObject({ found: { call: { owner: "manager" } } });
    expect(await as("duty-desk")).toMatchObject({ refused: { name: "not-found" } });
    // The desk that cannot open it is not asked to, neither at once nor later; it was when the referral came.
    const asked = (who: string) =>
      council
        .inbox(who)
        .filter((subject) => subject === `Referral ${referralRef}: please telephone the referrer`);
    expect([asked("duty-desk").length, asked("mira").length]).toEqual([1, 1]);
    await until(council, "2026-11-16T18:00:00.000Z");
    expect(call(council)).toEqual([]);
    expect(call(council, "mira").length).toBeGreaterThan(0);
  });

  it("I5, L3: after an outage everybody whom a rung named is told, and each once", async () => {
    const council = await aCouncil();
    await advised(council);
    // From before the due day to past the last step, nothing looked.
    await until(council, "2026-11-20T18:00:00.000Z");
    expect([call(council).length, call(council, "mira").length, call(council, "juno").length]).toEqual([
      1, 1, 1,
    ]);
  });

  it("X-05: becomes the manager's to call where the case is restricted afterwards", async () => {
    const council = await aCouncil();
    const { caseRef, referralRef } = await kept(council);
    const letter = { key: "ended", message: { kind: "support-ended", referralRef } } as const;
    await oweCall(council.ports(), id, referralRef, { ...letter, told: letter.message }, council.at);
    expect((await stored(council, referralRef))?.call?.owner).toBe("duty");
    const why = { reason: "domestic-abuse", words: "Her brother works here.", named: [] } as const;
    await restrictCase(council.ports(), actor("mira"), caseRef, why, council.at);
    await until(council, "2026-11-12T18:00:00.000Z");
    expect((await stored(council, referralRef))?.call?.owner).toBe("manager");
    expect([call(council), call(council, "mira").length]).toEqual([[], 1]);
  });

  it.each(relationships)("X-05: hears by telephone what a letter would say, and no more: %s", async (who) => {
    const council = await aCouncil();
    const { referralRef } = await advised(council, { relationship: who });
    const mayKnow = policy.referral.tellOutcomeTo.some((one) => one === who);
    expect((await stored(council, referralRef))?.call).toMatchObject({ owner: "duty" });
    await until(council, "2026-11-16T18:00:00.000Z");
    const texts = council.mailer.sent.filter(({ subject }) =>
      /elephone the referrer of R-|please telephone/.test(subject),
    );
    // The first only says that somebody has referred.
    const outcome = texts.slice(1).map(({ text }) => text);
    expect(outcome.length).toBeGreaterThan(2);
    for (const text of outcome)
      expect(text.includes("say only that the referral was considered")).toBe(!mayKnow);
  });

  it("X-05: is owed no call about what they may not hear of at all", async () => {
    const council = await aCouncil();
    const { caseRef, referralRef } = await kept(council, { relationship: "family" });
    await closedWithFriends(council, caseRef);
    expect((await council.case(caseRef)).phase).toBe("closed");
    expect((await stored(council, referralRef))?.call).toBeUndefined();
  });

  it("F37, CST-07: is owed the outcome where its letter came back, though the case is over", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    await council.decide(caseRef, { decision: "advise", reason: "needs-met" });
    const { referralRef } = await council.case(caseRef);
    const letter = council.mailer.sent.find(({ subject }) =>
      subject.startsWith(`Your referral ${referralRef}`),
    );
    if (!letter) throw new Error("No letter went");
    for (const one of readMailEvents(fromSns(aBounce(letter))))
      await noteMailEvent(council.ports(), one, council.at);
    expect((await stored(council, referralRef))?.call).toMatchObject({ owner: "duty" });
  });

  it("X-06: is found by the reference of the referral, and whoever looks is written down", async () => {
    const council = await aCouncil();
    const { caseRef, referralRef } = await advised(council);
    const found = await readReferralStanding(council.ports(), actor("idris"), referralRef, council.at);
    expect(found).toMatchObject({ found: { reference: referralRef, caseRef } });
    expect(await council.store.accesses(referralKey(id, referralRef))).toMatchObject([
      { by: "idris", what: "referral" },
    ]);
    const nobody = await readReferralStanding(council.ports(), actor("idris"), "R-0000000000", council.at);
    expect(nobody).toMatchObject({ refused: { name: "not-found" } });
  });
});
