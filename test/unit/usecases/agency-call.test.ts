import { describe, expect, it } from "vitest";
import { readMailEvents } from "#shared/contracts/mail-events.ts";
import type { AgencyCallEnded } from "#shared/contracts/requests/agency-call.ts";
import { plusMinutes } from "#shared/domain/calendar-day.ts";
import type { Referral } from "#shared/domain/referral.ts";
import { endAgencyCall } from "#shared/usecases/agency-call.ts";
import { referralKey } from "#shared/usecases/keys.ts";
import { noteMailEvent } from "#shared/usecases/note-mail-event.ts";
import type { OutsidePorts } from "#shared/usecases/ports.ts";
import { listOpenCases } from "#shared/usecases/read-cases.ts";
import { readReferralStanding } from "#shared/usecases/referral-standing.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { closedWithFriends } from "#test/support/leaving.ts";
import { aBounce, fromSns } from "#test/support/mail-events.ts";
import { actor, aPost, council as id } from "#test/support/staff.ts";

/** The form names the police, who are a partner without an address, and somebody who is no partner. */
const named = { agencies: [{ name: "Police" }, { name: "Margam Befrienders" }] };
const email = "liaison@police.example";
const writingToThePolice = (ports: OutsidePorts): OutsidePorts => ({
  ...ports,
  policies: ports.policies.map((policy) => ({
    ...policy,
    closure: { ...policy.closure, agencies: [{ id: "police", names: ["Police"], email }] },
  })),
});

/** Wednesday 11 November 2026: a case of anneke's and idris's is closed, and names two agencies. */
async function closed(council: Council, over: object = {}) {
  const caseRef = await council.allocated({ ...named, ...over });
  await closedWithFriends(council, caseRef);
  expect((await council.case(caseRef)).phase).toBe("closed");
  return { caseRef, referralRef: (await council.case(caseRef)).referralRef };
}
const stored = async (council: Council, referralRef: string) =>
  (await council.store.load<Referral>(referralKey(id, referralRef)))?.state;
async function standing(council: Council, referralRef: string) {
  const read = await readReferralStanding(council.ports(), actor("anneke"), referralRef, council.at);
  if (read.refused) throw new Error(`${referralRef} is not shown: ${read.refused.name}`);
  return read.found;
}
const says = (council: Council, referralRef: string, said: AgencyCallEnded) =>
  endAgencyCall(council.ports(), actor("anneke"), referralRef, said, council.at);
const tells = (council: Council, referralRef: string, agency: string, spokenAt = council.at) =>
  says(council, referralRef, { agency, outcome: "told", spokenAt, words: "Their desk knows." });
const asked = (council: Council, who: string) =>
  council.inbox(who).filter((subject) => /tell the agencies of case/i.test(subject));
const line = async (council: Council, reference: string, who = "anneke") =>
  (await listOpenCases(council.ports(), actor(who), council.at)).filter(
    (each) => each.reference === reference,
  );

/** Time passes, and the reconciler looks at its end: the call has no execution that would. */
async function until(council: Council, at: string): Promise<void> {
  await council.advance(at);
  await council.reconcile();
  await council.machines.settle();
}

