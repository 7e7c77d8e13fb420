import { describe, expect, test } from "vitest";
import type { Absence } from "#shared/domain/absence.ts";
import type { StaffMember } from "#shared/domain/roster.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { announceCover } from "#shared/usecases/announce-cover.ts";
import { endClosure, requestClosure } from "#shared/usecases/close-case.ts";
import { answerHandover, giveCase } from "#shared/usecases/hand-over.ts";
import { listOpenCases, readCase } from "#shared/usecases/read-cases.ts";
import { readMeeting } from "#shared/usecases/read-meeting.ts";
import { readMinutes } from "#shared/usecases/read-minutes.ts";
import { readOperation } from "#shared/usecases/read-operation.ts";
import { overrideRestriction, restrictCase } from "#shared/usecases/restrict-case.ts";
import { calendarOfMine } from "#shared/usecases/review-calendar.ts";
import { declareConflict } from "#shared/usecases/roster.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { outcomesRecorded } from "#test/support/leaving.ts";
import { emergency, winston } from "#test/support/referrals.ts";
import { alike, find } from "#test/support/same-person.ts";
import { actor } from "#test/support/staff.ts";

const tuesday = "2026-11-17T11:00:00.000Z";

const who = (council: Council, staffId: string) => actor(staffId, council.roster);
/** Somebody's post as it is, with something changed. */
async function changed(council: Council, staffId: string, over: Partial<StaffMember>) {
  const member = council.roster.find((each) => each.staffId === staffId);
  if (!member) throw new Error(`There is no ${staffId}`);
  await council.place({ ...member, ...over });
}
const inConflict = (council: Council, staffId: string, caseRef: string) =>
  changed(council, staffId, { conflicts: [{ id: "K-1", kind: "family", caseRef }] });
const leave: Absence = {
  id: "A-1",
  version: 1,
  kind: "leave",
  from: "2026-11-16",
  until: "2026-12-11",
  cover: null,
};
const away = (council: Council, staffId: string) => changed(council, staffId, { absences: [leave] });

const read = async (council: Council, caseRef: string, by: string) =>
  (await readCase(council.ports(), who(council, by), caseRef, "urgent-safety", council.at)).refused;
const restrict = async (council: Council, caseRef: string, named: readonly string[] = []) => {
  const why = { reason: "known-to-staff", words: "A cousin of hers.", named } as const;
  const done = await restrictCase(council.ports(), who(council, "juno"), caseRef, why, council.at);
  expect(done.refused).toBeUndefined();
};

async function supported() {
  const council = await aCouncil({ at: tuesday });
  return { council, caseRef: await council.allocated() };
}
const own = (...instead: readonly string[]) => ({ name: "own-conflict", details: { instead } });

