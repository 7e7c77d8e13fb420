/**
 * A day of the calendar as text, `2026-12-01`, with no time and no zone. Days sort as text. The type is a pattern, so
 * that neither an `Instant` nor any other string passes for a day: text from outside goes through `calendarDay`.
 */
export type CalendarDay = `${number}-${number}-${number}`;

/** Days of the week as ISO 8601 counts them: Monday is 1, Sunday is 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const millisecondsOfADay = 86_400_000;
const shape = /^\d{4}-\d{2}-\d{2}$/;
/**
 * The days that were asked for and their numbers: every working day that is counted passes here, and they are the same few
 * thousand over and over. Only those within a century and a half of 1970 are kept, so that no caller can fill the memory.
 */
const numbers = new Map<string, number>();
const days = new Map<number, CalendarDay>();
const farthestKept = 55_000;

/**
 * The day a text names.
 * @throws RangeError when it is not a real day written as YYYY-MM-DD (2026-02-30 is refused, not moved into March).
 */
export function calendarDay(text: string): CalendarDay {
  dayNumber(text);
  // What has a number has passed the pattern, and the comparison that refuses a day its month does not have.
  return text as CalendarDay;
}

/** The day of a year, a month (January 1) and a day of the month. @throws RangeError when there is no such day. */
export function dayOfDate(year: number, month: number, day: number): CalendarDay {
  return calendarDay(written(year, month, day));
}

/** The year, month (January 1) and day of the month of a day. @throws RangeError when it is not a real day. */
export function dateOf(day: CalendarDay): { year: number; month: number; day: number } {
  calendarDay(day);
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), day: Number(day.slice(8)) };
}

/** The day `n` calendar days later; earlier when `n` is negative. @throws RangeError unless `n` is a whole number. */
export function plusDays(day: CalendarDay, n: number): CalendarDay {
  if (!Number.isInteger(n)) throw new RangeError(`${n} is not a whole number of days`);
  return fromDayNumber(dayNumber(day) + n);
}

/** Calendar days from `a` to `b`: negative when `b` is earlier. */
export function daysBetween(a: CalendarDay, b: CalendarDay): number {
  return dayNumber(b) - dayNumber(a);
}

/** The day of the week: Monday is 1, Sunday is 7. */
export function weekdayOf(day: CalendarDay): Weekday {
  // Day 0, 1 January 1970, was a Thursday (4). The remainder is 0..6, so the sum is one of the seven.
  return (((((dayNumber(day) + 3) % 7) + 7) % 7) + 1) as Weekday;
}

/**
 * The first day that falls on `weekday` (Monday 1, Sunday 7), from `day` on; `including` says whether `day` itself may
 * be the answer. @throws RangeError when there is no such weekday.
 */
export function nextWeekday(
  day: CalendarDay,
  weekday: number,
  { including }: { including: boolean },
): CalendarDay {
  if (!Number.isInteger(weekday) || weekday < 1 || weekday > 7) {
    throw new RangeError(`${weekday} is not a day of the week from 1 (Monday) to 7 (Sunday)`);
  }
  const ahead = (weekday - weekdayOf(day) + 7) % 7;
  return plusDays(day, ahead === 0 && !including ? 7 : ahead);
}

/** Days since 1 January 1970. */
function dayNumber(text: string): number {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  const at = shape.test(text) ? Date.parse(text) : Number.NaN;
  // A 30 February is read as the 2 March: the day of the month tells.
  if (Number.isNaN(at) || new Date(at).getUTCDate() !== Number(text.slice(8))) {
    throw new RangeError(`"${text}" is not a day of the calendar written as YYYY-MM-DD`);
  }
  const number = at / millisecondsOfADay;
  if (Math.abs(number) < farthestKept) numbers.set(text, number);
  return number;
}

/** The day so many days after 1 January 1970. @throws RangeError when its year has more than four digits. */
export function fromDayNumber(number: number): CalendarDay {
  const known = days.get(number);
  if (known !== undefined) return known;
  const date = new Date(number * millisecondsOfADay);
  const year = date.getUTCFullYear();
  // Only the year can be wrong here: out of range, or no number at all.
  if (!(year >= 0 && year <= 9999)) throw new RangeError("a day of the calendar has a year of four digits");
  const day = written(year, date.getUTCMonth() + 1, date.getUTCDate()) as CalendarDay;
  if (Math.abs(number) < farthestKept) days.set(number, day);
  return day;
}

function written(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
