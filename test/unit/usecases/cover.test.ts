import { describe, expect, it } from "vitest";
import type { Absence } from "#shared/domain/absence.ts";
import { announceCover } from "#shared/usecases/announce-cover.ts";
import { listOpenCases } from "#shared/usecases/read-cases.ts";
import { cancelAbsence, declareConflict, recordAbsence, recordPost } from "#shared/usecases/roster.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { emergency } from "#test/support/referrals.ts";
import { actor, aPost } from "#test/support/staff.ts";

const tuesday = "2026-11-17T11:00:00.000Z";
type Times = Partial<Pick<Absence, "kind" | "from" | "until" | "cover">>;

/** A council on a Tuesday with one case that was allocated to anneke and idris. */
async function aTeam() {
  const council = await aCouncil({ at: tuesday });
  const caseRef = await council.allocated();
  return { council, caseRef };
}

async function away(council: Council, staffId: string, over: Times = {}, { by = staffId, id = "" } = {}) {
  const absence = { kind: "leave", from: "2026-11-17", until: "2026-11-27", cover: null, ...over } as const;
  const who = actor(by, council.roster);
  const changed = await recordAbsence(council.ports(), who, staffId, absence, council.at, id || undefined);
  await council.machines.settle();
  return changed;
}
const morning = async (council: Council, at: string) => {
  await council.advance(at);
  return announceCover(council.ports(), council.at);
};
const ownerOf = async (council: Council) =>
  (await listOpenCases(council.ports(), actor("mira", council.roster), council.at))[0]?.owner;

