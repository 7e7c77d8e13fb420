import { beforeEach, describe, expect, test } from "vitest";
import type { Absence } from "#shared/domain/absence.ts";
import type { StaffMember } from "#shared/domain/roster.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { endClosure, requestClosure } from "#shared/usecases/close-case.ts";
import { readMeeting } from "#shared/usecases/read-meeting.ts";
import { restrictCase } from "#shared/usecases/restrict-case.ts";
import { aCouncil, type Council } from "#test/support/council.ts";
import { outcomesRecorded } from "#test/support/leaving.ts";
import { winston } from "#test/support/referrals.ts";
import { actor, aPost } from "#test/support/staff.ts";

const tuesday = "2026-11-17" as const;

let council: Council;
beforeEach(async () => {
  council = await aCouncil();
});

const refer = (n: number, over = {}) =>
  council.refer({ submissionId: `TEST-${n}`, person: { given: "Ann", family: `Moor${n}` }, ...over });
const pack = (by = "mira") => {
  const staff = actor(by, council.roster);
  return readMeeting(council.ports(), staff, policy, tuesday, council.at);
};
const lineOf = async (caseRef: string, by?: string) => {
  const line = (await pack(by)).agenda.find(({ reference }) => reference === caseRef);
  if (!line) throw new Error(`${caseRef} is not on the agenda`);
  return line;
};
const suggestedFor = async (caseRef: string, by?: string) => {
  const { suggested } = await lineOf(caseRef, by);
  if (!suggested) throw new Error(`Nobody is suggested for ${caseRef}`);
  return suggested;
};
const best = async (caseRef: string) => (await suggestedFor(caseRef)).best.map(({ staffId }) => staffId);
const placeWorker = (staffId: string, over: Partial<StaffMember> = {}) =>
  council.place(aPost(staffId, "worker", over));
const away = (over: Partial<Absence>): Partial<StaffMember> => ({
  absences: [{ id: "A-1", version: 1, kind: "sickness", from: tuesday, until: null, cover: null, ...over }],
});
const allocate = async (caseRef: string, worker = "anneke") => {
  const choice = { decision: "allocate", worker, supervisor: "idris", hours: 2.5 } as const;
  expect((await council.decide(caseRef, choice)).refused).toBeUndefined();
};
const restrict = (caseRef: string) => {
  const why = { reason: "known-to-staff", words: "A cousin of hers.", named: [] } as const;
  return restrictCase(council.ports(), actor("mira"), caseRef, why, council.at);
};
async function closed(over: Record<string, unknown>): Promise<string> {
  const caseRef = await council.allocated(over);
  await outcomesRecorded(council, caseRef);
  const asked = { reason: "functioning-network", evidence: "Friends.", agencies: [] } as const;
  await requestClosure(council.ports(), actor("anneke"), caseRef, asked, council.at);
  await council.machines.settle();
  const end = { ended: "closed", words: "Yes." } as const;
  expect(
    (await endClosure(council.ports(), actor("mira"), caseRef, end, council.at)).refused,
  ).toBeUndefined();
  await council.machines.settle();
  return caseRef;
}

describe("The team in the pack of a meeting", () => {
  test("CST-06, CST-09, CST-10: is shown with the places and hours that are left, by kind of post and by money", async () => {
    await placeWorker("anneke", { post: "social-worker" });
    await placeWorker("carys", { post: "tenancy-sustainment-officer", places: 4, weeklyHours: 10 });
    await allocate(await refer(1));
    const { team } = await pack();
    expect(team.day).toBe(tuesday);
    expect(team.byPost["social-worker"]).toMatchObject({ people: 1, placesLeft: 11, hoursLeft: 23.5 });
    expect(team.byFundingStream["housing-revenue-account"]).toMatchObject({ placesLeft: 4, hoursLeft: 10 });
  });

  test("CST-09, X-03: is the one of the meeting's day: whoever has left by then has no places", async () => {
    await placeWorker("carys", { post: "support-worker", leavesOn: "2026-11-16" });
    expect((await pack()).team.byPost["support-worker"]).toBeUndefined();
    await placeWorker("carys", { post: "support-worker", leavesOn: tuesday });
    expect((await pack()).team.byPost["support-worker"]).toMatchObject({ people: 1, placesLeft: 12 });
  });

  test("CST-06, X-03: says who is away by kind of post, dates and who is reached instead, and not why", async () => {
    await placeWorker("anneke", {
      post: "social-worker",
      deputy: "bram",
      ...away({ from: "2026-11-09", until: "2026-11-12", cover: "carys" }),
    });
    await placeWorker("bram", { post: "support-worker", deputy: "anneke", ...away({ from: "2026-12-01" }) });
    const { team } = await pack();
    expect(team.away).toEqual([
      { post: "social-worker", from: "2026-11-09", until: "2026-11-12", cover: ["carys"] },
      { post: "support-worker", from: "2026-12-01", until: null, cover: ["anneke"] },
    ]);
    expect(JSON.stringify(team.away)).not.toContain("sickness");
  });

  test.each([
    ["that is over", { until: "2026-11-10", from: "2026-11-09" }],
    ["that begins more than a fortnight after the meeting", { from: "2026-12-02" }],
    ["that was called off", { cancelled: true }],
  ] as const)("X-03: leaves out an absence %s", async (_what, over) => {
    await placeWorker("anneke", away(over));
    expect((await pack()).team.away).toEqual([]);
  });

  test("X-05: counts a restricted case, and names it to nobody who may not see it", async () => {
    const [held, waiting] = [await refer(1), await refer(2)];
    await allocate(held);
    for (const caseRef of [held, waiting]) await restrict(caseRef);
    const shown = await pack("carys");
    expect(shown).toMatchObject({ agenda: [], withheld: 1, team: { byPost: { none: { cases: 1 } } } });
    expect(JSON.stringify(shown)).not.toContain("C-");
    expect(await pack()).toMatchObject({ agenda: [{ reference: waiting }], withheld: 0 });
  });
});

