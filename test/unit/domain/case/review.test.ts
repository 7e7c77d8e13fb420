import { describe, expect, it } from "vitest";
import type { Absence } from "#shared/domain/absence.ts";
import { type Instant, instant, plusMinutes } from "#shared/domain/calendar-day.ts";
import type { StaffMember } from "#shared/domain/roster.ts";
import { aCase } from "#test/support/cases.ts";
import { planless } from "#test/support/policies.ts";
import { aPost, team, teamWith } from "#test/support/staff.ts";

/** A case that was allocated on a Tuesday at eleven in London. */
const allocated = (at = "2026-11-17T11:00:00.000Z", roster = team) =>
  aCase({}, { at: plusMinutes(at, -60), roster })
    .screened()
    .at(at)
    .allocated()
    .entered();
const left = { leavesOn: "2026-11-20" } as const;
const away: Absence = {
  id: "A-1",
  version: 1,
  kind: "leave",
  from: "2026-11-23",
  until: "2026-12-04",
  cover: null,
};

describe("A review", () => {
  it("CST-17, I2: is one obligation of two parts, and one half does not settle it", () => {
    const held = allocated().at("2026-12-01T09:30:00.000Z").gave("worker");
    expect(held.obligation).toMatchObject({ kind: "review", cycle: 1, due: "2026-12-01T09:00:00.000Z" });
    expect(held.state.review?.given).toMatchObject({ worker: { by: "anneke", content: "review-worker" } });
    expect(held.wanted).toEqual([]);
  });

  it.each([
    ["worker", "supervisor"],
    ["supervisor", "worker"],
  ] as const)("CST-17: opens the next fortnight with both halves, the %s's first", (one, other) => {
    const held = allocated().at("2026-12-01T09:30:00.000Z").gave(one).gave(other);
    const due = "2026-12-15T09:00:00.000Z";
    expect(held.state.review).toEqual({ cycle: 2, planned: "2026-12-15", due, given: {} });
    expect(held.obligation).toMatchObject({ wait: 2, cycle: 2, due: "2026-12-15T09:00:00.000Z" });
  });

  it("CST-17: does not drift when it is late", () => {
    const held = allocated().at("2026-12-10T15:00:00.000Z").reviewed();
    expect(held.state.review?.planned).toBe("2026-12-15");
  });

  it("CST-17, I3: steps over fortnights that have passed, and keeps to their rhythm", () => {
    const held = allocated().at("2026-12-30T15:00:00.000Z").reviewed();
    expect(held.state.review?.planned).toBe("2027-01-12");
  });

  it("CST-17, X-02: over Christmas moves off the holiday, and comes back to its rhythm", () => {
    const held = allocated("2026-12-14T11:00:00.000Z");
    expect(held.obligation.due).toBe("2026-12-29T09:00:00.000Z");
    held.at("2026-12-29T10:00:00.000Z").reviewed();
    expect(held.state.review?.planned).toBe("2027-01-11");
  });

  it.each([
    ["28 March 2027, when the clocks go on", "2027-03-16T11:00:00.000Z", "2027-03-30T08:00:00.000Z"],
    ["25 October 2026, when they go back", "2026-10-13T11:00:00.000Z", "2026-10-27T09:00:00.000Z"],
    ["a winter fortnight", "2026-11-17T11:00:00.000Z", "2026-12-01T09:00:00.000Z"],
  ])("CST-17, X-02, F24: is at nine in London over %s", (_when, at, due) => {
    expect(allocated(at).obligation.due).toBe(due);
  });
});

