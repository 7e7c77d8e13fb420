import { describe, expect, test } from "vitest";
import { plusMinutes } from "#shared/domain/calendar-day.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { acknowledgeAlert } from "#shared/usecases/decide-allocation.ts";
import { answerHandover, giveCase } from "#shared/usecases/hand-over.ts";
import { caseKey } from "#shared/usecases/keys.ts";
import { readAccesses } from "#shared/usecases/read-access.ts";
import { listOpenCases, readCase } from "#shared/usecases/read-cases.ts";
import { readMeeting } from "#shared/usecases/read-meeting.ts";
import { readMinutes } from "#shared/usecases/read-minutes.ts";
import { liftRestriction, overrideRestriction, restrictCase } from "#shared/usecases/restrict-case.ts";
import { screenReferral } from "#shared/usecases/screen-referral.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { acute, emergency, winston } from "#test/support/referrals.ts";
import { actor, aPost, council as id, teamWith } from "#test/support/staff.ts";

/** The second sample: a home taken over, no channel that is safe, and an emergency. */
const cuckooed = {
  ...emergency,
  needAreas: ["vulnerability-and-abuse", "substance-misuse"],
  safeContact: { call: "no", text: "no", email: "no", letter: "no" },
} as const;
const why = { reason: "known-to-staff", words: "Her brother works here.", named: [] } as const;
const restrict = (
  council: Council,
  caseRef: string,
  over: Partial<Parameters<typeof restrictCase>[3]> = {},
) => restrictCase(council.ports(), actor("mira"), caseRef, { ...why, ...over }, council.at);
const reading = async (council: Council, caseRef: string, by: string, reason?: "standing-in") => {
  const staff = actor(by, council.roster);
  const read = await readCase(council.ports(), staff, caseRef, reason, council.at);
  return read.refused?.name ?? "read";
};

describe("A case of somebody whose home was taken over", () => {
  test("X-05: is restricted from the start, by the policy's signs", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer(cuckooed);
    expect((await council.case(caseRef)).restricted).toMatchObject({
      reason: "alleged-perpetrator-near",
      by: "holdfast",
    });
    expect(await reading(council, caseRef, "carys", "standing-in")).toBe("not-found");
  });

  test.each([
    ["the need area alone", { needAreas: ["vulnerability-and-abuse"], safeContact: { call: "yes" } }],
    ["an emergency of another kind", { ...emergency, needAreas: ["hoarding"], safeContact: { call: "no" } }],
    ["a channel that nobody said is safe", { needAreas: ["vulnerability-and-abuse"], safeContact: {} }],
  ])("X-05: %s restricts nothing", async (_, over) => {
    const council = await aCouncil();
    expect((await council.case(await council.refer(over))).restricted).toBeUndefined();
  });

  test("X-05, I5: is seen by whoever its ladder has told, and not before", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer(cuckooed);
    expect(await reading(council, caseRef, "night-desk", "standing-in")).toBe("not-found");
    await council.advanceMinutes(125);
    expect(await reading(council, caseRef, "night-desk", "standing-in")).toBe("read");
    expect(await reading(council, caseRef, "duty-desk", "standing-in")).toBe("not-found");
  });

  test("X-05: a second referral of perhaps the same person is restricted too, and a manager is told", async () => {
    const council = await aCouncil();
    await council.refer(cuckooed);
    const again = await council.refer({ submissionId: "TEST-2", person: winston });
    expect((await council.case(again)).restricted).toMatchObject({ reason: "alleged-perpetrator-near" });
    expect(council.inbox("duty-desk")).toEqual([]);
    expect(council.inbox("mira")).toContain(`Case ${again}: perhaps the same person as another case`);
  });
});