describe("Whoever has a conflict with a case", () => {
  test("X-04: does not read it, restricted or not, and is told who may; what runs for it is codes", async () => {
    const { council, caseRef } = await supported();
    for (const by of ["carys", "mira", "anneke", "idris", "auditor-1", "duty-desk"]) {
      expect(await read(council, caseRef, by)).toBeUndefined();
      await inConflict(council, by, caseRef);
    }
    // anneke's own deputy stands in for her; for idris, past mira, the service manager.
    expect(await read(council, caseRef, "anneke")).toEqual(own("bram"));
    for (const by of ["carys", "mira", "idris", "duty-desk"])
      expect(await read(council, caseRef, by)).toEqual(own("juno"));
    await inConflict(council, "operator-1", caseRef);
    const operator = who(council, "operator-1");
    const seen = await readOperation(council.ports(), operator, caseRef, undefined, council.at);
    expect(seen.refused).toBeUndefined();
    expect(await council.store.accesses((await council.document(caseRef)).key)).toHaveLength(7);
  });

  test("X-01, X-04: nor another case that was found to be the same person's, where nobody stands in who has one", async () => {
    const council = await aCouncil({ at: tuesday });
    const [first = ""] = await alike(council, "A-1");
    const second = await council.allocated({ submissionId: "A-2", person: winston });
    await inConflict(council, "bram", first);
    expect(await read(council, second, "bram")).toBeUndefined();
    await find(council, second, first);
    expect(await read(council, second, "bram")).toMatchObject({ name: "own-conflict" });
    // bram is anneke's deputy: while she is away somebody else gives her half.
    await away(council, "anneke");
    const half = await council.give(second, "worker", { by: "bram", cycle: 1 });
    expect(half.refused?.name).toBe("own-conflict");
    await find(council, second, first, "different-people");
    expect(await read(council, second, "bram")).toBeUndefined();
  });

  test("X-01, X-04, X-05: nor is another case of the person kept from whoever stands in past them", async () => {
    const council = await aCouncil({ at: tuesday });
    const [first = ""] = await alike(council, "A-1");
    const second = await council.allocated({ submissionId: "A-2", person: winston });
    await find(council, second, first);
    await changed(council, "bram", {
      deputy: "carys",
      conflicts: [{ id: "K-1", kind: "family", caseRef: first }],
    });
    await restrict(council, second);
    await away(council, "anneke");
    expect(await read(council, second, "bram")).toMatchObject({ name: "not-found" });
    expect(await read(council, second, "carys")).toBeUndefined();
    const hasIt = async (by: string) =>
      (await calendarOfMine(council.ports(), who(council, by), council.at)).includes(second);
    expect([await hasIt("bram"), await hasIt("carys")]).toEqual([false, true]);
    // Each has something of their own that morning, and so a mail which lists whatever else is theirs.
    for (const worker of ["bram", "carys"]) {
      const theirs = await council.refer({ submissionId: `TEST-${worker}` });
      await council.decide(theirs, { decision: "allocate", worker, supervisor: "idris" });
    }
    await council.advance("2026-12-01T12:00:00.000Z");
    const listed = (by: string) =>
      council.mailer.sent.some(({ to, text }) => to.includes(`${by}@team.example`) && text.includes(second));
    expect([listed("bram"), listed("carys")]).toEqual([false, true]);
  });

  test("X-04: by the person and not the case alone, until a manager has found that it does not stand", async () => {
    const { council, caseRef } = await supported();
    const { personRef } = await council.case(caseRef);
    const conflict = { id: "K-1", kind: "family", personRef } as const;
    await changed(council, "carys", { conflicts: [conflict] });
    expect(await read(council, caseRef, "carys")).toEqual(own("mira"));
    await changed(council, "carys", { conflicts: [{ ...conflict, withdrawn: true }] });
    expect(await read(council, caseRef, "carys")).toBeUndefined();
  });

  test("X-05: learns no more than anybody that a restricted case which is not theirs is there", async () => {
    const { council, caseRef } = await supported();
    await restrict(council, caseRef, ["bram"]);
    for (const by of ["bram", "carys"]) await inConflict(council, by, caseRef);
    expect((await read(council, caseRef, "carys"))?.name).toBe("not-found");
    expect((await read(council, caseRef, "bram"))?.name).toBe("own-conflict");
    await inConflict(council, "petra", caseRef);
    const glass = { reason: "urgent-safety", words: "The police rang." } as const;
    const broken = await overrideRestriction(
      council.ports(),
      who(council, "petra"),
      caseRef,
      glass,
      council.at,
    );
    expect(broken.refused?.name).toBe("own-conflict");
  });

  test("X-04: has it in no list, pack, minutes or calendar", async () => {
    const council = await aCouncil();
    const waiting = await council.refer();
    const caseRef = await council.refer({ submissionId: "TEST-2" });
    await council.advance(tuesday);
    const choice = { decision: "allocate", worker: "anneke", supervisor: "idris" } as const;
    await council.decide(caseRef, choice, { meeting: "2026-11-17" });
    const shown = async (by: string) => {
      const staff = who(council, by);
      return [
        (await listOpenCases(council.ports(), staff, council.at)).map(({ reference }) => reference),
        (await readMeeting(council.ports(), staff, policy, "2026-11-17", council.at)).withheld,
        (await readMinutes(council.ports(), staff, policy, "2026-11-17", council.at)).withheld,
        (await calendarOfMine(council.ports(), staff, council.at)).includes(caseRef),
      ];
    };
    expect(await shown("anneke")).toEqual([expect.arrayContaining([waiting, caseRef]), 0, 0, true]);
    expect((await shown("bram"))[3]).toBe(false);
    await inConflict(council, "anneke", caseRef);
    expect(await shown("anneke")).toEqual([[waiting], 1, 1, false]);
    expect((await shown("bram"))[3]).toBe(true);
  });

  test("X-04, F15: gives no half of its review, and decides neither about its end nor its plan", async () => {
    const { council, caseRef } = await supported();
    await inConflict(council, "idris", caseRef);
    await inConflict(council, "mira", caseRef);
    expect((await council.give(caseRef, "supervisor")).refused).toEqual(own("juno"));
    expect((await council.give(caseRef, "worker")).refused).toBeUndefined();
    expect((await council.give(caseRef, "supervisor", { by: "juno" })).refused).toBeUndefined();
    await outcomesRecorded(council, caseRef);
    const request = { reason: "self-supporting", evidence: "Seen.", agencies: [] } as const;
    await requestClosure(council.ports(), actor("anneke"), caseRef, request, council.at);
    const end = { ended: "closed", words: "Yes." } as const;
    const by = (staffId: string) => endClosure(council.ports(), actor(staffId), caseRef, end, council.at);
    expect((await by("mira")).refused).toEqual(own("juno"));
    expect((await by("juno")).refused).toBeUndefined();
  });

  test("X-04: does not stand in: what is due goes past them to the next, who may act", async () => {
    const { council, caseRef } = await supported();
    await changed(council, "bram", { deputy: "carys" });
    await inConflict(council, "bram", caseRef);
    await away(council, "anneke");
    await announceCover(council.ports(), council.at);
    expect(council.inbox("bram")).toEqual([]);
    expect(council.inbox("carys")).toEqual(["You stand in for 1 case"]);
    await council.advance("2026-12-01T12:00:00.000Z");
    expect(council.told("bram")).toEqual([]);
    expect(council.told("carys").some((line) => line.startsWith("Review due on Tuesday 1 December"))).toBe(
      true,
    );
    expect((await council.give(caseRef, "worker", { by: "bram" })).refused?.name).toBe("own-conflict");
    expect((await council.give(caseRef, "worker", { by: "carys" })).refused).toBeUndefined();
  });

  test("X-04: stands in for the other cases all the same", async () => {
    const { council, caseRef } = await supported();
    const other = await council.allocated({ submissionId: "TEST-2" });
    await changed(council, "bram", { deputy: "carys" });
    await inConflict(council, "bram", caseRef);
    await away(council, "anneke");
    await announceCover(council.ports(), council.at);
    const told = (staffId: string) =>
      council.mailer.sent.filter(({ to }) => to.includes(`${staffId}@team.example`)).map(({ text }) => text);
    expect(told("bram").join()).toContain(other);
    expect(told("bram").join()).not.toContain(caseRef);
    expect(told("carys").join()).toContain(caseRef);
    expect(told("carys").join()).not.toContain(other);
  });

  test("X-04, I5: is told of none of its rungs: an emergency goes to who may decide it", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.refer(emergency);
    expect(council.inbox("mira")).toHaveLength(1);
    await inConflict(council, "mira", caseRef);
    await council.advanceMinutes(240);
    expect(council.inbox("mira")).toHaveLength(1);
    expect(council.inbox("juno")).toContainEqual(expect.stringContaining(caseRef));
  });

  test("X-04, X-05, I5: is not told to telephone its referrer either: whoever is reached past them is", async () => {
    const council = await aCouncil({ at: tuesday });
    await changed(council, "mira", { deputy: "idris" });
    const referrer = { name: "Odile Farrant", email: null, phone: "07700 900101" };
    const caseRef = await council.refer({ referrer });
    await restrict(council, caseRef);
    await inConflict(council, "mira", caseRef);
    const earlier = council.inbox("mira").length;
    await council.decide(caseRef, { decision: "advise", reason: "needs-met" }, { by: "juno" });
    await council.advance("2026-11-23T12:00:00.000Z");
    await council.reconcile();
    await council.machines.settle();
    const { referralRef } = await council.case(caseRef);
    expect(council.inbox("mira").slice(earlier).join()).not.toContain(referralRef);
    expect(council.inbox("idris")).toContainEqual(
      expect.stringContaining(`elephone the referrer of ${referralRef}`),
    );
    const listed = async (by: string) =>
      (await listOpenCases(council.ports(), who(council, by), council.at)).map(({ reference }) => reference);
    expect([await listed("mira"), await listed("idris")]).toEqual([[], [referralRef]]);
  });

  test("X-04, CST-08: as the manager of an emergency leaves it to somebody who hears of it at once", async () => {
    const council = await aCouncil({ at: tuesday });
    const caseRef = await council.refer(emergency);
    const declares = (staffId: string) => {
      const conflict = { kind: "family", caseRef } as const;
      return declareConflict(council.ports(), who(council, staffId), staffId, conflict, council.at);
    };
    await declares("carys");
    await council.machines.settle();
    expect(council.inbox("juno")).toEqual([]);
    await declares("mira");
    await council.machines.settle();
    expect(council.inbox("juno")).toEqual([`Emergency, case ${caseRef}`]);
  });

  test("X-04: may say no to a case that was offered to them before, and not yes", async () => {
    const { council, caseRef } = await supported();
    const given = { part: "worker", to: "bram", reason: "caseload", words: "Room." } as const;
    await giveCase(council.ports(), actor("mira"), caseRef, "offer-handover", given, council.at);
    await inConflict(council, "bram", caseRef);
    const says = (answer: "accept" | "decline") =>
      answerHandover(council.ports(), actor("bram"), caseRef, { answer, words: "No." }, council.at);
    expect((await says("accept")).refused?.name).toBe("conflict-of-interest");
    expect((await says("decline")).refused).toBeUndefined();
  });

  test("X-04: declares it again, or another's, and nothing is changed by that", async () => {
    const { council, caseRef } = await supported();
    const declare = (staffId: string, by = staffId) =>
      declareConflict(council.ports(), who(council, by), staffId, { kind: "family", caseRef }, council.at);
    expect((await declare("mira")).refused).toBeUndefined();
    expect(await declare("mira")).toMatchObject({ events: [] });
    expect((await declare("bram", "mira")).refused).toBeUndefined();
  });
});

