import { describe, expect, it } from "vitest";
import {
  atTime,
  type CalendarDay,
  calendarDay,
  calendarDaysLeft,
  dayOf,
  daysBetween,
  instant,
  isWorkingDay,
  minutesBetween,
  nextWeekday,
  plusDays,
  plusMinutes,
  plusWorkingDays,
  sayDay,
  sayInstant,
  weekdayOf,
  workingDayOnOrAfter,
} from "#shared/domain/calendar-day.ts";

describe("a day of the calendar", () => {
  it.each(["2026-12-01", "2028-02-29", "0099-01-01"])("takes %s", (text) => {
    expect(calendarDay(text)).toBe(text);
  });

  it.each([
    "2026-02-30",
    "2027-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-1-1",
    "2026-12-01T09:00:00.000Z",
    "1 December 2026",
    "",
  ])("refuses %j and says why", (text) => {
    expect(() => calendarDay(text)).toThrow(`"${text}" is not a day of the calendar written as YYYY-MM-DD`);
  });

  it("adds days over the ends of months, leap years and years", () => {
    expect(plusDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(plusDays("2027-02-28", 1)).toBe("2027-03-01");
    expect(plusDays("2028-03-01", -1)).toBe("2028-02-29");
    expect(plusDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(plusDays("2026-12-31", 0)).toBe("2026-12-31");
  });

  it("does not leave the years of four digits", () => {
    expect(() => plusDays("9999-12-31", 1)).toThrow("a year of four digits");
    expect(() => plusDays("0000-01-01", -1)).toThrow("a year of four digits");
    expect(() => plusDays("2026-01-01", 1e12)).toThrow("a year of four digits");
  });

  it("refuses a part of a day", () => {
    expect(() => plusDays("2026-12-01", 0.5)).toThrow("0.5 is not a whole number of days");
    expect(() => plusWorkingDays("2026-12-01", 1.5, "scotland")).toThrow(
      "not a whole number of working days",
    );
  });

  it("counts the days between two days, backwards as negative", () => {
    expect(daysBetween("2026-11-17", "2026-12-01")).toBe(14);
    expect(daysBetween("2026-12-01", "2026-11-17")).toBe(-14);
    expect(daysBetween("2027-03-27", "2027-03-29")).toBe(2);
  });

  it("knows the day of the week, Monday first, also before 1970", () => {
    expect(weekdayOf("2026-11-30")).toBe(1);
    expect(weekdayOf("2026-11-17")).toBe(2);
    expect(weekdayOf("2026-12-06")).toBe(7);
    expect(weekdayOf("1969-12-28")).toBe(7);
  });

  it("finds the next Tuesday, counting today only when asked to", () => {
    const tuesday: CalendarDay = "2026-11-17";
    expect(nextWeekday(tuesday, 2, { including: true })).toBe("2026-11-17");
    expect(nextWeekday(tuesday, 2, { including: false })).toBe("2026-11-24");
    expect(nextWeekday("2026-11-18", 2, { including: true })).toBe("2026-11-24");
    expect(nextWeekday("2026-11-16", 2, { including: false })).toBe("2026-11-17");
  });

  it.each([0, 8, 1.5])("refuses %s as a day of the week", (weekday) => {
    expect(() => nextWeekday("2026-11-17", weekday, { including: true })).toThrow("is not a day of the week");
  });
});

describe("a time on London's clocks", () => {
  it("is an hour earlier in UTC in summer", () => {
    expect(atTime("2026-07-01", "09:00")).toBe("2026-07-01T08:00:00.000Z");
    expect(atTime("2026-12-01", "09:00")).toBe("2026-12-01T09:00:00.000Z");
  });

  it("moves a time that the spring change skips to after the change", () => {
    expect(atTime("2027-03-28", "01:30")).toBe("2027-03-28T01:30:00.000Z");
    expect(sayInstant(atTime("2027-03-28", "01:30"))).toBe("Sunday 28 March 2027 at 02:30");
  });

  it("takes the first of the two times that autumn gives", () => {
    expect(atTime("2026-10-25", "01:30")).toBe("2026-10-25T00:30:00.000Z");
  });

  it.each(["9:00", "24:00", "09:60", "09:00:00", ""])("refuses %j", (time) => {
    expect(() => atTime("2026-12-01", time)).toThrow(`"${time}" is not a time from 00:00 to 23:59`);
  });

  it("refuses a day that does not exist", () => {
    expect(() => atTime("2026-02-30", "09:00")).toThrow("2026-02-30");
  });

  it("puts an instant on the day that London has then", () => {
    expect(dayOf("2026-06-30T22:59:59.999Z")).toBe("2026-06-30");
    expect(dayOf("2026-06-30T23:00:00.000Z")).toBe("2026-07-01");
    expect(dayOf("2026-12-31T23:59:59.999Z")).toBe("2026-12-31");
  });

  it.each([
    "2026-12-01",
    "2026-12-01T09:00:00+01:00",
    "2026-02-30T09:00:00.000Z",
    "2026-12-01T24:00:00.000Z",
    "soon",
  ])("refuses %j as an instant", (text) => {
    expect(() => dayOf(text)).toThrow(`"${text}" is not a UTC instant`);
  });

  it("changes at the hour of the change, not at the day", () => {
    const spring = ["2027-03-28T00:59:00.000Z", "2027-03-28T01:00:00.000Z"].map(sayInstant);
    expect(spring).toEqual(["Sunday 28 March 2027 at 00:59", "Sunday 28 March 2027 at 02:00"]);
    const autumn = ["2026-10-25T00:59:00.000Z", "2026-10-25T01:00:00.000Z"].map(sayInstant);
    expect(autumn).toEqual(["Sunday 25 October 2026 at 01:59", "Sunday 25 October 2026 at 01:00"]);
  });

  it("puts an instant from outside into the form that compares as text", () => {
    expect(instant("2026-12-01T09:00:00Z")).toBe("2026-12-01T09:00:00.000Z");
    expect(instant("2026-12-01T09:00:00.5Z")).toBe("2026-12-01T09:00:00.500Z");
    expect(instant("2026-12-01T09:00:00.123456Z")).toBe("2026-12-01T09:00:00.123Z");
  });

  it("says days and instants in words", () => {
    expect(sayDay("2026-12-01")).toBe("Tuesday 1 December 2026");
    expect(sayInstant("2026-12-01T09:00:00.000Z")).toBe("Tuesday 1 December 2026 at 09:00");
    expect(sayInstant("2026-06-30T23:05:00.000Z")).toBe("Wednesday 1 July 2026 at 00:05");
  });
});

describe("minutes", () => {
  it("are added to the instant, whatever the clocks do", () => {
    expect(plusMinutes("2026-10-25T00:30:00.000Z", 120)).toBe("2026-10-25T02:30:00.000Z");
    expect(plusMinutes("2026-12-01T00:00:00.000Z", -1)).toBe("2026-11-30T23:59:00.000Z");
  });

  it("between two instants are whole, backwards as negative", () => {
    expect(minutesBetween("2026-12-01T09:00:00.000Z", "2026-12-01T11:00:59.999Z")).toBe(120);
    expect(minutesBetween("2026-12-01T11:00:59.999Z", "2026-12-01T09:00:00.000Z")).toBe(-120);
  });
});

describe("the fortnightly review (CST-17)", () => {
  it("is first due at 09:00 fourteen days after the meeting that allocates", () => {
    const due = atTime(plusDays("2026-11-17", 14), "09:00");
    expect(due).toBe("2026-12-01T09:00:00.000Z");
    expect(sayInstant(due)).toBe("Tuesday 1 December 2026 at 09:00");
  });

  it.each([
    ["2027-03-16", "2027-03-30T08:00:00.000Z", "Tuesday 30 March 2027 at 09:00"],
    ["2026-10-13", "2026-10-27T09:00:00.000Z", "Tuesday 27 October 2026 at 09:00"],
  ] as const)("stays at 09:00 when the clocks change in the fortnight from %s", (from, due, said) => {
    expect(atTime(plusDays(from, 14), "09:00")).toBe(due);
    expect(sayInstant(due)).toBe(said);
  });
});

describe("working days (F25)", () => {
  it("are neither weekends nor bank holidays", () => {
    expect(isWorkingDay("2026-12-24", "england-and-wales")).toBe(true);
    expect(isWorkingDay("2026-12-25", "england-and-wales")).toBe(false);
    expect(isWorkingDay("2026-12-26", "england-and-wales")).toBe(false);
    expect(isWorkingDay("2026-12-27", "england-and-wales")).toBe(false);
    expect(isWorkingDay("2026-12-28", "england-and-wales")).toBe(false);
    expect(isWorkingDay("2026-12-29", "england-and-wales")).toBe(true);
  });

  it("differ by division", () => {
    expect(isWorkingDay("2026-11-30", "scotland")).toBe(false);
    expect(isWorkingDay("2026-11-30", "england-and-wales")).toBe(true);
    expect(isWorkingDay("2027-07-12", "northern-ireland")).toBe(false);
    expect(isWorkingDay("2027-07-12", "scotland")).toBe(true);
    expect(isWorkingDay("2027-03-29", "scotland")).toBe(true);
    expect(isWorkingDay("2027-03-29", "england-and-wales")).toBe(false);
  });

  it("carry a meeting on the substitute bank holiday of Tuesday 28 December 2027 to the Wednesday", () => {
    expect(workingDayOnOrAfter("2027-12-28", "england-and-wales")).toBe("2027-12-29");
    expect(workingDayOnOrAfter("2027-12-25", "england-and-wales")).toBe("2027-12-29");
    expect(workingDayOnOrAfter("2027-12-29", "england-and-wales")).toBe("2027-12-29");
  });

  it("count forwards and backwards over the holidays; none is the same day", () => {
    expect(plusWorkingDays("2026-12-24", 2, "england-and-wales")).toBe("2026-12-30");
    expect(plusWorkingDays("2026-12-30", -2, "england-and-wales")).toBe("2026-12-24");
    expect(plusWorkingDays("2026-12-26", 0, "england-and-wales")).toBe("2026-12-26");
    expect(plusWorkingDays("2026-12-26", 1, "england-and-wales")).toBe("2026-12-29");
    expect(plusWorkingDays("2026-12-26", -1, "england-and-wales")).toBe("2026-12-24");
  });
});

describe("the warning that the published bank holidays run out (F25)", () => {
  it("counts down to the last published day, and goes on below nothing", () => {
    expect(calendarDaysLeft("2028-12-01T09:00:00.000Z", "england-and-wales")).toBe(30);
    expect(calendarDaysLeft("2029-01-02T09:00:00.000Z", "england-and-wales")).toBe(-2);
  });
});