describe("Agencies that a closed case names, and that have no address", () => {
  it("CST-19: are owed it by whoever had the case, who is asked at once and once, and it is in the open work", async () => {
    const council = await aCouncil();
    const { caseRef, referralRef } = await closed(council);
    const due = "2026-11-18T17:00:00.000Z";
    expect(await standing(council, referralRef)).toMatchObject({
      call: null,
      agencyCall: { owner: "anneke", due, agencies: [{ agency: "police" }, { agency: "agency-2" }] },
    });
    expect(await line(council, referralRef)).toMatchObject([
      { nextStep: "TellAgencies", phase: "to-be-told", owner: "anneke", due },
    ]);
    expect(asked(council, "anneke")).toEqual([`Please tell the agencies of case ${caseRef}`]);
    const { text = "" } = council.mailer.sent.find(({ subject }) => subject.includes("agencies of")) ?? {};
    expect(text).toContain(referralRef);
    expect(text).toContain("by Wednesday 18 November 2026 at 17:00");
    expect(text).not.toMatch(/Margam|police/i);
    expect(council.mailer.sent.filter(({ to }) => to.some((one) => one.includes("police")))).toEqual([]);
    // Nothing of the case itself ticks (I7).
    expect((await council.store.dueUntil(id)).map(({ key }) => key.id)).toEqual([referralRef]);
  });

  it("CST-19, I5: are never forgotten: the worker is chased, then the supervisor and the manager, for ever", async () => {
    const council = await aCouncil();
    const { caseRef } = await closed(council);
    await until(council, "2026-11-18T18:00:00.000Z");
    expect(asked(council, "anneke").slice(1)).toEqual([`Due today: tell the agencies of case ${caseRef}`]);
    expect([asked(council, "idris"), asked(council, "mira")]).toEqual([[], []]);
    await until(council, "2026-11-20T18:00:00.000Z");
    expect(asked(council, "idris")).toEqual([`Overdue: tell the agencies of case ${caseRef}`]);
    await until(council, "2026-11-25T18:00:00.000Z");
    expect(asked(council, "mira")).toEqual([`Overdue, please step in: tell the agencies of case ${caseRef}`]);
    const before = asked(council, "mira").length;
    await until(council, "2027-06-01T18:00:00.000Z");
    expect(asked(council, "mira").length).toBeGreaterThan(before);
  });

  it("X-03: are told by whoever stands in, where the worker is there no more", async () => {
    const council = await aCouncil();
    const { caseRef } = await closed(council);
    await council.place(aPost("anneke", "worker", { deputy: "bram", leavesOn: "2026-11-12" }));
    await until(council, "2026-11-18T18:00:00.000Z");
    expect(asked(council, "bram")).toEqual([`Due today: tell the agencies of case ${caseRef}`]);
    const [listed] = await listOpenCases(council.ports(), actor("mira"), council.at);
    expect(listed?.owner).toBe("bram");
  });

  it("CST-19, X-06: are each told when somebody says how it ended, in words that whoever may read the case can read", async () => {
    const council = await aCouncil();
    const { caseRef, referralRef } = await closed(council);
    await council.advanceMinutes(60);
    expect(await tells(council, referralRef, "police")).toMatchObject({
      found: { agencyCall: { agencies: [{ agency: "agency-2" }] } },
    });
    expect(await tells(council, referralRef, "police")).toMatchObject({ refused: { name: "no-call-owed" } });
    // The other is still owed, by the same day.
    expect(await line(council, referralRef)).toMatchObject([{ due: "2026-11-18T17:00:00.000Z" }]);
    const ended = await says(council, referralRef, {
      agency: "agency-2",
      outcome: "cannot-be-told",
      spokenAt: council.at,
      words: "It is wound up.",
    });
    expect(ended).toMatchObject({ found: { agencyCall: null } });
    expect(await council.store.dueUntil(id)).toEqual([]);
    const { agencyCalls, referrerCalls } = await council.read(caseRef);
    const at = { by: "anneke", at: council.at, spokenAt: council.at };
    expect(agencyCalls).toEqual([
      { agency: "police", outcome: "told", ...at, words: "Their desk knows." },
      { agency: "agency-2", outcome: "cannot-be-told", ...at, words: "It is wound up." },
    ]);
    expect(referrerCalls).toEqual([]);
    const history = await council.store.history(referralKey(id, referralRef));
    expect(JSON.stringify(history)).not.toContain("wound up");
    const before = asked(council, "anneke").length;
    await until(council, "2026-12-18T18:00:00.000Z");
    expect(asked(council, "anneke")).toHaveLength(before);
  });

  it("CST-19: were not told before the case had closed, nor in an hour that is still to come", async () => {
    const council = await aCouncil();
    const { referralRef } = await closed(council);
    const before = await stored(council, referralRef);
    expect(await tells(council, referralRef, "police", plusMinutes(council.at, -1))).toMatchObject({
      refused: { name: "no-call-owed-then", details: { since: council.at } },
    });
    expect(await tells(council, referralRef, "police", plusMinutes(council.at, 1))).toMatchObject({
      refused: { name: "not-yet" },
    });
    expect(await tells(council, referralRef, "probation")).toMatchObject({
      refused: { name: "no-call-owed" },
    });
    expect(await stored(council, referralRef)).toEqual(before);
  });

  it("A3: are owed one call, however often a mail to them is tried", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated(named);
    council.mailer.failNext(12);
    await closedWithFriends(council, caseRef);
    for (let n = 0; n < 20; n++) {
      await council.advanceMinutes(10);
      await council.sweep();
    }
    const { referralRef } = await council.case(caseRef);
    const toTell = (await stored(council, referralRef))?.agencyCall?.toTell ?? [];
    expect(toTell.map(({ agency }) => agency)).toEqual(["police", "agency-2"]);
    expect(asked(council, "anneke")).toHaveLength(1);
  });

  it("CST-07, CST-19: wait beside a referrer who is telephoned, and the earlier of the two is listed", async () => {
    const council = await aCouncil();
    const referrer = { name: "Odile Farrant", email: null, phone: "07700 900101" };
    const { referralRef } = await closed(council, { referrer });
    expect(await line(council, referralRef)).toMatchObject([
      { nextStep: "TelephoneReferrer", due: "2026-11-12T17:00:00.000Z" },
    ]);
    expect(await standing(council, referralRef)).toMatchObject({
      call: { owner: "duty" },
      agencyCall: { owner: "anneke" },
    });
    // Each is chased, whichever is listed.
    await until(council, "2026-11-18T18:00:00.000Z");
    expect(asked(council, "anneke")).toHaveLength(2);
    expect(council.inbox("duty-desk").join()).toMatch(/Overdue: telephone the referrer of/);
  });
});

