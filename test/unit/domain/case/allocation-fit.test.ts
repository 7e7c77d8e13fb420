import { describe, expect, it } from "vitest";
import type { Absence } from "#shared/domain/absence.ts";
import { roomOf, suggestWorkers } from "#shared/domain/case/allocation-fit.ts";
import type { AllocationChoice, DecideAllocation } from "#shared/domain/case/commands.ts";
import type { Roster, StaffMember } from "#shared/domain/roster.ts";
import type { ScreeningFacts } from "#shared/domain/screening.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { aCase } from "#test/support/cases.ts";
import { aPost, teamWith } from "#test/support/staff.ts";

const tuesday = "2026-11-17T10:30:00.000Z";
const day = "2026-11-17";
const override = { reason: "nobody-else-fits", content: "allocation-override-1" } as const;
const allocate = { decision: "allocate", worker: "anneke", supervisor: "idris" } as const;
const officer = { post: "tenancy-sustainment-officer" } as const;
const home = (facts: Partial<ScreeningFacts>): ScreeningFacts => ({
  acuteRiskNow: "no",
  urgency: "routine",
  tenure: "council",
  ...facts,
});
const away = (over: Partial<Absence> = {}): Partial<StaffMember> => ({
  absences: [{ id: "A-1", version: 1, kind: "leave", from: day, until: null, cover: null, ...over }],
});

interface Deciding {
  readonly anneke?: Partial<StaffMember>;
  readonly idris?: Partial<StaffMember>;
  readonly screening?: ScreeningFacts;
  readonly choice?: Partial<Extract<AllocationChoice, { decision: "allocate" }>>;
  readonly by?: string;
  readonly load?: { readonly cases: number; readonly hours: number };
  readonly earlier?: readonly { readonly caseRef: string; readonly closedOn: "2026-05-01" }[];
}

/** A case that waits, and the decision to allocate it to anneke as she is said to be. */
function deciding({ anneke, idris, screening = home({}), choice, by, load, earlier = [] }: Deciding) {
  const roster = teamWith(aPost("anneke", "worker", anneke), aPost("idris", "supervisor", idris));
  const held = aCase({ screening, earlier }, { roster }).screened().entered().at(tuesday);
  const wanted = held.decision({ ...allocate, ...choice }, by ? { by } : {}) as DecideAllocation;
  return { held, command: { ...wanted, ...(load ? { loads: { anneke: load } } : {}) } };
}
const refusalOf = (over: Deciding) => {
  const { held, command } = deciding(over);
  return held.refusalOf(command);
};
const full = { cases: 12, hours: 24 };

describe("An allocation is refused by the name of its limit, until somebody says why it is passed", () => {
  it.each<[string, Deciding, string]>([
    ["CST-09: no place is left", { load: full }, "caseload-full"],
    [
      "CST-09: their own places are fewer",
      { anneke: { places: 3 }, load: { cases: 3, hours: 6 } },
      "caseload-full",
    ],
    ["CST-09: no hours are left", { load: { cases: 5, hours: 25 } }, "hours-full"],
    ["CST-09: the case takes more hours than are left", { choice: { hours: 27 } }, "hours-full"],
    ["X-03: the worker is away, nobody knows until when", { anneke: away() }, "worker-away"],
    ["X-03: the worker is away for six days", { anneke: away({ until: "2026-11-22" }) }, "worker-away"],
  ])("%s", (_why, over, name) => {
    expect(refusalOf(over)).toBe(name);
    const { held, command } = deciding({ ...over, choice: { ...over.choice, override } });
    held.given(command);
    expect(held.events).toContainEqual(
      expect.objectContaining({ decision: "allocated", override: { ...override, passed: [name] } }),
    );
  });

  it("CST-09: the last place and the last hours may be taken", () => {
    expect(refusalOf({ load: { cases: 11, hours: 24 } })).toBeUndefined();
  });

  it("X-03: an absence of up to five days keeps nobody from a case, nor one that was called off", () => {
    expect(refusalOf({ anneke: away({ until: "2026-11-21" }) })).toBeUndefined();
    expect(refusalOf({ anneke: away({ cancelled: true }) })).toBeUndefined();
  });

  it("A7: a reason that the policy does not have passes nothing, and one without a limit is not recorded", () => {
    const unknown = { ...override, reason: "agreed" as never };
    expect(refusalOf({ load: full, choice: { override: unknown } })).toBe("reason-not-in-policy");
    const { held, command } = deciding({ choice: { override } });
    expect(held.given(command).events.find(({ type }) => type === "AllocationDecided")).not.toHaveProperty(
      "override",
    );
  });

  it("CST-09: the hours that a case is allowed stand in it; the policy's, where nobody says", () => {
    const { held, command } = deciding({ choice: { hours: 3.5 } });
    expect(held.given(command).state.hours).toBe(3.5);
    const other = deciding({});
    expect(other.held.given(other.command).state.hours).toBe(policy.people.caseHours);
  });
});

