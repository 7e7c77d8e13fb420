import { describe, expect, it } from "vitest";
import { easterSunday, projectedHolidays } from "#shared/domain/bank-holiday-rules.ts";
import published from "#shared/domain/bank-holidays.json" with { type: "json" };
import {
  bankHolidaysOf,
  calendarKnownUntil,
  type Division,
  divisions,
  isBankHoliday,
} from "#shared/domain/bank-holidays.ts";
import { type CalendarDay, weekdayOf } from "#shared/domain/calendar-day.ts";

/** Days given once, by proclamation, which no rule can know: day given, and the usual day taken for it if any. */
const everywhere: readonly OneOff[] = [
  { given: "2020-05-08", instead: "2020-05-04" }, // 75 years of VE day
  { given: "2022-06-02", instead: "2022-05-30" }, // Platinum Jubilee, with the next day
  { given: "2022-06-03" },
  { given: "2022-09-19" }, // state funeral of Queen Elizabeth II
  { given: "2023-05-08" }, // coronation of King Charles III
];
const oneOffs: Record<Division, readonly OneOff[]> = {
  "england-and-wales": everywhere,
  "northern-ireland": everywhere,
  scotland: [...everywhere, { given: "2026-06-15" }], // World Cup
};

interface OneOff {
  readonly given: CalendarDay;
  readonly instead?: CalendarDay;
}

const publishedYears = [...new Set(published.scotland.events.map((event) => Number(event.date.slice(0, 4))))];

describe("the published list", () => {
  it("holds every year from 2019 to 2028 or later without a gap, in order", () => {
    const last = publishedYears.at(-1) ?? 0;
    expect(last).toBeGreaterThanOrEqual(2028);
    expect(publishedYears).toEqual(Array.from({ length: last - 2018 }, (_, n) => 2019 + n));
    for (const division of divisions) {
      const days = published[division].events.map((event) => event.date);
      expect(days).toEqual([...days].sort());
      expect(new Set(days).size).toBe(days.length);
    }
  });

  it.each(divisions)("has only weekdays in %s", (division) => {
    const days = publishedYears.flatMap((year) =>
      bankHolidaysOf(year, division).map((holiday) => holiday.day),
    );
    expect(days.filter((day) => weekdayOf(day) > 5)).toEqual([]);
  });

  it.each(divisions)(
    "is known for %s until the end of its last year, and projected from then on",
    (division) => {
      const last = publishedYears.at(-1) ?? 0;
      expect(calendarKnownUntil(division)).toBe(`${last}-12-31`);
      expect(bankHolidaysOf(last, division).some((holiday) => holiday.projected)).toBe(false);
      expect(bankHolidaysOf(last + 1, division).every((holiday) => holiday.projected)).toBe(true);
      expect(bankHolidaysOf(last + 1, division).length).toBeGreaterThanOrEqual(8);
    },
  );
});

describe("the rules for years that are not published", () => {
  it.each(divisions.flatMap((division) => publishedYears.map((year) => [division, year] as const)))(
    "give exactly the published days of %s in %i, apart from the days given once",
    (division, year) => {
      const rule = new Set(projectedHolidays(year, division).map((holiday) => holiday.day));
      for (const { given, instead } of oneOffs[division].filter((one) => one.given.startsWith(`${year}-`))) {
        expect(rule.has(given)).toBe(false);
        rule.add(given);
        if (instead !== undefined) expect(rule.delete(instead)).toBe(true);
      }
      expect([...rule].sort()).toEqual(bankHolidaysOf(year, division).map((holiday) => holiday.day));
    },
  );

  it("give the same names and substitutes as the published list of an ordinary year", () => {
    for (const division of divisions) {
      for (const year of [2024, 2025, 2027, 2028]) {
        const rule = projectedHolidays(year, division).map((holiday) => ({ ...holiday, projected: false }));
        expect(rule).toEqual(bankHolidaysOf(year, division));
      }
    }
  });

  it("give every year to 2045 as many weekdays as an ordinary year has, none of them twice", () => {
    const usual = { "england-and-wales": 8, scotland: 9, "northern-ireland": 10 };
    for (const division of divisions) {
      for (let year = 2025; year <= 2045; year += 1) {
        const days = projectedHolidays(year, division).map((holiday) => holiday.day);
        expect(new Set(days).size).toBe(usual[division]);
        expect(days.filter((day) => weekdayOf(day) > 5 || !day.startsWith(`${year}-`))).toEqual([]);
        expect(days).toEqual([...days].sort());
      }
    }
  });

  it.each([
    [1961, "1961-04-02"],
    [1981, "1981-04-19"],
    [2000, "2000-04-23"],
    [2008, "2008-03-23"],
    [2025, "2025-04-20"],
    [2027, "2027-03-28"],
    [2038, "2038-04-25"],
    [2049, "2049-04-18"],
  ])("put Easter of %i on %s", (year, day) => {
    expect(easterSunday(year)).toBe(day);
  });

  it("give both days of Scotland's new year a substitute when both fall on a weekend", () => {
    expect(projectedHolidays(2033, "scotland").slice(0, 2)).toEqual([
      { day: "2033-01-03", title: "New Year’s Day", substitute: true, projected: true },
      { day: "2033-01-04", title: "2nd January", substitute: true, projected: true },
    ]);
  });

  it("give Christmas Day on a Sunday the Tuesday, as Boxing Day keeps its Monday", () => {
    expect(projectedHolidays(2033, "england-and-wales").slice(-2)).toEqual([
      { day: "2033-12-26", title: "Boxing Day", substitute: false, projected: true },
      { day: "2033-12-27", title: "Christmas Day", substitute: true, projected: true },
    ]);
  });
});

describe("Tuesdays on which the allocation meeting cannot be held (F25)", () => {
  it.each(["2027-12-28", "2028-12-26", "2029-12-25", "2030-01-01"] as const)("include %s", (day) => {
    expect(weekdayOf(day)).toBe(2);
    for (const division of divisions) expect(isBankHoliday(day, division)).toBe(true);
  });

  it("names 28 December 2027 as a substitute", () => {
    const day = bankHolidaysOf(2027, "england-and-wales").at(-1);
    expect(day).toEqual({ day: "2027-12-28", title: "Boxing Day", substitute: true, projected: false });
  });
});