describe("An agency whose mail about a closed case comes back", () => {
  const bounced = async (council: Council) => {
    const letter = council.mailer.sent.find(({ to }) => to.includes(email));
    if (!letter) throw new Error("No letter went to the police");
    for (const one of readMailEvents(fromSns(aBounce(letter))))
      await noteMailEvent(council.ports(), one, council.at);
  };
  const onePolice = { agencies: [{ name: "Police" }] };

  it("F37, CST-19: is owed it by whoever had the case, and the duty desk is not asked besides", async () => {
    const council = await aCouncil({ between: writingToThePolice });
    const { caseRef, referralRef } = await closed(council, onePolice);
    expect((await stored(council, referralRef))?.agencyCall).toBeUndefined();
    await council.advance("2026-11-13T12:00:00.000Z");
    await bounced(council);
    expect(await line(council, referralRef)).toMatchObject([
      { nextStep: "TellAgencies", owner: "anneke", due: "2026-11-20T17:00:00.000Z" },
    ]);
    expect(asked(council, "anneke")).toEqual([`Please tell the agencies of case ${caseRef}`]);
    expect(council.inbox("duty-desk").join()).not.toContain("an agency");
    expect((await council.history(caseRef)).map(({ type }) => type)).toContain("MailReturned");
    // Whoever spoke to them since the case closed has told them, also before the mail came back.
    expect(await tells(council, referralRef, "police", "2026-11-12T12:00:00.000Z")).toMatchObject({
      found: { agencyCall: null },
    });
    await bounced(council);
    expect((await stored(council, referralRef))?.agencyCall).toBeUndefined();
  });

  it("F37, I5: joins the agencies that wait already, and whoever owes it is asked once more", async () => {
    const council = await aCouncil({ between: writingToThePolice });
    const { caseRef, referralRef } = await closed(council);
    const due = "2026-11-18T17:00:00.000Z";
    expect(await line(council, referralRef)).toMatchObject([{ due }]);
    await council.advance("2026-11-13T12:00:00.000Z");
    await bounced(council);
    const { agencyCall } = await standing(council, referralRef);
    expect(agencyCall?.due).toBe(due);
    expect(agencyCall?.agencies.map(({ agency }) => agency)).toEqual(["agency-2", "police"]);
    const subject = `Please tell the agencies of case ${caseRef}`;
    expect(asked(council, "anneke")).toEqual([subject, subject]);
  });
});
