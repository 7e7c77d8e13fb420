import { describe, expect, it } from "vitest";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { readCaseloads } from "#shared/usecases/caseloads.ts";
import { restrictCase } from "#shared/usecases/restrict-case.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { actor, aPost } from "#test/support/staff.ts";

const at = "2026-11-17T11:00:00.000Z";
const officer = aPost("carys", "worker", { post: "tenancy-sustainment-officer", places: 4 });

/** Anneke has two cases, of four and a half hours together, and carys, whom the Housing Revenue Account pays, has one. */
async function aTeam() {
  const council = await aCouncil({ at });
  await council.place(officer);
  const refs: string[] = [];
  for (const [n, worker, hours] of [
    [1, "anneke", 2.5],
    [2, "anneke", undefined],
    [3, "carys", undefined],
  ] as const) {
    const caseRef = await council.refer({
      submissionId: `TEST-${n}`,
      person: { given: "Ann", family: `Moor${n}` },
    });
    const choice = {
      decision: "allocate",
      worker,
      supervisor: "idris",
      ...(hours ? { hours } : {}),
    } as const;
    const { refused } = await council.decide(caseRef, choice);
    if (refused) throw new Error(refused.name);
    refs.push(caseRef);
  }
  return { council, refs };
}
const read = (council: Council, by = "mira") =>
  readCaseloads(council.ports(), actor(by, council.roster), policy, council.at);
const lineOf = async (council: Council, staffId: string, by?: string) =>
  (await read(council, by)).staff.find((line) => line.staffId === staffId);

describe("The list of caseloads", () => {
  it("CST-09: shows cases and hours against places, by person", async () => {
    const { council, refs } = await aTeam();
    expect(await lineOf(council, "anneke")).toMatchObject({
      room: { cases: 2, hours: 4.5, placesLeft: policy.people.otherPost.places - 2 },
      isOver: false,
      presence: "there",
      openCases: refs.slice(0, 2),
    });
    expect(await lineOf(council, "mira")).toBeUndefined();
  });

  it("CST-10, CST-11: and by kind of post and funding stream", async () => {
    const { council } = await aTeam();
    const { byFundingStream, byPost } = await read(council);
    expect(byFundingStream["housing-revenue-account"]).toMatchObject({ people: 1, places: 4, cases: 1 });
    expect(byPost["tenancy-sustainment-officer"]).toMatchObject({ people: 1, cases: 1, placesLeft: 3 });
    expect(byPost.none).toMatchObject({ people: 2, cases: 2, hours: 4.5 });
  });

  it("A2: shows a limit that was passed, as where two allocated at the same time", async () => {
    const { council } = await aTeam();
    await council.place({ ...officer, places: 0 });
    expect(await lineOf(council, "carys")).toMatchObject({ isOver: true, room: { placesLeft: -1 } });
  });

  it("X-03: shows who is away and until when, and a leaver for as long as they hold a case", async () => {
    const { council } = await aTeam();
    const away = {
      id: "A-1",
      version: 1,
      kind: "leave",
      from: "2026-11-16",
      until: "2026-11-20",
      cover: null,
    } as const;
    await council.place(aPost("bram", "worker", { absences: [away], deputy: "anneke" }));
    await council.place({ ...officer, leavesOn: "2026-11-13" });
    expect(await lineOf(council, "bram")).toMatchObject({ presence: "away", awayUntil: "2026-11-20" });
    expect(await lineOf(council, "carys")).toMatchObject({ presence: "left", room: { cases: 1 } });
    const standIns = await Promise.all(
      ["anneke", "bram", "carys"].map((staffId) => lineOf(council, staffId)),
    );
    expect(standIns.map((line) => line?.standIn)).toEqual([null, "anneke", "duty-desk"]);
    expect((await read(council)).byFundingStream["housing-revenue-account"]).toMatchObject({
      people: 0,
      placesLeft: -1,
    });
  });

  it("X-05: counts a restricted case, and names it only to whoever may see it", async () => {
    const { council, refs } = await aTeam();
    const why = { reason: "known-to-staff", words: "A cousin.", named: [] } as const;
    await restrictCase(council.ports(), actor("mira"), refs[2] ?? "", why, council.at);
    expect(await lineOf(council, "carys", "bram")).toMatchObject({ room: { cases: 1 }, openCases: [] });
    expect(await lineOf(council, "carys", "mira")).toMatchObject({ openCases: [refs[2]] });
  });
});
