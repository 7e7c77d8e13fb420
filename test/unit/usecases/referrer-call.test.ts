import { describe, expect, it } from "vitest";
import { readMailEvents } from "#shared/contracts/mail-events.ts";
import { plusMinutes } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import type { MailMessage } from "#shared/domain/mail-message.ts";
import { relationships } from "#shared/domain/needs.ts";
import type { Referral } from "#shared/domain/referral.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { sayOutcome } from "#shared/usecases/commitments.ts";
import { compose } from "#shared/usecases/compose.ts";
import { referralKey } from "#shared/usecases/keys.ts";
import { wantMail } from "#shared/usecases/mail.ts";
import { noteMailEvent } from "#shared/usecases/note-mail-event.ts";
import { listOpenCases, readCase } from "#shared/usecases/read-cases.ts";
import { readReferralStanding } from "#shared/usecases/referral-standing.ts";
import { endCall, oweCall } from "#shared/usecases/referrer-call.ts";
import { liftRestriction, restrictCase } from "#shared/usecases/restrict-case.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { closedWithFriends } from "#test/support/leaving.ts";
import { aBounce, fromSns } from "#test/support/mail-events.ts";
import { acute } from "#test/support/referrals.ts";
import { actor, council as id } from "#test/support/staff.ts";

/** Left a number and no address. */
const byTelephone = { referrer: { name: "Odile Farrant", email: null, phone: "07700 900101" } };
/** They spoke just now, where nothing else is said. */
const told = (spokenAt: string) =>
  ({ outcome: "told", spokenAt, words: "She knows, and thanks us." }) as const;
const call = (council: Council, who = "duty-desk") =>
  council.inbox(who).filter((subject) => /telephone the referrer of R-/.test(subject));

/** Time passes, and the reconciler looks at its end: the call has no execution that would. */
async function until(council: Council, at: string): Promise<void> {
  await council.advance(at);
  await council.reconcile();
  await council.machines.settle();
}

const promised = (held: Case) => commitmentsOf(held).filter(({ kind }) => kind === "referrer-call");

