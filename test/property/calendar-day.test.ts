import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  atTime,
  type CalendarDay,
  calendarDay,
  dayOf,
  daysBetween,
  divisions,
  instant,
  isWorkingDay,
  minutesBetween,
  plusDays,
  plusMinutes,
  plusWorkingDays,
  sayInstant,
  weekdayOf,
  workingDayOnOrAfter,
} from "#shared/domain/calendar-day.ts";
import {
  climb,
  climbAgain,
  type Ladder,
  type Offset,
  type Recipient,
  type RungKind,
} from "#shared/domain/ladder.ts";

/** Every day on which something can start, 2025 to 2045 (F24): enumerated, not sampled. */
const firstDay: CalendarDay = "2025-01-01";
const everyDay = Array.from({ length: daysBetween(firstDay, "2045-12-31") + 1 }, (_, n) =>
  plusDays(firstDay, n),
);

/** The law's own statement of summer time (Summer Time Order 2002), written out again without a time zone library. */
const summers = new Map(
  Array.from({ length: 23 }, (_, n) => [
    String(2024 + n),
    [lastSunday(2024 + n, 2), lastSunday(2024 + n, 9)],
  ]),
);

function nineInLondon(day: CalendarDay): string {
  const [begins = "", ends = ""] = summers.get(day.slice(0, 4)) ?? [];
  return `${day}T0${day >= begins && day < ends ? 8 : 9}:00:00.000Z`;
}

function lastSunday(year: number, month: number): string {
  const lastDay = new Date(Date.UTC(year, month + 1, 0));
  return new Date(lastDay.getTime() - lastDay.getUTCDay() * 86_400_000).toISOString().slice(0, 10);
}

/** Says nothing when every item holds, and names the first few that do not: one `expect` for thousands of days. */
function failing<T>(items: readonly T[], holds: (item: T) => boolean): T[] {
  return items.filter((item) => !holds(item)).slice(0, 5);
}

const eachDivision = describe.each(divisions);
const review: Ladder = {
  steps: [
    { after: { workingDays: -1, at: "09:00" }, to: ["worker", "supervisor"], says: "reminder" },
    { after: { workingDays: 0, at: "09:00" }, to: ["outstanding"], says: "due" },
    { after: { workingDays: 1, at: "09:00" }, to: ["outstanding"], says: "overdue" },
    { after: { workingDays: 3, at: "09:00" }, to: ["manager"], says: "escalation" },
  ],
  repeat: { every: { workingDays: 2, at: "09:00" }, times: 2, to: ["service-manager"] },
};

describe("every day from 2025 to 2045", () => {
  it("has 09:00 where London's clocks show it, on the same day", () => {
    expect(everyDay.length).toBe(7670);
    const wrong = failing(everyDay, (day) => {
      const nine = atTime(day, "09:00");
      return nine === nineInLondon(day) && dayOf(nine) === day;
    });
    expect(wrong).toEqual([]);
  });

  it("begins and ends at London's midnight", () => {
    const wrong = failing(everyDay, (day) => {
      const midnight = atTime(day, "00:00");
      return dayOf(midnight) === day && dayOf(plusMinutes(midnight, -1)) === plusDays(day, -1);
    });
    expect(wrong).toEqual([]);
  });

  it("has a fortnight that ends on the same weekday at the same time", () => {
    const wrong = failing(everyDay, (day) => {
      const later = plusDays(day, 14);
      return weekdayOf(later) === weekdayOf(day) && sayInstant(atTime(later, "09:00")).endsWith(" at 09:00");
    });
    expect(wrong).toEqual([]);
  });
});

eachDivision("every day from 2025 to 2045 in %s", (division) => {
  it("leads to a working day, at most five days later, with no working day missed", () => {
    const wrong = failing(everyDay, (day) => {
      const open = workingDayOnOrAfter(day, division);
      const ahead = daysBetween(day, open);
      const missed = everyDayBetween(day, open).some((between) => isWorkingDay(between, division));
      return isWorkingDay(open, division) && ahead >= 0 && ahead <= 5 && !missed;
    });
    expect(wrong).toEqual([]);
  });

  it("comes back when the working days counted forwards are counted backwards", () => {
    const working = everyDay.filter((day) => isWorkingDay(day, division));
    for (const n of [1, 5]) {
      const wrong = failing(working, (day) => {
        const later = plusWorkingDays(day, n, division);
        return isWorkingDay(later, division) && plusWorkingDays(later, -n, division) === day;
      });
      expect(wrong).toEqual([]);
    }
  });

  it("starts a fortnightly review with rungs that ascend, at 09:00 on working days, to a hand-over", () => {
    const wrong = failing(everyDay, (day) => {
      const due = atTime(workingDayOnOrAfter(plusDays(day, 14), division), "09:00");
      const rungs = climb(review, { due, opened: atTime(day, "10:00"), division });
      const again = climbAgain(review, { from: rungs.at(-1)?.at ?? due, division });
      const all = [...rungs, ...again];
      return (
        rungs.length === 7 &&
        again.length === 3 &&
        rungs.at(-1)?.says === "hand-over" &&
        again.at(-1)?.says === "hand-over" &&
        all.filter((rung) => rung.says === "hand-over").length === 2 &&
        all.every((rung) => isNineOfAWorkingDay(rung.at)) &&
        all.every((rung, n) => n === 0 || rung.at > (all[n - 1]?.at ?? "")) &&
        rungs.find((rung) => rung.says === "due")?.at === due
      );
    });
    expect(wrong).toEqual([]);
  });

  function isNineOfAWorkingDay(at: string): boolean {
    // 09:00 in London is the same day in UTC all the year round.
    const day = calendarDay(at.slice(0, 10));
    return isWorkingDay(day, division) && at === nineInLondon(day);
  }
});