describe("Ring-fenced money", () => {
  it.each([
    ["a council tenancy at risk", home({ atRiskOfLoss: "yes" }), undefined],
    ["a council tenancy of which nobody said whether it is at risk", home({}), undefined],
    ["a council tenancy that is not at risk", home({ atRiskOfLoss: "no" }), "not-eligible"],
    ["an owned home", home({ tenure: "owned", atRiskOfLoss: "yes" }), "not-eligible"],
    ["a home of which nobody said whose it is", home({ tenure: "not-known" }), "not-eligible"],
  ])("CST-10: a Housing Revenue Account post and %s", (_what, screening, name) => {
    expect(refusalOf({ anneke: officer, screening })).toBe(name);
    expect(refusalOf({ screening })).toBeUndefined();
  });

  it("CST-10: is passed by the service manager with a reason, and not by the manager", () => {
    const over = { anneke: officer, screening: home({ tenure: "owned" }), choice: { override } };
    expect(refusalOf({ ...over, by: "mira" })).toBe("not-eligible");
    expect(refusalOf({ ...over, by: "juno" })).toBeUndefined();
  });
});

describe("A conflict of interest", () => {
  const withCase = (caseRef: string) => ({ conflicts: [{ id: "K-1", kind: "family", caseRef }] }) as const;
  const own = withCase("C-7M2QX4KD9T");
  it.each<[string, Deciding]>([
    ["of the worker", { anneke: own }],
    ["of the supervisor", { idris: own }],
    [
      "with the person",
      { anneke: { conflicts: [{ id: "K-1", kind: "family", personRef: "P-7M2QX4KD9T" }] } },
    ],
  ])("X-04: %s refuses, whoever gives whatever reason", (_whose, over) => {
    expect(refusalOf(over)).toBe("conflict-of-interest");
    expect(refusalOf({ ...over, by: "juno", choice: { override } })).toBe("conflict-of-interest");
  });

  it("X-04: with an earlier case that may be the same person's is for a manager to judge", () => {
    const over: Deciding = {
      anneke: withCase("C-0000000001"),
      earlier: [{ caseRef: "C-0000000001", closedOn: "2026-05-01" }],
    };
    expect(refusalOf(over)).toBe("conflict-possible");
    expect(refusalOf({ ...over, choice: { override } })).toBeUndefined();
  });

  it("X-04: that was found not to stand keeps nobody from anything", () => {
    const [conflict] = own.conflicts;
    expect(refusalOf({ anneke: { conflicts: [{ ...conflict, withdrawn: true }] } })).toBeUndefined();
  });
});

describe("Whom the meeting is suggested", () => {
  const held = aCase({ screening: home({ atRiskOfLoss: "yes" }) }).screened().state;
  const suggested = (roster: Roster, loads = {}) => suggestWorkers(roster, loads, held, policy, day);
  const ids = (roster: Roster, loads = {}) => suggested(roster, loads).map(({ staffId }) => staffId);

  it("CST-06: is every worker in post, those with most room first", () => {
    const loads = { anneke: { cases: 6, hours: 12 }, bram: { cases: 2, hours: 4 } };
    expect(ids(teamWith(), loads)).toEqual(["carys", "bram", "anneke"]);
    expect(ids(teamWith(aPost("bram", "worker", { leavesOn: "2026-11-16" })))).not.toContain("bram");
  });

  it("CST-10: begins with whoever the case's own money pays for", () => {
    const [first] = suggested(teamWith(aPost("bram", "worker", officer)));
    expect(first).toMatchObject({
      staffId: "bram",
      fits: true,
      reasonsFor: [{ name: "funded-for-this", fundingStream: "housing-revenue-account" }, { name: "room" }],
    });
  });

  it("CST-20: begins with whoever held an earlier case", () => {
    const before = { caseRef: "C-0000000001", closedOn: "2026-05-01", worker: "carys" } as const;
    const again = { ...held, earlier: [before] };
    const [first] = suggestWorkers(teamWith(), { carys: { cases: 5, hours: 10 } }, again, policy, day);
    expect(first).toMatchObject({
      staffId: "carys",
      reasonsFor: [{ name: "held-before" }, { name: "room" }],
    });
  });

  it("X-03: says who is away, away soon or leaving, and puts whoever could not be allocated last", () => {
    const roster = teamWith(
      aPost("anneke", "worker", away()),
      aPost("bram", "worker", { ...away({ from: "2026-11-24" }), leavesOn: "2026-12-04" }),
    );
    const list = suggested(roster);
    expect(
      list.map(({ staffId, fits, reasonsAgainst }) => [
        staffId,
        fits,
        reasonsAgainst.map(({ name }) => name),
      ]),
    ).toEqual([
      ["carys", true, []],
      ["bram", true, ["away-soon", "leaving-soon"]],
      ["anneke", false, ["worker-away"]],
    ]);
  });

  it("X-04: is never whoever has a conflict of interest", () => {
    const conflicts = [{ id: "K-1", kind: "family", caseRef: held.caseRef }] as const;
    expect(ids(teamWith(aPost("carys", "worker", { conflicts })))).toEqual(["anneke", "bram"]);
  });
});

it("CST-09: room is the person's own limit, else that of their kind of post, else that of any post", () => {
  const load = { cases: 2, hours: 4.75 };
  const room = (over: Partial<StaffMember>) => roomOf(aPost("anneke", "worker", over), load, policy);
  expect(room({ places: 5, weeklyHours: 20.5 })).toMatchObject({ placesLeft: 3, hoursLeft: 15.75 });
  expect(room({ post: "support-worker" })).toMatchObject({ places: 12, weeklyHours: 28 });
  expect(room({ post: "not-named-any-more" })).toMatchObject(policy.people.otherPost);
  expect(room({ places: 1 }).placesLeft).toBe(-1);
});