describe("A half of a review is refused by name", () => {
  it("F13, I7, already-given: the same half twice, or of a fortnight gone by", () => {
    const held = allocated().gave("worker");
    expect(held.decide(held.half("worker"))).toMatchObject({
      refused: { name: "already-given", details: { by: "anneke" } },
    });
    held.gave("supervisor");
    expect(held.refusalOf(held.half("worker", { cycle: 1 }))).toBe("already-given");
  });

  it("CST-17, X-02, review-not-yet: a fortnight whose week has not come", () => {
    const held = allocated().at("2026-12-01T09:30:00.000Z").reviewed();
    held.at("2026-12-07T23:59:00.000Z");
    expect(held.decide(held.half("worker"))).toMatchObject({
      refused: { name: "review-not-yet", details: { cycle: 2, opensOn: "2026-12-08" } },
    });
    expect(held.at("2026-12-08T00:00:00.000Z").refusalOf(held.half("worker"))).toBeUndefined();
  });

  it("CST-17, X-02: the first may be given at once, and leaves its planned day to the second", () => {
    const held = allocated().reviewed();
    expect(held.state.review).toMatchObject({ cycle: 2, planned: "2026-12-01" });
    expect(held.refusalOf(held.half("worker"))).toBe("review-not-yet");
  });

  it("another-cycle: a fortnight that is not open yet", () => {
    expect(allocated().refusalOf(allocated().half("worker", { cycle: 2 }))).toBe("another-cycle");
  });

  it("no-review-open: before the allocation", () => {
    const held = aCase().screened();
    expect(held.refusalOf(held.half("worker"))).toBe("no-review-open");
  });

  it("X-04, F15, same-person: two different people, in either order", () => {
    const both = teamWith(
      aPost("anneke", "worker", { roles: ["worker", "supervisor"], deputy: "mira", absences: [away] }),
    );
    const held = allocated("2026-11-17T11:00:00.000Z", both).at("2026-12-01T09:30:00.000Z");
    expect(held.refusalOf(held.half("supervisor", { by: "anneke" }))).toBe("same-person");
    held.gave("worker", { by: "mira" });
    expect(held.refusalOf(held.half("supervisor", { by: "mira" }))).toBe("same-person");
    const other = allocated("2026-11-17T11:00:00.000Z", both).at("2026-12-01T09:30:00.000Z");
    other.gave("supervisor", { by: "mira" });
    expect(other.refusalOf(other.half("worker", { by: "mira" }))).toBe("same-person");
  });

  it.each(["carys", "idris", "mira", "juno", "duty-desk"])(
    "not-the-worker: %s, who stands in for nobody",
    (by) => {
      const held = allocated();
      expect(held.refusalOf(held.half("worker", { by }))).toBe("not-the-worker");
    },
  );

  it.each(["bram", "carys", "duty-desk", "petra"])("not-a-supervisor: %s", (by) => {
    const held = allocated();
    expect(held.refusalOf(held.half("supervisor", { by }))).toBe("not-a-supervisor");
  });
});