describe("Who sees a restricted case", () => {
  test("X-05: its worker, supervisor, managers and those on the list; each with a reason", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    await restrict(council, caseRef, { named: ["carys"] });
    for (const staff of ["anneke", "idris", "mira", "juno", "carys"]) {
      expect(await reading(council, caseRef, staff)).toBe("reason-needed");
      expect(await reading(council, caseRef, staff, "standing-in")).toBe("read");
    }
    for (const staff of ["bram", "petra", "duty-desk"])
      expect(await reading(council, caseRef, staff, "standing-in")).toBe("not-found");
  });

  test("X-05: whoever was asked to take it over, until they have said no", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    await restrict(council, caseRef);
    const [mira, bram] = [actor("mira"), actor("bram", council.roster)];
    await council.place(aPost("bram", "worker", { deputy: "carys" }));
    const offer = { part: "worker", to: "bram", reason: "caseload", words: "Has room." } as const;
    await giveCase(council.ports(), mira, caseRef, "offer-handover", offer, council.at);
    expect(await reading(council, caseRef, "bram", "standing-in")).toBe("read");
    expect(await reading(council, caseRef, "carys", "standing-in")).toBe("not-found");
    await council.place(aPost("bram", "worker", { deputy: "carys", leavesOn: "2026-11-10" }));
    expect(await reading(council, caseRef, "carys", "standing-in")).toBe("not-found");
    await answerHandover(council.ports(), bram, caseRef, { answer: "decline", words: "No." }, council.at);
    expect(await reading(council, caseRef, "bram", "standing-in")).toBe("not-found");
  });

  test("X-03, X-05: whoever acts for its worker today", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    await restrict(council, caseRef);
    await council.post(aPost("anneke", "worker", { deputy: "carys", leavesOn: "2026-11-10" }));
    expect(await reading(council, caseRef, "carys", "standing-in")).toBe("read");
  });

  test("X-03, X-05: a deputy only while the other is away, or once they are told to step in", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    await restrict(council, caseRef);
    const sees = async () => [
      await reading(council, caseRef, "bram", "standing-in"),
      (await listOpenCases(council.ports(), actor("bram"), council.at)).length,
    ];
    expect(await sees()).toEqual(["not-found", 0]);
    const leave = { id: "A-1", version: 1, kind: "leave", cover: null } as const;
    const absences = [{ ...leave, from: "2026-11-12", until: "2026-11-13" }] as const;
    await council.place(aPost("anneke", "worker", { deputy: "bram", absences }));
    await council.advance("2026-11-12T09:00:00.000Z");
    expect(await sees()).toEqual(["read", 1]);
    await council.advance("2026-11-16T09:00:00.000Z");
    expect(await sees()).toEqual(["not-found", 0]);
    // Three working days after the review was due.
    await council.advance("2026-11-30T08:00:00.000Z");
    expect(await sees()).toEqual(["not-found", 0]);
    await council.advance("2026-11-30T10:00:00.000Z");
    expect(await sees()).toEqual(["read", 1]);
  });

  test("X-05: it is in the lists of those alone, its agenda and minutes too", async () => {
    const council = await aCouncil();
    const waiting = await council.refer();
    const decided = await council.refer({ submissionId: "TEST-2" });
    await council.advance("2026-11-17T10:30:00.000Z");
    const choice = { decision: "allocate", worker: "anneke", supervisor: "idris" } as const;
    await council.decide(decided, choice, { meeting: "2026-11-17" });
    for (const caseRef of [waiting, decided]) await restrict(council, caseRef);
    const seenBy = async (staff: string) => [
      (await listOpenCases(council.ports(), actor(staff), council.at)).length,
      JSON.stringify([
        await readMeeting(council.ports(), actor(staff), policy, "2026-11-17", council.at),
        await readMinutes(council.ports(), actor(staff), policy, "2026-11-17", council.at),
      ]).includes("C-"),
    ];
    expect(await seenBy("mira")).toEqual([2, true]);
    expect(await seenBy("anneke")).toEqual([1, true]);
    expect(await seenBy("carys")).toEqual([0, false]);
  });

  test("X-05: nobody else changes it, and whoever tries learns nothing", async () => {
    const council = await aCouncil({ roster: teamWith(aPost("hal", "supervisor")) });
    const caseRef = await council.allocated();
    await restrict(council, caseRef);
    const before = await council.document(caseRef);
    expect((await council.give(caseRef, "supervisor", { by: "hal" })).refused).toEqual({
      name: "not-found",
      details: {},
    });
    expect(await council.document(caseRef)).toEqual(before);
    expect((await council.give(caseRef, "supervisor")).refused).toBeUndefined();
  });

  test("X-05: a manager lifts it with a reason, and the team sees the case again", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    await restrict(council, caseRef);
    const end = { reason: "restricted-in-error", words: "Another person." } as const;
    await liftRestriction(council.ports(), actor("mira"), caseRef, end, council.at);
    expect(await reading(council, caseRef, "carys")).toBe("read");
    const again = await liftRestriction(council.ports(), actor("mira"), caseRef, end, council.at);
    expect(again.refused?.name).toBe("not-restricted");
  });
});