describe("A conflict that is declared with a case which somebody holds", () => {
  test("X-04: is told to its supervisor and to a manager who has none with it", async () => {
    const { council, caseRef } = await supported();
    await inConflict(council, "mira", caseRef);
    const declared = { kind: "family", caseRef } as const;
    await declareConflict(council.ports(), actor("anneke"), "anneke", declared, council.at);
    await council.machines.settle();
    const subject = `Conflict of interest, case ${caseRef}`;
    expect(council.inbox("mira")).not.toContain(subject);
    for (const staffId of ["juno", "idris"]) expect(council.inbox(staffId)).toContain(subject);
  });
});

describe("A conflict that somebody comes to have with a case they hold, by a finding about its person", () => {
  test("X-01, X-04: is told to the other of the two and to a manager who has none with it", async () => {
    const council = await aCouncil({ at: tuesday });
    const [first = ""] = await alike(council, "A-1");
    const second = await council.allocated({ submissionId: "A-2", person: winston });
    for (const staffId of ["anneke", "mira"]) await inConflict(council, staffId, first);
    const subject = `Conflict of interest, case ${second}`;
    await find(council, second, first, "different-people");
    expect(council.mailer.sent.some((mail) => mail.subject === subject)).toBe(false);
    await find(council, second, first);
    expect([council.inbox("anneke"), council.inbox("mira")].flat()).not.toContain(subject);
    for (const staffId of ["juno", "idris"])
      expect(council.inbox(staffId).filter((each) => each === subject)).toHaveLength(1);
  });
});

