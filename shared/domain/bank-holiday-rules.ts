import { type CalendarDay, dayOfDate, nextWeekday, plusDays, weekdayOf } from "./day-numbers.ts";

/** A part of the UK with bank holidays of its own, as gov.uk names them. */
export type Division = "england-and-wales" | "scotland" | "northern-ireland";

export interface BankHoliday {
  readonly day: CalendarDay;
  readonly title: string;
  /** A day given in place of one that fell on a weekend. */
  readonly substitute: boolean;
  /** Worked out by rule, because gov.uk had not published the year: a one-off day may still be proclaimed. */
  readonly projected: boolean;
}

/**
 * Bank holidays of a year worked out by rule: the Banking and Financial Dealings Act 1971, Schedule 1, with the days
 * proclaimed every year since (New Year's Day and the early May Monday; in Scotland Boxing Day and the late May
 * Monday as well), and St Andrew's Day (St Andrew's Day Bank Holiday (Scotland) Act 2007). One-off days (a jubilee, a
 * coronation) cannot be worked out, so every day is marked as projected. The years of `bank-holidays.json` are the
 * proof of these rules, in test/unit/domain/bank-holidays.test.ts.
 */
export function projectedHolidays(year: number, division: Division): BankHoliday[] {
  const easter = easterSunday(year);
  const inScotland = division === "scotland";
  const moveable: Named[] = [
    ["Good Friday", plusDays(easter, -2)],
    ...(inScotland ? [] : [["Easter Monday", plusDays(easter, 1)] as const]),
    ["Early May bank holiday", nextWeekday(dayOfDate(year, 5, 1), 1, { including: true })],
    ["Spring bank holiday", nextWeekday(dayOfDate(year, 5, 25), 1, { including: true })],
    ["Summer bank holiday", nextWeekday(dayOfDate(year, 8, inScotland ? 1 : 25), 1, { including: true })],
  ];
  const holidays = moveable.map(([title, day]) => projected(title, day, false));
  const taken = new Set(holidays.map((holiday) => holiday.day));
  for (const group of fixedDays(year, division)) {
    // Days that keep their date are settled before the substitutes, which take the next free working days.
    for (const [, day] of group) if (weekdayOf(day) < 6) taken.add(day);
    for (const [title, day] of group) {
      const substitute = weekdayOf(day) >= 6;
      const given = substitute ? nextFree(day, taken) : day;
      taken.add(given);
      holidays.push(projected(title, given, substitute));
    }
  }
  return holidays.sort((a, b) => (a.day < b.day ? -1 : 1));
}

type Named = readonly [title: string, day: CalendarDay];

/** Days with a date of their own; those of one group stand next to each other and share out the substitutes. */
function fixedDays(year: number, division: Division): Named[][] {
  const newYear: Named[] = [["New Year’s Day", dayOfDate(year, 1, 1)]];
  const christmas: Named[] = [
    ["Christmas Day", dayOfDate(year, 12, 25)],
    ["Boxing Day", dayOfDate(year, 12, 26)],
  ];
  if (division === "england-and-wales") return [newYear, christmas];
  if (division === "scotland") {
    newYear.push(["2nd January", dayOfDate(year, 1, 2)]);
    return [newYear, [["St Andrew’s Day", dayOfDate(year, 11, 30)]], christmas];
  }
  return [
    newYear,
    [["St Patrick’s Day", dayOfDate(year, 3, 17)]],
    [["Battle of the Boyne (Orangemen’s Day)", dayOfDate(year, 7, 12)]],
    christmas,
  ];
}

function nextFree(day: CalendarDay, taken: ReadonlySet<CalendarDay>): CalendarDay {
  let free = plusDays(day, 1);
  while (weekdayOf(free) >= 6 || taken.has(free)) free = plusDays(free, 1);
  return free;
}

function projected(title: string, day: CalendarDay, substitute: boolean): BankHoliday {
  return { day, title, substitute, projected: true };
}

/** Easter Sunday of the Gregorian calendar, by the anonymous algorithm (Meeus, Jones, Butcher). */
export function easterSunday(year: number): CalendarDay {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return dayOfDate(year, month, (h + l - 7 * m + 33 * month + 19) % 32);
}