describe("Breaking the glass", () => {
  const look = (council: Council, caseRef: string, by: string) =>
    overrideRestriction(
      council.ports(),
      actor(by),
      caseRef,
      { reason: "urgent-safety", words: "The police rang." },
      council.at,
    );

  test("X-05: opens it for some hours, is in its history, and its supervisor is told", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    await restrict(council, caseRef);
    expect(await reading(council, caseRef, "petra", "standing-in")).toBe("not-found");
    await look(council, caseRef, "petra");
    expect(await reading(council, caseRef, "petra", "standing-in")).toBe("read");
    expect((await council.history(caseRef)).at(-1)).toMatchObject({
      type: "RestrictionOverridden",
      by: "petra",
      facts: { reason: "urgent-safety" },
    });
    expect(council.inbox("idris")).toContain(
      `Somebody who is not on its list has opened the restricted case ${caseRef}`,
    );
    await council.advance(plusMinutes(council.at, policy.keeping.restriction.overrideMinutes));
    expect(await reading(council, caseRef, "petra", "standing-in")).toBe("not-found");
  });

  test("X-05: is not for a worker, nor for a reason that the policy does not know", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    await restrict(council, caseRef);
    expect((await look(council, caseRef, "carys")).refused?.name).toBe("not-a-decision-maker");
    const odd = { reason: "audit", words: "To see." } as const;
    const refused = await overrideRestriction(council.ports(), actor("petra"), caseRef, odd, council.at);
    expect(refused.refused?.name).toBe("reason-not-in-policy");
    expect(await reading(council, caseRef, "carys", "standing-in")).toBe("not-found");
  });
});

describe("The access log", () => {
  const log = (council: Council, caseRef: string) => council.store.accesses(caseKey(id, caseRef));

  test("X-06: has who read a case, when and why; a refused reading is not one", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    await council.read(caseRef, "anneke");
    await restrict(council, caseRef);
    await council.advanceMinutes(1);
    await reading(council, caseRef, "idris", "standing-in");
    await reading(council, caseRef, "carys", "standing-in");
    expect(await log(council, caseRef)).toEqual([
      { at: "2026-11-11T10:42:00.000Z", by: "anneke", what: "case", why: "supervision" },
      { at: "2026-11-11T10:43:00.000Z", by: "idris", what: "case", why: "standing-in" },
    ]);
  });

  const shown = async (council: Council, caseRef: string) => {
    const read = await readAccesses(council.ports(), actor("auditor-1"), caseRef, "audit", council.at);
    return read.refused ? [] : read.reads;
  };

  test("X-06: shows with the readings who changed a case and so saw it, once for each change", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    await council.advanceMinutes(1);
    await council.read(caseRef, "idris");
    await council.advanceMinutes(1);
    await council.giveBoth(caseRef);
    await council.give(caseRef, "worker", { by: "carys" });
    expect(await log(council, caseRef)).toHaveLength(1);
    expect(await shown(council, caseRef)).toEqual([
      { at: "2026-11-11T10:42:00.000Z", by: "mira", what: "change", why: null },
      { at: "2026-11-11T10:43:00.000Z", by: "idris", what: "case", why: "supervision" },
      { at: "2026-11-11T10:44:00.000Z", by: "auditor-1", what: "access-log", why: "audit" },
      { at: "2026-11-11T10:44:00.000Z", by: "anneke", what: "change", why: null },
      { at: "2026-11-11T10:44:00.000Z", by: "idris", what: "change", why: null },
    ]);
  });

  test("X-06: has who sent a change that was accepted and changed nothing, and without that line shows nothing", async () => {
    const council = await aCouncil();
    const caseRef = await council.refer(acute);
    const ports = council.ports();
    const take = (by: string) => acknowledgeAlert(ports, actor(by), caseRef, council.at);
    expect((await take("duty-desk")).refused).toBeUndefined();
    // A timer that finds nothing to do is nobody who saw it.
    const call = { council: id, caseRef, execution: "again", enteredAt: council.at, retryCount: 1 };
    await screenReferral(ports, call, council.at);
    expect(await log(council, caseRef)).toEqual([]);
    await council.advanceMinutes(1);
    expect((await take("duty-desk")).refused).toBeUndefined();
    expect((await take("anneke")).refused).toBeDefined();
    const line = { at: council.at, by: "duty-desk", what: "change" };
    expect(await log(council, caseRef)).toEqual([line]);
    await council.advanceMinutes(1);
    expect(await shown(council, caseRef)).toMatchObject([{ what: "change" }, line, { what: "access-log" }]);
    const store = { ...ports.store, appendAccess: () => Promise.reject(new Error("throttled")) };
    const again = acknowledgeAlert({ ...ports, store }, actor("duty-desk"), caseRef, council.at);
    await expect(again).rejects.toThrow("throttled");
  });

  test("X-06, F42: without its line nothing is read", async () => {
    const council = await aCouncil();
    const caseRef = await council.allocated();
    const ports = council.ports();
    const store = {
      ...ports.store,
      appendAccess: () => Promise.reject(new Error("throttled")),
      history: () => Promise.reject(new Error("was read")),
    };
    const read = readCase({ ...ports, store }, actor("mira"), caseRef, undefined, council.at);
    await expect(read).rejects.toThrow("throttled");
  });
});
