import { describe, expect, it } from "vitest";
import type { CalendarDay } from "#shared/domain/calendar-day.ts";
import { actsFor, reach, type StaffMember, type StaffRecipient } from "#shared/domain/roster.ts";
import { aPost, service, team, teamWith } from "#test/support/staff.ts";

const day: CalendarDay = "2026-11-17";
const reached = (to: StaffRecipient, roster = team, on: CalendarDay = day) =>
  reach(roster, service, to, on).map(({ staffId }) => staffId);
const gone = { leavesOn: "2026-11-01" } as const;

describe("Who is reached", () => {
  it("X-03: is the person, on the last day in post too, and their deputy from the day after", () => {
    const leaving = teamWith(aPost("anneke", "worker", { deputy: "bram", leavesOn: day }));
    expect(reached({ staff: "anneke" }, leaving)).toEqual(["anneke"]);
    expect(reached({ staff: "anneke" }, leaving, "2026-11-18")).toEqual(["bram"]);
  });

  it("X-03: is the deputy of somebody who has not started yet", () => {
    const early = teamWith(aPost("anneke", "worker", { deputy: "bram", startsOn: "2027-01-04" }));
    expect(reached({ staff: "anneke" }, early)).toEqual(["bram"]);
  });

  it("F17: goes down the chain of deputies to the first who is in post", () => {
    const roster = teamWith(
      aPost("anneke", "worker", { ...gone, deputy: "bram" }),
      aPost("bram", "worker", { ...gone, deputy: "carys" }),
    );
    expect(reached({ staff: "anneke" }, roster)).toEqual(["carys"]);
  });

  it("I1: ends a circle of deputies who have all left at the duty desk", () => {
    const roster = teamWith(
      aPost("anneke", "worker", { ...gone, deputy: "bram" }),
      aPost("bram", "worker", { ...gone, deputy: "anneke" }),
    );
    expect(reached({ staff: "anneke" }, roster)).toEqual(["duty-desk"]);
  });

  it("I5: is never the person themselves where their deputy is wanted, even round a circle", () => {
    const roster = teamWith(aPost("bram", "worker", { ...gone, deputy: "anneke" }));
    expect(reached({ deputyOf: "anneke" }, roster)).toEqual(["duty-desk"]);
  });

  it("I1: is the duty desk where a deputy is wanted and none is named", () => {
    expect(reached({ deputyOf: "carys" })).toEqual(["duty-desk"]);
  });

  it("X-03: is the duty desk for somebody who was never on the roster", () => {
    expect(reached({ staff: "nobody-knows" })).toEqual(["duty-desk"]);
  });

  it("I1, F17: falls through roles that nobody holds to one that is staffed", () => {
    const roster = teamWith(aPost("mira", "manager", gone), aPost("duty-desk", "duty", gone));
    expect(reached({ role: "manager" }, roster)).toEqual(["juno"]);
  });

  it("X-03: is everybody who holds a role, and nobody of another service", () => {
    const roster = [
      ...team,
      aPost("second", "manager"),
      aPost("elsewhere", "manager", { services: ["other"] }),
    ];
    expect(reached({ role: "manager" }, roster)).toEqual(["mira", "second"]);
  });

  it("is nobody only where the roster has nobody who must always answer", () => {
    expect(reached({ role: "manager" }, [aPost("anneke", "worker")])).toEqual([]);
    expect(reached({ role: "duty" }, [])).toEqual([]);
  });
});

describe("What a manager decides, while nobody is manager (F17)", () => {
  const left = (deputy: string | null, leavesOn: CalendarDay = "2026-11-16") =>
    aPost("mira", "manager", { deputy, leavesOn });

  it.each<[string, readonly StaffMember[], string[]]>([
    ["the deputy of who left it", [left("idris")], ["idris"]],
    ["the service manager, where they named none", [left(null)], ["juno"]],
    [
      "past a deputy who may not decide, their own deputy",
      [left("carys"), aPost("carys", "worker", { deputy: "idris" })],
      ["idris"],
    ],
    [
      "the deputy of who left it last",
      [left("juno"), aPost("before", "manager", { deputy: "idris", leavesOn: "2026-03-31" })],
      ["juno"],
    ],
    [
      "the director, where the service manager has left too",
      [left(null), aPost("juno", "service-manager", gone)],
      ["petra"],
    ],
    ["whoever is in the post since", [left("idris"), aPost("next", "manager")], ["next"]],
  ])("I1: reaches %s, and never the duty desk", (_who, changed, expected) => {
    expect(reached({ role: "manager" }, teamWith(...changed))).toEqual(expected);
  });

  it("F17: goes to no desk either while the manager is away and no deputy may decide", () => {
    const absences = [
      { id: "A-1", version: 1, kind: "leave", from: day, until: day, cover: "bram" },
    ] as const;
    expect(reached({ role: "manager" }, teamWith(aPost("mira", "manager", { absences })))).toEqual(["juno"]);
  });
});

describe("Whoever may act for a worker (X-03, L2)", () => {
  const shapes = [
    ["a team as it is", team, day],
    ["a worker with no deputy, who has left", teamWith(aPost("anneke", "worker", { ...gone })), day],
    [
      "a worker and a deputy who have both left",
      teamWith(aPost("anneke", "worker", { deputy: "bram", ...gone }), aPost("bram", "worker", gone)),
      day,
    ],
    [
      "a worker who stands in for themselves in a circle",
      teamWith(
        aPost("anneke", "worker", { deputy: "bram", ...gone }),
        aPost("bram", "worker", { deputy: "anneke" }),
      ),
      day,
    ],
  ] as const;

  it.each(shapes)("is somebody who is told, in %s", (_what, roster, on) => {
    const told = [{ staff: "anneke" }, { deputyOf: "anneke" }].flatMap((to) =>
      reach(roster, service, to, on),
    );
    expect(told.length).toBeGreaterThan(0);
    for (const { staffId } of told) expect(actsFor(roster, service, staffId, "anneke", on)).toBe(true);
  });

  it.each(shapes)(
    "I5: is told to step in as somebody else than who was reminded, in %s",
    (_what, roster, on) => {
      const reminded = reach(roster, service, { staff: "anneke" }, on).map(({ staffId }) => staffId);
      const steppingIn = reach(roster, service, { deputyOf: "anneke" }, on).map(({ staffId }) => staffId);
      expect(steppingIn.filter((id) => reminded.includes(id))).toEqual([]);
    },
  );
});