describe("A worker who is away", () => {
  it("X-03, F16: goes to whoever stands in the same day, who is told at once, once, with the references alone", async () => {
    const { council, caseRef } = await aTeam();
    expect(await ownerOf(council)).toBe("anneke");
    expect((await away(council, "anneke", { kind: "sickness", until: null })).refused).toBeUndefined();
    expect(await ownerOf(council)).toBe("bram");
    expect(council.inbox("bram")).toEqual(["You stand in for 1 case"]);
    await morning(council, "2026-11-18T06:30:00.000Z");
    await morning(council, "2026-11-19T06:30:00.000Z");
    expect(council.inbox("bram")).toHaveLength(1);
    const mail = council.mailer.sent.find(({ to }) => to.includes("bram@team.example"));
    expect(mail?.text).toContain(caseRef);
    expect(mail?.text).not.toMatch(/sick|ill|anneke/i);
  });

  it("X-03: hears on return which cases are theirs again, and how much others did, once", async () => {
    const { council, caseRef } = await aTeam();
    await away(council, "anneke", { until: "2026-11-30" });
    await council.advance("2026-11-25T09:00:00.000Z");
    expect((await council.give(caseRef, "worker", { by: "bram" })).refused).toBeUndefined();
    await morning(council, "2026-11-30T06:30:00.000Z");
    expect(council.inbox("anneke")).toEqual([`Case ${caseRef} is allocated to you`]);
    await morning(council, "2026-12-01T06:30:00.000Z");
    await morning(council, "2026-12-02T06:30:00.000Z");
    const back = council.mailer.sent.filter(({ subject }) => subject.startsWith("Welcome back"));
    expect(back.map(({ to, subject }) => [to, subject])).toEqual([
      [["anneke@team.example"], "Welcome back: 1 case with you again"],
    ]);
    expect(back[0]?.text).toMatch(/others made \d+ entries? in it/);
    expect(await ownerOf(council)).toBe("anneke");
  });

  it("X-03: hears nothing of a return before they go, nor of one long past", async () => {
    const { council } = await aTeam();
    const from = { version: 1, kind: "leave", cover: null } as const;
    const absences = [
      { ...from, id: "A-1", from: "2026-10-05", until: "2026-11-06" },
      { ...from, id: "A-2", from: "2026-12-07", until: "2026-12-11" },
    ] as const;
    await council.place(aPost("anneke", "worker", { deputy: "bram", absences }));
    await morning(council, "2026-11-18T06:30:00.000Z");
    expect(council.inbox("anneke")).toHaveLength(1);
    expect(council.inbox("bram")).toEqual([]);
  });

  it("X-03: gets nothing sent meanwhile: each reminder goes to whoever stands in, and back again", async () => {
    const { council } = await aTeam();
    await away(council, "anneke", { from: "2026-11-26", until: "2026-12-01", cover: "carys" });
    await council.advance("2026-12-01T12:00:00.000Z");
    const about = (who: string) => council.inbox(who).filter((subject) => /^Review.*case/.test(subject));
    expect([about("anneke").length, about("carys").length]).toEqual([0, 2]);
    await council.advance("2026-12-02T12:00:00.000Z");
    expect([about("anneke").length, about("carys").length]).toEqual([1, 2]);
  });

  it("X-03: is back at once where the leave is called off or ended early", async () => {
    const { council } = await aTeam();
    await away(council, "anneke");
    expect(await ownerOf(council)).toBe("bram");
    await away(council, "anneke", { from: "2026-11-17", until: "2026-11-18" }, { by: "idris", id: "A-1" });
    await council.advance("2026-11-19T08:00:00.000Z");
    expect(await ownerOf(council)).toBe("anneke");
    await away(council, "anneke", { from: "2026-11-19", until: null }, { by: "mira" });
    expect(await ownerOf(council)).toBe("bram");
    await cancelAbsence(council.ports(), actor("anneke"), "anneke", "A-2", council.at);
    expect(await ownerOf(council)).toBe("anneke");
  });

  it("X-03: whoever stands in for the stand-in is told as the stand-in goes away", async () => {
    const { council } = await aTeam();
    await away(council, "anneke", { cover: "bram" });
    await away(council, "bram", { cover: "carys" });
    await morning(council, "2026-11-18T06:30:00.000Z");
    expect(council.inbox("carys")).toEqual(["You stand in for 1 case"]);
  });

  it("X-06: keeps each version of an absence in the history, with who said so", async () => {
    const { council } = await aTeam();
    await away(council, "anneke");
    await away(council, "anneke", { until: "2026-11-20" }, { by: "mira", id: "A-1" });
    const history = await council.store.history({ council: "milton-keynes", kind: "worker", id: "anneke" });
    expect(history.map(({ type, by, facts }) => [type, by, facts.version, facts.until])).toEqual([
      ["AbsenceRecorded", "anneke", 1, "2026-11-27"],
      ["AbsenceRecorded", "mira", 2, "2026-11-20"],
    ]);
  });
});

describe("An absence is refused by name", () => {
  it.each<[string, Times, { by?: string; id?: string }, string]>([
    ["of a colleague", {}, { by: "bram" }, "not-yours-to-record"],
    ["that the person covers themselves", { cover: "anneke" }, {}, "own-deputy"],
    ["that nobody on the roster covers", { cover: "nobody" }, {}, "deputy-not-on-roster"],
    ["that is not there to be corrected", {}, { id: "A-7" }, "no-such-absence"],
  ])("X-03: one %s", async (_which, over, how, name) => {
    const { council } = await aTeam();
    expect((await away(council, "anneke", over, how)).refused?.name).toBe(name);
  });

  it("X-03: one that shares a day with another, until that one is ended", async () => {
    const { council } = await aTeam();
    await away(council, "anneke", { from: "2026-11-23", until: "2026-11-27" });
    const sick = { kind: "sickness", from: "2026-11-25", until: null } as const;
    expect((await away(council, "anneke", sick)).refused).toMatchObject({
      name: "absence-overlaps",
      details: { absence: "A-1" },
    });
    await away(council, "anneke", { from: "2026-11-23", until: "2026-11-24" }, { id: "A-1" });
    expect((await away(council, "anneke", sick)).refused).toBeUndefined();
  });

  it("X-03: of nobody", async () => {
    const { council } = await aTeam();
    expect((await away(council, "nobody-there", {}, { by: "mira" })).refused?.name).toBe("no-such-person");
  });
});

