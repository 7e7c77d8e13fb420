import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CalendarDay, plusDays } from "#shared/domain/calendar-day.ts";
import { type Load, roomOf } from "#shared/domain/case/allocation-fit.ts";
import type { DecideAllocation } from "#shared/domain/case/commands.ts";
import { type Role, roles } from "#shared/domain/decision.ts";
import {
  actsFor,
  isActive,
  isPresent,
  type Roster,
  reach,
  type StaffMember,
  type StaffRecipient,
} from "#shared/domain/roster.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { aCase } from "#test/support/cases.ts";
import { aPost, service, team } from "#test/support/staff.ts";

const monday: CalendarDay = "2026-11-16";
const ids = ["anneke", "bram", "carys", "idris", "mira", "juno", "petra", "duty-desk"];
const someone = fc.constantFrom(...ids);
const aDay = fc.integer({ min: -4, max: 10 }).map((n) => plusDays(monday, n));
const nullable = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

const absence = fc.record({
  id: fc.constant("A-1"),
  version: fc.constant(1),
  kind: fc.constant("leave" as const),
  from: aDay,
  until: nullable(aDay),
  cover: nullable(someone),
});
const member = (staffId: string): fc.Arbitrary<StaffMember> =>
  fc
    .record({
      role: fc.constantFrom<Role>(...roles.filter((role) => role !== "roster-admin")),
      deputy: nullable(someone),
      leavesOn: fc.option(aDay, { nil: null, freq: 3 }),
      absences: fc.array(absence, { maxLength: 2 }),
      workingDays: fc.option(fc.uniqueArray(fc.constantFrom(1, 2, 3, 4, 5), { minLength: 1 }), {
        nil: undefined,
      }),
      isDead: fc.boolean(),
    })
    .map(({ role, isDead, ...over }) => ({
      ...aPost(staffId, role, over as Partial<StaffMember>),
      ...(isDead ? { deadMailbox: { since: "2026-11-01T00:00:00.000Z" } } : {}),
    }));
const rosters: fc.Arbitrary<Roster> = fc.tuple(...ids.map(member));
const recipient: fc.Arbitrary<StaffRecipient> = fc.oneof(
  someone.map((staff) => ({ staff })),
  someone.map((deputyOf) => ({ deputyOf })),
  fc.constantFrom<Role>("manager", "duty", "service-manager", "out-of-hours").map((role) => ({ role })),
);
const reaching = fc.record({ today: fc.boolean(), byMail: fc.boolean() });
const desks: readonly Role[] = ["duty", "manager", "service-manager", "director", "out-of-hours"];
const ofTheTeam: readonly Role[] = [...desks, "supervisor", "worker"];
const hasAny = ({ roles }: StaffMember, wanted: readonly Role[]) =>
  roles.some((role) => wanted.includes(role));

describe("For any team and any absences", () => {
  it("X-03, I1, F16, F17: somebody is reached, and never somebody away while anybody is there", () => {
    fc.assert(
      fc.property(rosters, recipient, aDay, reaching, (roster, to, day, how) => {
        const found = reach(roster, service, to, day, how);
        const isStaffed = roster.some((one) => isActive(one, day) && hasAny(one, desks));
        if (isStaffed) expect(found.length).toBeGreaterThan(0);
        for (const one of found) expect(isActive(one, day)).toBe(true);
        const isAnybodyThere = roster.some((one) => isPresent(one, day) && hasAny(one, ofTheTeam));
        if (isStaffed && isAnybodyThere) for (const one of found) expect(isPresent(one, day)).toBe(true);
      }),
      { numRuns: 800 },
    );
  });

  it("X-03, L2: whoever is told for a worker may act for them", () => {
    fc.assert(
      fc.property(rosters, someone, aDay, reaching, (roster, worker, day, how) => {
        for (const to of [{ staff: worker }, { deputyOf: worker }])
          for (const { staffId } of reach(roster, service, to, day, how))
            expect(actsFor(roster, service, staffId, worker, day)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("For any run of allocations", () => {
  const tuesday = "2026-11-17T10:30:00.000Z";
  const limits = fc.record({
    places: fc.integer({ min: 0, max: 4 }),
    weeklyHours: fc.integer({ min: 0, max: 10 }),
  });
  const wanted = fc.record({
    worker: fc.constantFrom("anneke", "bram", "carys"),
    hours: fc.constantFrom(undefined, 1, 2.5, 4),
    isOverridden: fc.boolean(),
  });

  it("CST-09: nobody holds more cases or hours than the limits without an override in the history", () => {
    fc.assert(
      fc.property(fc.tuple(limits, limits, limits), fc.array(wanted, { maxLength: 14 }), (most, run) => {
        const workers = ["anneke", "bram", "carys"].map((id, index) => aPost(id, "worker", most[index]));
        const roster = [
          ...team.filter(({ staffId }) => !workers.some((one) => one.staffId === staffId)),
          ...workers,
        ];
        const loads: Record<string, Load> = {};
        const passed = new Set<string>();
        for (const { worker, hours, isOverridden } of run) {
          const held = aCase({}, { roster }).screened().at(tuesday);
          const override = { reason: "urgent-risk", content: "allocation-override-1" } as const;
          const choice = { decision: "allocate", worker, supervisor: "idris", hours } as const;
          const command = {
            ...(held.decision({ ...choice, ...(isOverridden ? { override } : {}) }) as DecideAllocation),
            loads: { ...loads },
          };
          if (held.refusalOf(command)) continue;
          const decided = held.given(command).events.find(({ type }) => type === "AllocationDecided");
          if (decided && "override" in decided && decided.override) passed.add(worker);
          const before = loads[worker] ?? { cases: 0, hours: 0 };
          loads[worker] = { cases: before.cases + 1, hours: before.hours + (held.state.hours ?? 0) };
        }
        for (const member of workers.filter(({ staffId }) => !passed.has(staffId))) {
          const room = roomOf(member, loads[member.staffId], policy);
          expect(room.placesLeft).toBeGreaterThanOrEqual(0);
          expect(room.hoursLeft).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 60 },
    );
  });
});