describe("any ladder, from any instant", () => {
  const recipients = fc.subarray<Recipient>(["worker", "supervisor", "manager", "out-of-hours", "director"], {
    minLength: 1,
  });
  const time = fc.constantFrom("00:00", "01:30", "09:00", "17:30", "23:59");
  const forward: fc.Arbitrary<Offset> = fc.oneof(
    fc.record({ workingDays: fc.integer({ min: 1, max: 10 }), at: time }),
    fc.record({ minutes: fc.integer({ min: 1, max: 20_000 }) }),
  );
  const anyOffset: fc.Arbitrary<Offset> = fc.oneof(
    fc.record({ workingDays: fc.integer({ min: -10, max: 10 }), at: time }),
    fc.record({ minutes: fc.integer({ min: -20_000, max: 20_000 }) }),
  );
  const says = fc.constantFrom<RungKind>("reminder", "due", "overdue", "escalation");
  const ladder: fc.Arbitrary<Ladder> = fc.record({
    steps: fc.array(fc.record({ after: anyOffset, to: recipients, says }), { maxLength: 6 }),
    repeat: fc.record({ every: forward, times: fc.nat({ max: 5 }), to: recipients }),
  });
  const anInstant = fc
    .date({ min: new Date("2025-01-01"), max: new Date("2045-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString());
  const division = fc.constantFrom(...divisions);

  it("ascends strictly to its one hand-over, is never empty, and reminds nobody of what has passed", () => {
    fc.assert(
      fc.property(
        ladder,
        anInstant,
        fc.integer({ min: -30_000, max: 30_000 }),
        division,
        (steps, due, lead, where) => {
          const opened = plusMinutes(due, lead);
          const rungs = climb(steps, { due, opened, division: where });
          expect(rungs.filter((rung) => rung.says === "hand-over")).toEqual(rungs.slice(-1));
          expect(rungs.length).toBeGreaterThan(0);
          for (const [n, rung] of rungs.entries()) {
            if (n > 0) expect(rung.at > (rungs[n - 1]?.at ?? "")).toBe(true);
            if (rung.says === "reminder") expect(rung.at > opened).toBe(true);
            if (rung.says !== "hand-over") expect(rung.to.length).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("leaves out nobody whose step is still ahead", () => {
    fc.assert(
      fc.property(ladder, anInstant, division, (steps, due, where) => {
        const all = climb(steps, { due, opened: "2020-01-01T00:00:00.000Z", division: where });
        const told = new Set(all.flatMap((rung) => rung.to));
        for (const step of steps.steps) for (const who of step.to) expect(told.has(who)).toBe(true);
        const late = climb(steps, { due, opened: "2050-01-01T00:00:00.000Z", division: where });
        expect(late).toEqual(all.filter((rung) => rung.says !== "reminder"));
      }),
      { numRuns: 200 },
    );
  });

  it("begins again after a hand-over, later than it", () => {
    fc.assert(
      fc.property(ladder, anInstant, division, (steps, from, where) => {
        const rungs = climbAgain(steps, { from, division: where });
        expect(rungs.length).toBe(steps.repeat.times + 1);
        expect((rungs[0]?.at ?? "") > from).toBe(true);
        expect(rungs.at(-1)?.says).toBe("hand-over");
      }),
      { numRuns: 200 },
    );
  });

  it("adds minutes that count back to where they started", () => {
    fc.assert(
      fc.property(anInstant, fc.integer({ min: -1_000_000, max: 1_000_000 }), (from, n) => {
        expect(minutesBetween(from, plusMinutes(from, n))).toBe(n);
        expect(instant(from)).toBe(from);
      }),
    );
  });
});

function everyDayBetween(from: CalendarDay, to: CalendarDay): CalendarDay[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to)) }, (_, n) => plusDays(from, n));
}
