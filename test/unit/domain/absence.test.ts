import { describe, expect, it } from "vitest";
import type { Absence } from "#shared/domain/absence.ts";
import type { CalendarDay } from "#shared/domain/calendar-day.ts";
import {
  actsFor,
  type Reaching,
  reach,
  type StaffMember,
  type StaffRecipient,
} from "#shared/domain/roster.ts";
import { aPost, service, teamWith } from "#test/support/staff.ts";

const day: CalendarDay = "2026-11-17"; // A Tuesday.
const leave: Absence = { id: "A-1", version: 1, kind: "leave", from: day, until: "2026-11-20", cover: null };
const away = (over: Partial<Absence> = {}) => ({ absences: [{ ...leave, ...over }] });
const worker = (staffId: string, over: Partial<StaffMember> = {}) => aPost(staffId, "worker", over);
function reached(to: StaffRecipient, changed: readonly StaffMember[], on = day, how: Reaching = {}) {
  return reach(teamWith(...changed), service, to, on, how).map(({ staffId }) => staffId);
}

describe("Somebody who is away (X-03, F16)", () => {
  const roster = [worker("anneke", { deputy: "bram", ...away() })];

  it.each<[string, CalendarDay, string]>([
    ["until the day before", "2026-11-16", "anneke"],
    ["on the first day away", "2026-11-17", "bram"],
    ["on the last day away", "2026-11-20", "bram"],
    ["on the day they are back", "2026-11-21", "anneke"],
  ])("X-03, F16: what is for them, %s", (_when, on, who) => {
    expect(reached({ staff: "anneke" }, roster, on)).toEqual([who]);
  });

  it("X-03: nothing is re-routed for an absence that was called off", () => {
    expect(reached({ staff: "anneke" }, [worker("anneke", away({ cancelled: true }))])).toEqual(["anneke"]);
  });

  it("X-03: with no end that is known stays away", () => {
    const open = [worker("anneke", { deputy: "bram", ...away({ until: null }) })];
    expect(reached({ staff: "anneke" }, open, "2028-02-29")).toEqual(["bram"]);
  });

  it("X-03: is covered by whoever the absence names, before the deputy", () => {
    const covered = worker("anneke", { deputy: "bram", ...away({ cover: "carys" }) });
    expect(reached({ staff: "anneke" }, [covered])).toEqual(["carys"]);
    expect(reached({ staff: "anneke" }, [covered, worker("carys", away())])).toEqual(["bram"]);
  });

  it("F17: goes down cover, then deputy, then theirs, and ends at the duty desk", () => {
    const all = [
      worker("anneke", { deputy: "bram", ...away({ cover: "carys" }) }),
      worker("bram", { deputy: "anneke", ...away() }),
      worker("carys", away({ cover: "anneke" })),
    ];
    expect(reached({ staff: "anneke" }, all)).toEqual(["duty-desk"]);
  });

  it("I5: is stepped in for by somebody else than their cover", () => {
    const covered = [
      worker("anneke", { deputy: "bram", ...away({ cover: "carys" }) }),
      worker("carys", { deputy: "bram" }),
    ];
    expect(reached({ deputyOf: "anneke" }, covered)).toEqual(["bram"]);
  });

  it("X-03: whoever covers may act for them, and they themselves still may", () => {
    const all = teamWith(worker("anneke", { deputy: "bram", ...away({ cover: "carys" }) }));
    const may = (staffId: string) => actsFor(all, service, staffId, "anneke", day);
    expect(["anneke", "carys", "bram"].map(may)).toEqual([true, true, false]);
  });
});

describe("A manager who is away", () => {
  it("F17: what is for the manager goes to their own deputy before any desk", () => {
    const mira = aPost("mira", "manager", { deputy: "juno", ...away() });
    expect(reached({ role: "manager" }, [mira])).toEqual(["juno"]);
    expect(reached({ role: "manager" }, [{ ...mira, ...away({ cover: "idris" }) }])).toEqual(["idris"]);
  });

  it("F17: a second manager who is there is reached alone", () => {
    expect(
      reached({ role: "manager" }, [aPost("mira", "manager", away()), aPost("second", "manager")]),
    ).toEqual(["second"]);
  });

  it("F17: with the whole chain away at once, somebody who is there is reached", () => {
    const desks = ["duty-desk", "night-desk", "juno", "petra", "mira"] as const;
    const roles = ["duty", "out-of-hours", "service-manager", "director", "manager"] as const;
    const all = desks.map((id, index) => aPost(id, roles[index] ?? "duty", away()));
    expect(reached({ role: "manager" }, all)).toEqual(["idris"]);
    const nobody = ["anneke", "bram", "carys"].map((id) => worker(id, away()));
    expect(reached({ role: "manager" }, [...all, ...nobody, aPost("idris", "supervisor", away())])).toEqual([
      "mira",
    ]);
  });
});

describe("A weekday that somebody does not work", () => {
  const part = [worker("anneke", { deputy: "bram", workingDays: [1, 3, 5] })];

  it("X-03: re-routes what is for today, and nothing that can wait for them", () => {
    expect(reached({ staff: "anneke" }, part)).toEqual(["anneke"]);
    expect(reached({ staff: "anneke" }, part, day, { today: true })).toEqual(["bram"]);
    expect(reached({ staff: "anneke" }, part, "2026-11-18", { today: true })).toEqual(["anneke"]);
  });

  it("X-03: is no other day than for everybody else at a weekend", () => {
    expect(reached({ staff: "anneke" }, part, "2026-11-21", { today: true })).toEqual(["anneke"]);
  });

  it("X-03: does not leave what is for today with nobody", () => {
    const alone = [aPost("duty-desk", "duty", { workingDays: [1] })];
    expect(reach(alone, service, { role: "duty" }, day, { today: true })).toHaveLength(1);
  });
});

describe("A mailbox that sends mail back", () => {
  const dead = [worker("anneke", { deputy: "bram", deadMailbox: { since: "2026-11-16T09:00:00.000Z" } })];

  it("X-03, F37: is written to no more; what they must do stays theirs", () => {
    expect(reached({ staff: "anneke" }, dead, day, { byMail: true })).toEqual(["bram"]);
    expect(reached({ staff: "anneke" }, dead)).toEqual(["anneke"]);
  });
});