/** Wednesday 11 November 2026: nobody can be helped, and the referrer cannot be written to. */
async function advised(council: Council, over: object = {}) {
  const caseRef = await council.refer({ ...byTelephone, ...over });
  await council.decide(caseRef, { decision: "advise", reason: "needs-met" });
  return { caseRef, referralRef: (await council.case(caseRef)).referralRef };
}
/** Allocated, and told so by telephone: what comes of it is still to be told. */
async function kept(council: Council, over: object = {}) {
  const caseRef = await council.refer({ ...byTelephone, ...over });
  await council.decide(caseRef, { decision: "allocate", worker: "anneke", supervisor: "idris" });
  const { referralRef } = await council.case(caseRef);
  await endCall(council.ports(), actor("mira"), referralRef, told(council.at), council.at);
  await council.machines.settle();
  await council.advanceMinutes(1);
  return { caseRef, referralRef };
}
/** A letter that says that the support has ended cannot be written; `told` is what it may say. */
const support = (council: Council, referralRef: string, key: string, told?: MailMessage) => {
  const message = { kind: "support-ended", referralRef } as const;
  const letter = { key, message, told: told ?? message, wantedAt: council.at };
  return oweCall(council.ports(), id, referralRef, letter, council.at);
};
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
    const end = () => endCall(council.ports(), actor("duty-desk"), referralRef, told(council.at), council.at);
    expect(await end()).toMatchObject({ found: { reference: referralRef, call: null } });
    expect(await end()).toMatchObject({ refused: { name: "no-call-owed" } });
    const history = await council.store.history(referralKey(id, referralRef));
    const said = history.find(({ type }) => type === "ReferrerCallEnded");
    expect(said).toMatchObject({ by: "duty-desk", facts: { as: "told" } });
    expect(await council.store.content(referralKey(id, referralRef), String(said?.facts.content))).toContain(
      "thanks us",
    );
    expect(JSON.stringify(history)).not.toContain("thanks");
    const read = await readCase(council.ports(), actor("idris"), caseRef, undefined, council.at);
    expect(read).toMatchObject({
      found: {
        referrerCalls: [
          { outcome: "told", by: "duty-desk", spokenAt: council.at, words: told(council.at).words },
        ],
      },
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
    await council.advanceMinutes(10);
    await council.sweep();
    const before = council.mailer.sent.length;
    await endCall(council.ports(), actor("duty-desk"), referralRef, told(council.at), council.at);
    for (let n = 0; n < 20; n++) {
      await council.advanceMinutes(10);
      await council.sweep();
    }
    expect((await stored(council, referralRef))?.call).toBeUndefined();
    // Whoever was told meanwhile is not asked for any more.
    expect(council.mailer.sent).toHaveLength(before);
    expect(await council.store.owingSince(council.at)).toEqual([]);
  });

  it.each(["family", "professional"])(
    "CST-05, CST-07: is called where the alert was confirmed before anybody had telephoned: %s",
    async (relationship) => {
      const council = await aCouncil();
      const caseRef = await council.refer({ ...byTelephone, ...acute, relationship });
      expect((await council.confirm(caseRef)).refused).toBeUndefined();
      await council.machines.settle();
      const { referralRef } = await council.case(caseRef);
      const owed = (await stored(council, referralRef))?.call;
      expect(owed).toMatchObject({ owner: "duty" });
      // Family hears that it was considered, and not by whom the person is looked after now.
      expect(owed?.considered === true).toBe(relationship === "family");
      await until(council, "2026-11-12T18:00:00.000Z");
      expect(call(council).length).toBeGreaterThan(0);
    },
  );

  it("CST-07: is called by the promise of the open case while nothing was decided", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer({ ...byTelephone, ...acute });
    const held = await council.case(caseRef);
    expect(commitmentsOf(held).filter(({ kind }) => kind === "acute-call")).toHaveLength(1);
    expect(promised(held)).toEqual([]);
    expect((await stored(council, held.referralRef))?.call).toBeUndefined();
  });

  it("CST-07: is owed the outcome in its place where it is allocated before anybody telephoned", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer(byTelephone);
    await council.decide(caseRef, { decision: "allocate", worker: "anneke", supervisor: "idris" });
    await council.machines.settle();
    const held = await council.case(caseRef);
    expect(promised(held)).toEqual([]);
    expect((await stored(council, held.referralRef))?.call).toMatchObject({ owner: "duty" });
    await until(council, "2026-11-16T18:00:00.000Z");
    expect(call(council, "mira")).toEqual([`Overdue: telephone the referrer of ${held.referralRef}`]);
  });

  it("CST-07: is owed a deferral besides the promise, whatever became of that", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer(byTelephone);
    await council.advance("2026-11-17T10:30:00.000Z");
    const later = { decision: "defer", until: "2026-11-24", reason: "more-information" } as const;
    expect((await council.decide(caseRef, later)).refused).toBeUndefined();
    await council.machines.settle();
    const held = await council.case(caseRef);
    expect(promised(held)).toHaveLength(1);
    const said = { outcome: "not-kept", words: "Her number is dead." } as const;
    await sayOutcome(council.ports(), actor("mira"), caseRef, promised(held)[0]?.id ?? 0, said, council.at);
    expect((await stored(council, held.referralRef))?.call).toMatchObject({ owner: "duty" });
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

  describe("whose case is restricted while a call is open", () => {
    const why = { reason: "domestic-abuse", words: "Her brother works here.", named: [] } as const;
    /** The support of a case of anneke's has ended in a letter that cannot be written; the duty desk owes the call. */
    async function owed() {
      const council = await aCouncil();
      const { caseRef, referralRef } = await kept(council);
      await support(council, referralRef, "ended");
      expect((await stored(council, referralRef))?.call?.owner).toBe("duty");
      return { council, caseRef, referralRef };
    }
    const restricted = (council: Council, caseRef: string) =>
      restrictCase(council.ports(), actor("mira"), caseRef, why, council.at);
    const lifted = (council: Council, caseRef: string) => {
      const safe = { reason: "danger-has-passed", words: "He has moved away." } as const;
      return liftRestriction(council.ports(), actor("mira"), caseRef, safe, council.at);
    };
    const owner = async (council: Council, reference: string, who: string) =>
      (await listOpenCases(council.ports(), actor(who), council.at)).find(
        (line) => line.reference === reference,
      )?.owner;

    it("X-05: becomes the manager's to call at once, who is told, and no line of the desk's list is left", async () => {
      const { council, caseRef, referralRef } = await owed();
      expect(await owner(council, referralRef, "duty-desk")).toBe("duty");
      await restricted(council, caseRef);
      expect(await owner(council, referralRef, "mira")).toBe("manager");
      expect(await owner(council, referralRef, "duty-desk")).toBeUndefined();
      expect(call(council, "mira")).toEqual([`Soon due: telephone the referrer of ${referralRef}`]);
      // The reconciler finds nothing left to do, and the desk is not chased for what it cannot see.
      await until(council, "2026-11-12T18:00:00.000Z");
      expect([call(council), call(council, "mira").length]).toEqual([[], 2]);
      const history = await council.store.history(referralKey(id, referralRef));
      expect(history.filter(({ type }) => type === "ReferrerCallPassedOn")).toHaveLength(1);
    });

    it("X-05: goes back to the duty desk at once where the restriction is lifted", async () => {
      const { council, caseRef, referralRef } = await owed();
      await restricted(council, caseRef);
      await council.advanceMinutes(5);
      expect((await lifted(council, caseRef)).refused).toBeUndefined();
      for (const who of ["mira", "duty-desk"]) expect(await owner(council, referralRef, who)).toBe("duty");
      expect(call(council)).toEqual([`Soon due: telephone the referrer of ${referralRef}`]);
    });

    it("I5, X-05: is told as the desk before was told last, where the call is late", async () => {
      const { council, caseRef, referralRef } = await owed();
      await until(council, "2026-11-12T18:00:00.000Z");
      await restricted(council, caseRef);
      expect(call(council, "mira")).toEqual([`Due today: telephone the referrer of ${referralRef}`]);
    });

    it("A3, F5: is passed on by the sweep, where it could not be at once", async () => {
      const { council, caseRef, referralRef } = await owed();
      let isDown = true;
      const { store, ...ports } = council.ports();
      const replace: typeof store.replace = async (document) => {
        if (isDown && document.key.kind === "referral") throw new Error("The store is down");
        return store.replace(document);
      };
      const failing = compose({ ...ports, store: { ...store, replace } });
      await restrictCase(failing, actor("mira"), caseRef, why, council.at);
      isDown = false;
      expect(await owner(council, referralRef, "mira")).toBe("duty");
      expect(await owner(council, referralRef, "duty-desk")).toBeUndefined();
      await council.advanceMinutes(10);
      await council.sweep();
      expect(await owner(council, referralRef, "mira")).toBe("manager");
    });

    it("CST-07: changes nothing where no call is open", async () => {
      const council = await aCouncil();
      const { caseRef, referralRef } = await kept(council);
      const before = await stored(council, referralRef);
      await restricted(council, caseRef);
      expect(await stored(council, referralRef)).toEqual(before);
    });
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

  it("X-05, F37: hears no more by telephone than the letter said that came back", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer({ relationship: "family" });
    await council.decide(caseRef, { decision: "advise", reason: "needs-met" });
    const letter = council.mailer.sent.find(({ subject }) => subject.includes("we have considered it"));
    if (!letter) throw new Error("No letter went");
    for (const one of readMailEvents(fromSns(aBounce(letter))))
      await noteMailEvent(council.ports(), one, council.at);
    const { subject, text } = council.mailer.sent.at(-1) ?? {};
    expect(subject).toMatch(/please telephone the referrer/);
    expect(text).toContain("say only that the referral was considered");
  });

  describe("of whom a second outcome comes while a call is open", () => {
    /** Advised at 10:42; at 11:42 there is more to tell. */
    async function twoOutcomes(council: Council) {
      const { referralRef } = await advised(council);
      const first = council.at;
      await council.advanceMinutes(60);
      await support(council, referralRef, "ended");
      const second = council.at;
      await council.advanceMinutes(60);
      return { referralRef, first, second };
    }
    const ends = (council: Council, referralRef: string, spokenAt: string) =>
      endCall(council.ports(), actor("duty-desk"), referralRef, told(spokenAt), council.at);

    it("CST-07: is owed one call, and whoever speaks to them after both has told them both", async () => {
      const council = await aCouncil();
      const { referralRef, second } = await twoOutcomes(council);
      const read = await readReferralStanding(council.ports(), actor("duty-desk"), referralRef, council.at);
      expect(read).toMatchObject({
        found: { call: { due: "2026-11-12T17:00:00.000Z", latestOutcomeAt: second } },
      });
      const list = await listOpenCases(council.ports(), actor("duty-desk"), council.at);
      expect(list.filter(({ reference }) => reference === referralRef)).toHaveLength(1);
      expect(await ends(council, referralRef, second)).toMatchObject({ found: { call: null } });
    });

    it("CST-07, I5: is owed another call for the second, where they were spoken to before it came", async () => {
      const council = await aCouncil();
      const { referralRef, first, second } = await twoOutcomes(council);
      // Recorded two days later, when the first call was late already.
      await until(council, "2026-11-13T12:00:00.000Z");
      const before = call(council).length;
      const ended = await ends(council, referralRef, plusMinutes(first, 30));
      expect(ended).toMatchObject({
        found: { call: { due: "2026-11-16T17:00:00.000Z", rungsReached: 0, latestOutcomeAt: second } },
      });
      const history = await council.store.history(referralKey(id, referralRef));
      expect(history.map(({ type }) => type).slice(1)).toEqual([
        "ReferrerCallOwed",
        "ReferrerCallAddedTo",
        "ReferrerCallRungReached",
        "ReferrerCallEnded",
        "ReferrerCallOwed",
      ]);
      expect(history.at(-2)?.facts).toMatchObject({ as: "told", spokenAt: plusMinutes(first, 30) });
      // What was said once more ends nothing twice.
      expect(await ends(council, referralRef, plusMinutes(first, 30))).toMatchObject({
        refused: { name: "no-call-owed-then", details: { since: second } },
      });
      await until(council, "2026-11-16T18:00:00.000Z");
      expect(call(council).slice(before)).toEqual([`Due today: telephone the referrer of ${referralRef}`]);
      expect(await ends(council, referralRef, second)).toMatchObject({ found: { call: null } });
      expect(await council.store.dueUntil(id)).toEqual([]);
    });

    it("CST-07: who could not be reached before it came is still to be told of it", async () => {
      const council = await aCouncil();
      const { referralRef, first } = await twoOutcomes(council);
      const said = { ...told(first), outcome: "cannot-be-told" } as const;
      const ended = await endCall(council.ports(), actor("duty-desk"), referralRef, said, council.at);
      expect(ended).toMatchObject({ found: { call: { owner: "duty" } } });
    });

    it("CST-07: was not told before there was anything to tell, nor in an hour that is still to come", async () => {
      const council = await aCouncil();
      const { referralRef, first } = await twoOutcomes(council);
      const before = await stored(council, referralRef);
      expect(await ends(council, referralRef, plusMinutes(first, -1))).toMatchObject({
        refused: { name: "no-call-owed-then", details: { since: first } },
      });
      expect(await ends(council, referralRef, plusMinutes(council.at, 1))).toMatchObject({
        refused: { name: "not-yet" },
      });
      expect(await stored(council, referralRef)).toEqual(before);
    });

    it("X-05: hears no more than that it was considered, where that is all that one of the letters would say", async () => {
      const council = await aCouncil();
      const { referralRef, first, second } = await twoOutcomes(council);
      expect((await stored(council, referralRef))?.call?.considered).toBeUndefined();
      const considered = { kind: "referral-considered", referralRef } as const;
      expect(await support(council, referralRef, "again", considered)).toMatchObject({ considered: true });
      expect(await support(council, referralRef, "and again")).toMatchObject({ considered: true });
      await until(council, "2026-11-12T18:00:00.000Z");
      expect(council.mailer.sent.at(-1)?.text).toContain("say only that the referral was considered");
      // What is left after they were told the others is still the one that says no more.
      expect(await ends(council, referralRef, second)).toMatchObject({
        found: { call: { considered: true } },
      });
      expect(first < second).toBe(true);
    });

    it("F37: of a letter that came back is told whoever was spoken to after it was written", async () => {
      const council = await aCouncil();
      const { referralRef, first } = await twoOutcomes(council);
      const message = { kind: "support-ended", referralRef } as const;
      const back = { key: "came back", message, told: message, wantedAt: plusMinutes(first, -60) };
      await oweCall(council.ports(), id, referralRef, back, council.at);
      expect(await ends(council, referralRef, plusMinutes(first, -30))).toMatchObject({
        found: { call: { owner: "duty" } },
      });
    });

    it("A9: a call that was owed before outcomes had instants ends as it did, and what came since is told apart", async () => {
      const council = await aCouncil();
      const { referralRef } = await advised(council);
      const document = await council.store.load<Referral>(referralKey(id, referralRef));
      if (!document?.state.call) throw new Error("No call is owed");
      const { toTell: _, ...old } = document.state.call;
      const state = { ...document.state, call: old };
      await council.store.replace({ ...document, version: document.version + 1, state });
      const shown = await readReferralStanding(council.ports(), actor("duty-desk"), referralRef, council.at);
      expect(shown).toMatchObject({ found: { call: { latestOutcomeAt: null } } });
      await council.advanceMinutes(60);
      await support(council, referralRef, "ended");
      const spokenAt = "2026-11-10T09:00:00.000Z";
      expect(await ends(council, referralRef, spokenAt)).toMatchObject({
        found: { call: { latestOutcomeAt: council.at } },
      });
      expect(await ends(council, referralRef, council.at)).toMatchObject({ found: { call: null } });
    });
  });

  describe("of whom a letter comes back", () => {
    const asked = (council: Council) =>
      council.inbox("duty-desk").filter((subject) => /please telephone the referrer$/.test(subject)).length;
    const bounced = async (council: Council, subject: RegExp) => {
      const letter = council.mailer.sent.findLast((mail) => subject.test(mail.subject));
      if (!letter) throw new Error(`No letter went that says ${subject}`);
      for (const one of readMailEvents(fromSns(aBounce(letter))))
        await noteMailEvent(council.ports(), one, council.at);
    };
    const minute = (council: Council, begins: string, n: number) => council.advance(plusMinutes(begins, n));

    interface Order {
      /** Minutes after the first answer, whose letter came back: when the second outcome was decided, and its letter went. */
      readonly decided: number;
      readonly went?: number;
      readonly cameBack: number;
      readonly outcome?: "told" | "cannot-be-told";
    }
    /** They are spoken to an hour after the first answer, which is written down an hour later. */
    async function lived({ decided, went = decided, cameBack, outcome = "told" }: Order) {
      const council = await aCouncil();
      const caseRef = await council.refer();
      await council.decide(caseRef, { decision: "advise", reason: "needs-met" });
      const { referralRef } = await council.case(caseRef);
      const begins = council.at;
      await minute(council, begins, 10);
      await bounced(council, /our advice/);
      const goes = async () => {
        await minute(council, begins, went);
        const message = { kind: "support-ended", referralRef } as const;
        const letter = {
          key: `${referralRef}/second`,
          to: { referrerOf: referralRef },
          service: policy.service,
        };
        const since = plusMinutes(begins, decided);
        await wantMail(council.ports(), id, { ...letter, message }, council.at, since);
      };
      const writtenDown = async () => {
        await minute(council, begins, 120);
        const said = { ...told(plusMinutes(begins, 60)), outcome };
        await endCall(council.ports(), actor("duty-desk"), referralRef, said, council.at);
      };
      const returns = async () => {
        await minute(council, begins, cameBack);
        await bounced(council, /support has ended/);
      };
      const steps = [
        { at: went, step: goes },
        { at: 120, step: writtenDown },
        { at: cameBack, step: returns },
      ];
      for (const { step } of steps.toSorted((one, other) => one.at - other.at)) await step();
      const history = await council.store.history(referralKey(id, referralRef));
      const call = (await stored(council, referralRef))?.call;
      return { council, caseRef, begins, call, history: history.map(({ type }) => type), again: returns };
    }

    it.each([
      ["decided before they spoke, and back before that is written down", { decided: 30, cameBack: 100 }],
      ["decided before they spoke, and back when that is written down", { decided: 30, cameBack: 140 }],
      ["decided before they spoke, and went and back after", { decided: 30, went: 70, cameBack: 140 }],
      ["decided as they spoke", { decided: 60, cameBack: 140 }],
    ])("F37, CST-07: were told what it says by who spoke to them: %s", async (_order, order) => {
      const { council, call, caseRef, history, again } = await lived(order);
      expect(call).toBeUndefined();
      expect(history.filter((type) => type === "ReferrerCallOwed")).toHaveLength(1);
      expect(await council.store.dueUntil(id)).toEqual([]);
      // It is noted, and where the call was over, nobody is asked to telephone for nothing.
      const notes = (await council.history(caseRef)).filter(({ type }) => type === "MailReturned");
      expect(notes).toHaveLength(2);
      const wasOver = order.cameBack > 120;
      expect(asked(council)).toBe(wasOver ? 1 : 2);
      expect(history.includes("ReferrerCallHadTold")).toBe(wasOver);
      expect(notes[1]?.facts.isSeenTo === true).toBe(wasOver);
      await again();
      expect(asked(council)).toBe(wasOver ? 1 : 2);
      expect(await council.store.dueUntil(id)).toEqual([]);
    });

    it.each([
      ["back before it is written down that they spoke", { decided: 61, cameBack: 100 }],
      ["back when that is written down", { decided: 61, cameBack: 140 }],
      ["went when that is written down", { decided: 61, went: 130, cameBack: 140 }],
    ])("F37, CST-07, I5: are owed what was decided after they spoke: %s", async (_order, order) => {
      const { council, begins, call, history } = await lived(order);
      expect(call).toMatchObject({ owner: "duty", toTell: [{ cameAt: plusMinutes(begins, 61) }] });
      expect(history).not.toContain("ReferrerCallHadTold");
      expect(asked(council)).toBe(2);
      await until(council, "2026-11-12T18:00:00.000Z");
      expect(call && (await council.store.dueUntil(id))).toHaveLength(1);
    });

    it("F37, CST-07: are owed what was decided before somebody tried and could not tell them anything", async () => {
      const { call } = await lived({ decided: 30, cameBack: 140, outcome: "cannot-be-told" });
      expect(call).toMatchObject({ owner: "duty" });
    });
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