describe("Who is suggested for a case of the agenda", () => {
  test("CST-06, CST-09: the three with the most room, with the reasons, and of the others how many and why not", async () => {
    const caseRef = await refer(1);
    await placeWorker("bram", { places: 3 });
    await placeWorker("dilys", { places: 0 });
    await placeWorker("ewan", away({ until: "2026-12-24" }));
    await placeWorker("fern", { places: 2 });
    await placeWorker("gwil", { leavesOn: "2026-11-16" });
    const { best, others } = await suggestedFor(caseRef);
    expect(best).toMatchObject([
      { staffId: "anneke", fits: true, reasonsFor: [{ name: "room", places: 12, hours: 26 }] },
      { staffId: "carys", fits: true },
      { staffId: "bram", fits: true, reasonsFor: [{ name: "room", places: 3 }], reasonsAgainst: [] },
    ]);
    expect(others).toHaveLength(3);
    expect(others).toEqual(
      expect.arrayContaining([
        { objection: null, people: 1 },
        { objection: "caseload-full", people: 1 },
        { objection: "worker-away", people: 1 },
      ]),
    );
  });

  test("CST-10: shows against somebody that their money is for others, where too few fit", async () => {
    const caseRef = await refer(1, { home: { tenure: "private-rented" } });
    await placeWorker("carys", { post: "tenancy-sustainment-officer" });
    expect((await suggestedFor(caseRef)).best.at(-1)).toMatchObject({
      staffId: "carys",
      fits: false,
      reasonsAgainst: [{ name: "not-eligible", passes: "service-manager" }],
    });
  });

  test("X-04: nobody who has a conflict with it, though they fit best; that is shown, and its ground is not", async () => {
    const [caseRef, other] = [await refer(1), await refer(2)];
    const conflicts = [{ id: "K-1", kind: "financial", caseRef }] as const;
    await placeWorker("anneke", { places: 40, conflicts });
    await council.place(aPost("idris", "supervisor", { conflicts }));
    expect(await best(other)).toEqual(["anneke", "bram", "carys"]);
    expect((await pack("anneke")).agenda.map(({ reference }) => reference)).toEqual([other]);
    expect((await pack("anneke")).withheld).toBe(1);
    for (const by of ["mira", "carys"]) {
      const suggested = await suggestedFor(caseRef, by);
      expect(suggested.best.map(({ staffId }) => staffId)).toEqual(["bram", "carys"]);
      expect(suggested.others).toEqual([{ objection: "conflict-of-interest", people: 1 }]);
      expect(suggested.conflicts.map(({ staffId }) => staffId).toSorted()).toEqual(["anneke", "idris"]);
      expect(JSON.stringify(await pack(by))).not.toContain("financial");
    }
  });

  test("X-04, F2: nor anybody whose conflict is with a case of perhaps the same person", async () => {
    const first = await council.refer({ person: winston });
    const second = await council.refer({ submissionId: "FIRE-7", person: winston });
    await placeWorker("anneke", { conflicts: [{ id: "K-1", kind: "family", caseRef: first }] });
    const suggested = await suggestedFor(second);
    expect(suggested.conflicts).toEqual([{ staffId: "anneke", name: "conflict-possible" }]);
    expect(JSON.stringify(suggested)).not.toContain(first);
    expect(await best(second)).toEqual(["bram", "carys"]);
  });

  test("CST-06: nobody, once something became of the case", async () => {
    const caseRef = await refer(1);
    await council.advance("2026-11-17T10:30:00.000Z");
    expect((await suggestedFor(caseRef)).best).not.toEqual([]);
    const choice = { decision: "allocate", worker: "anneke", supervisor: "idris" } as const;
    await council.decide(caseRef, choice, { meeting: tuesday });
    expect(await lineOf(caseRef)).toMatchObject({ decision: "allocated", suggested: null });
  });
});

describe("Somebody on the agenda who has been here before", () => {
  test("CST-06, CST-20: is shown with how often, when it ended and who held them last, who is suggested first", async () => {
    const first = await closed({ submissionId: "OLD-1", person: winston });
    await council.advance("2026-11-12T09:00:00.000Z");
    const last = await closed({ submissionId: "OLD-2", person: winston });
    await placeWorker("bram", { places: 40 });
    const caseRef = await council.refer();
    const held = { closedOn: "2026-11-12", worker: "anneke", supervisor: "idris" };
    expect(await lineOf(caseRef)).toMatchObject({
      reEntry: { times: 2, isCycle: true, last: { caseRef: last, ...held } },
      earlierCases: expect.arrayContaining([
        { caseRef: first, ...held, closedOn: "2026-11-11" },
        { caseRef: last, ...held },
      ]),
      withheld: 0,
      suggested: {
        best: [{ staffId: "anneke", reasonsFor: [{ name: "held-before" }, { name: "room" }] }, {}, {}],
      },
    });
    expect((await lineOf(await refer(9))).reEntry).toBeNull();
  });

  test("X-05: an earlier case that is restricted is counted, and told to those who may see it", async () => {
    const before = await closed({ submissionId: "OLD-1", person: winston });
    const caseRef = await council.refer();
    await restrict(before);
    expect(await lineOf(caseRef, "carys")).toMatchObject({
      reEntry: { times: 1, last: null },
      earlierCases: [],
      withheld: 1,
    });
    expect(JSON.stringify(await pack("carys"))).not.toContain(before);
    expect(await lineOf(caseRef)).toMatchObject({ reEntry: { last: { caseRef: before } }, withheld: 0 });
  });
});
