import { type BankHoliday, type Division, projectedHolidays } from "./bank-holiday-rules.ts";
import published from "./bank-holidays.json" with { type: "json" };
import { type CalendarDay, calendarDay, dayOfDate } from "./day-numbers.ts";

/**
 * Bank holidays of the three UK divisions (X-02, F25).
 *
 * `bank-holidays.json` is gov.uk's own list in gov.uk's own shape (https://www.gov.uk/bank-holidays.json, Crown
 * copyright, Open Government Licence v3.0), taken from the source of that page: github.com/alphagov/frontend,
 * lib/data/bank-holidays.json at commit cb2a016 of 21 August 2026, titles in English. It holds whole years, 2019 to
 * 2028. To bring it up to date, put the newly published file in its place: the tests say whether the rules still
 * agree with it. Years that it does not hold are worked out by bank-holiday-rules.ts and marked as projected.
 */

export type { BankHoliday, Division } from "./bank-holiday-rules.ts";

export const divisions: readonly Division[] = ["england-and-wales", "scotland", "northern-ireland"];

const calendars: Readonly<Record<Division, Map<number, ReadonlyMap<CalendarDay, BankHoliday>>>> = {
  "england-and-wales": new Map(),
  scotland: new Map(),
  "northern-ireland": new Map(),
};

/** Bank holidays of a year, in order: the published ones, or projected ones for a year that is not published. */
export function bankHolidaysOf(year: number, division: Division): readonly BankHoliday[] {
  return [...calendarOf(year, division).values()];
}

/** Whether a day is a bank holiday in a division, by what is published or, beyond that, by rule. */
export function isBankHoliday(day: CalendarDay, division: Division): boolean {
  return calendarOf(Number(day.slice(0, 4)), division).has(day);
}

/** The last day whose bank holidays are published, not projected: 31 December of the last published year. */
export function calendarKnownUntil(division: Division): CalendarDay {
  const last = published[division].events.at(-1);
  if (last === undefined) throw new RangeError(`no bank holidays are published for ${division}`);
  return dayOfDate(Number(last.date.slice(0, 4)), 12, 31);
}

function calendarOf(year: number, division: Division): ReadonlyMap<CalendarDay, BankHoliday> {
  const known = calendars[division].get(year);
  if (known !== undefined) return known;
  const confirmed = publishedOf(year, division);
  const all = confirmed.length > 0 ? confirmed : projectedHolidays(year, division);
  const calendar = new Map(all.map((holiday) => [holiday.day, holiday]));
  calendars[division].set(year, calendar);
  return calendar;
}

function publishedOf(year: number, division: Division): BankHoliday[] {
  return published[division].events
    .filter((event) => event.date.startsWith(`${year}-`))
    .map((event) => ({
      day: calendarDay(event.date),
      title: event.title,
      substitute: event.notes === "Substitute day",
      projected: false,
    }));
}