describe("A decision at the meeting", () => {
  test("X-04: is another's where the manager has a conflict, and the minutes say whose it was not", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    await council.advance(tuesday);
    await inConflict(council, "mira", caseRef);
    const choice = { decision: "allocate", worker: "anneke", supervisor: "idris" } as const;
    const meeting = "2026-11-17" as const;
    expect((await council.decide(caseRef, choice, { meeting })).refused).toEqual(own("juno"));
    expect((await council.decide(caseRef, choice, { by: "juno", meeting })).refused).toBeUndefined();
    const minutes = await readMinutes(council.ports(), actor("juno"), policy, meeting, council.at);
    expect(minutes.decisions).toMatchObject([{ caseRef, by: "juno", conflicts: ["mira"] }]);
    expect(minutes.text).toContain("no part taken by mira, because of a conflict of interest");
    expect(JSON.stringify(minutes)).not.toContain("family");
  });

  test("X-01, X-04: is minuted so also where the conflict is with another case of the same person", async () => {
    const council = await aCouncil();
    const [first = "", second = ""] = await alike(council, "A-1", "A-2");
    await find(council, second, first);
    await council.advance(tuesday);
    await inConflict(council, "carys", first);
    const choice = { decision: "allocate", worker: "anneke", supervisor: "idris" } as const;
    const meeting = "2026-11-17" as const;
    expect((await council.decide(second, choice, { meeting })).refused).toBeUndefined();
    const minutes = await readMinutes(council.ports(), actor("juno"), policy, meeting, council.at);
    expect(minutes.decisions).toMatchObject([{ caseRef: second, conflicts: ["carys"] }]);
  });

  test("X-04: says of nobody that they had none", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer();
    await council.advance(tuesday);
    await council.decide(caseRef, { decision: "advise", reason: "needs-met" }, { meeting: "2026-11-17" });
    const minutes = await readMinutes(council.ports(), actor("juno"), policy, "2026-11-17", council.at);
    expect(minutes.text).not.toContain("conflict");
  });
});