describe("Cover", () => {
  const giving = (anneke: Partial<StaffMember>, at: Instant, by = "bram") => {
    const roster = teamWith(aPost("anneke", "worker", { deputy: "bram", ...anneke }));
    const held = allocated("2026-11-17T11:00:00.000Z", roster).at(at);
    return held.refusalOf(held.half("worker", { by }));
  };
  const due = "2026-12-01T09:30:00.000Z";

  it("X-03, F16: the worker's half comes from their deputy while they are away or have left, and on no other day", () => {
    expect(giving({}, due)).toBe("not-the-worker");
    expect(giving({ absences: [away] }, due)).toBeUndefined();
    expect(giving({ absences: [{ ...away, until: "2026-11-30" }] }, due)).toBe("not-the-worker");
    expect(giving(left, due)).toBeUndefined();
  });

  it("X-03: or on a weekday that they do not work, as the policy says", () => {
    const part = { workingDays: [1, 3] } as const;
    expect(giving(part, due)).toBeUndefined();
    expect(giving(part, "2026-12-02T09:30:00.000Z")).toBe("not-the-worker");
    const stays = { ...planless, people: { ...planless.people, offDayReroutes: "nothing" as const } };
    const roster = teamWith(aPost("anneke", "worker", { deputy: "bram", ...part }));
    const held = aCase({}, { roster, policy: stays }).screened().at("2026-11-17T11:00:00.000Z").allocated();
    expect(held.at(due).refusalOf(held.half("worker", { by: "bram" }))).toBe("not-the-worker");
  });

  it("F15: the supervisor stands in for the worker no more than any other deputy, and never for the other half too", () => {
    const roster = (over: Partial<StaffMember>) =>
      teamWith(aPost("anneke", "worker", { deputy: "idris", ...over }));
    const there = allocated("2026-11-17T11:00:00.000Z", roster({})).at(due);
    expect(there.refusalOf(there.half("worker", { by: "idris" }))).toBe("not-the-worker");
    const gone = allocated("2026-11-17T11:00:00.000Z", roster({ absences: [away] })).at(due);
    gone.gave("worker", { by: "idris" });
    expect(gone.refusalOf(gone.half("supervisor", { by: "idris" }))).toBe("same-person");
  });

  it("I5, L2: the deputy who was told to step in may, whether the worker is there or not, and before that nobody", () => {
    const held = allocated().atNextRung().atNextRung().atNextRung();
    expect(held.refusalOf(held.half("worker", { by: "bram" }))).toBe("not-the-worker");
    held.atNextRung();
    expect(held.refusalOf(held.half("worker", { by: "bram" }))).toBeUndefined();
    expect(held.refusalOf(held.half("worker", { by: "carys" }))).toBe("not-the-worker");
  });

  it("F15: where that is the supervisor, whoever is told past them may", () => {
    const roster = teamWith(aPost("anneke", "worker", { deputy: "idris" }));
    const held = allocated("2026-11-17T11:00:00.000Z", roster)
      .atNextRung()
      .atNextRung()
      .atNextRung()
      .atNextRung();
    expect(held.refusalOf(held.half("worker", { by: "idris" }))).toBe("not-the-worker");
    expect(held.refusalOf(held.half("worker", { by: "mira" }))).toBeUndefined();
  });

  it("F17: whoever the chain of deputies ends at may give it, and is the one who is told", () => {
    const roster = teamWith(
      aPost("anneke", "worker", { ...left, deputy: "bram" }),
      aPost("bram", "worker", { ...left, deputy: "carys" }),
    );
    const held = allocated("2026-11-17T11:00:00.000Z", roster).at("2026-12-01T09:30:00.000Z");
    expect(held.refusalOf(held.half("worker", { by: "carys" }))).toBeUndefined();
  });

  it("F17: where the whole chain has gone it is the duty desk", () => {
    const roster = teamWith(aPost("carys", "worker", left));
    const held = aCase({}, { roster, at: "2026-11-17T10:00:00.000Z" })
      .screened()
      .allocated("carys")
      .entered();
    held.at("2026-12-01T09:30:00.000Z");
    expect(held.refusalOf(held.half("worker", { by: "duty-desk" }))).toBeUndefined();
  });

  it.each(["mira", "juno"])("F17: the supervisor's half comes from %s too", (by) => {
    expect(allocated().refusalOf(allocated().half("supervisor", { by }))).toBeUndefined();
  });
});

describe("A stage", () => {
  it("A1, F20: hands over to the next after 84 days of reviews, which go on without a gap", () => {
    const held = allocated();
    const days: string[] = [];
    while (held.state.episode.sequence === 2) {
      held.at(instant(held.obligation.due)).reviewed();
      days.push(held.state.review?.planned ?? "");
    }
    expect(days).toEqual([
      ...["2026-12-15", "2026-12-29", "2027-01-12"],
      ...["2027-01-26", "2027-02-09", "2027-02-23"],
    ]);
    expect(held.state).toMatchObject({
      stageBegun: "2027-02-09",
      episode: { workflow: "support-stage", sequence: 3, attempt: 1 },
      obligation: { wait: 1, cycle: 7 },
      settled: { sequence: 2, answer: { outcome: "handed-over", rungs: [] } },
    });
    expect(held.wanted.map(({ kind }) => kind)).toEqual(["answer-wait", "start-episode"]);
  });
});