describe("A leaver", () => {
  const leaver = aPost("anneke", "worker", { deputy: "bram", leavesOn: "2026-11-20" });

  it("X-03, F16: is answered with the cases still held, and the manager is reminded each working day until none is left", async () => {
    const { council, caseRef } = await aTeam();
    expect(await recordPost(council.ports(), actor("roster-desk"), leaver, council.at)).toMatchObject({
      openCases: [caseRef],
    });
    // From a Wednesday over a weekend.
    for (const day of [18, 19, 20, 21, 22, 23]) await morning(council, `2026-11-${day}T06:30:00.000Z`);
    expect(council.inbox("mira")).toEqual(
      [18, 19, 20, 23].map(() => "Leaver on Friday 20 November 2026: 1 case to hand over"),
    );
    expect(council.inbox("bram")).toEqual(["You stand in for 1 case"]);
  });

  it("X-03: with no case reminds nobody", async () => {
    const council = await aCouncil({ at: tuesday });
    await recordPost(council.ports(), actor("roster-desk"), leaver, council.at);
    await morning(council, "2026-11-23T06:30:00.000Z");
    expect(council.mailer.sent).toEqual([]);
  });
});

describe("A mail for today", () => {
  const mira = { deputy: "juno", workingDays: [1, 3, 5] } as const; // Not on a Tuesday.

  it("CST-08, X-03: goes to whoever is there on a weekday that the manager does not work", async () => {
    const council = await aCouncil({ at: tuesday });
    await council.place(aPost("mira", "manager", mira));
    const caseRef = await council.refer(emergency);
    expect([council.inbox("juno"), council.inbox("mira")]).toEqual([[`Emergency, case ${caseRef}`], []]);
  });

  it("X-03: and on a day that they do work to them", async () => {
    const council = await aCouncil({ at: "2026-11-18T11:00:00.000Z" });
    await council.place(aPost("mira", "manager", mira));
    const caseRef = await council.refer(emergency);
    expect([council.inbox("juno"), council.inbox("mira")]).toEqual([[], [`Emergency, case ${caseRef}`]]);
  });

  it("X-03, F37: goes to whoever stands in where the mailbox sends mail back", async () => {
    const council = await aCouncil({ at: tuesday });
    const deadMailbox = { since: "2026-11-16T09:00:00.000Z" };
    await council.place(aPost("mira", "manager", { deputy: "juno", deadMailbox }));
    const caseRef = await council.refer(emergency);
    expect([council.inbox("juno"), council.inbox("mira")]).toEqual([[`Emergency, case ${caseRef}`], []]);
  });
});

it("F32: somebody who cannot be looked at keeps nobody else from being told", async () => {
  const { council } = await aTeam();
  await away(council, "anneke", { from: "2026-11-18" });
  await council.place(aPost("aaron", "worker", { leavesOn: "damaged" as never }));
  expect(await morning(council, "2026-11-18T06:30:00.000Z")).toMatchObject({ failed: 1 });
  expect(council.inbox("bram")).toEqual(["You stand in for 1 case"]);
});

describe("A conflict of interest", () => {
  it("X-04: with a case that they hold is for the manager at once, and with another for nobody", async () => {
    const { council, caseRef } = await aTeam();
    const declare = (who: string, by = who) =>
      declareConflict(council.ports(), actor(by), who, { kind: "family", caseRef }, council.at);
    await declare("bram");
    expect(council.inbox("mira")).toEqual([]);
    await declare("anneke");
    expect(council.inbox("mira")).toEqual([`Conflict of interest, case ${caseRef}`]);
    expect((await declare("carys", "bram")).refused?.name).toBe("not-yours-to-record");
  });

  it("F44: is not declared with a case that is not there", async () => {
    const { council } = await aTeam();
    const conflict = { kind: "family", caseRef: "C-0000000000" } as const;
    const declared = await declareConflict(council.ports(), actor("bram"), "bram", conflict, council.at);
    expect(declared.refused?.name).toBe("not-found");
  });
});
