import * as InstantOf from "temporal-polyfill/fns/Instant";
import * as PlainDateTime from "temporal-polyfill/fns/PlainDateTime";
import * as ZonedDateTime from "temporal-polyfill/fns/ZonedDateTime";
import { calendarKnownUntil, type Division, isBankHoliday } from "./bank-holidays.ts";
import { type CalendarDay, dateOf, daysBetween, fromDayNumber, plusDays, weekdayOf } from "./day-numbers.ts";

/**
 * Days and times as a council counts them (X-02, F24, F25): days are days in Europe/London, a time of day is the time
 * on the clock there, and an `Instant` is worked out from the two as late as possible, so that 09:00 stays 09:00 over
 * a change of the clocks. The one door to the time zone: nothing else imports temporal-polyfill.
 */

export { type Division, divisions } from "./bank-holidays.ts";
export {
  type CalendarDay,
  calendarDay,
  daysBetween,
  nextWeekday,
  plusDays,
  type Weekday,
  weekdayOf,
} from "./day-numbers.ts";

/** A UTC instant as ISO 8601 with milliseconds and `Z`, so that instants sort as text. */
export type Instant = string;

const zone = "Europe/London";
const millisecondsOfAMinute = 60_000;
const millisecondsOfAnHour = 3_600_000;
const millisecondsOfADay = 86_400_000;
/** What the zone has answered: it is asked for the same few days over and over, and never answers differently. */
const instants = new Map<string, Instant>();
const offsets = new Map<number, number>();
const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const months = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];

/**
 * The instant a text from outside names, in the one form in which instants compare as text: a service may leave out
 * the milliseconds of a whole second.
 * @throws RangeError when it is not a real UTC instant.
 */
export function instant(text: string): Instant {
  return textOf(millisecondsOf(text));
}

/** The day in London at an instant. @throws RangeError when the text is not a UTC instant. */
export function dayOf(instant: Instant): CalendarDay {
  return fromDayNumber(Math.floor(londonTime(instant) / millisecondsOfADay));
}

/**
 * The instant at which London's clocks show `time` ("09:00") on `day`. A time that the spring change skips is taken
 * as far after the change as it would have been; of a time that happens twice in autumn, the first is meant.
 * @throws RangeError when there is no such day or time.
 */
export function atTime(day: CalendarDay, time: string): Instant {
  const key = `${day}T${time}`;
  const known = instants.get(key);
  if (known !== undefined) return known;
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) {
    throw new RangeError(`"${time}" is not a time from 00:00 to 23:59`);
  }
  const date = dateOf(day);
  const [hour, minute] = [Number(time.slice(0, 2)), Number(time.slice(3))];
  const wall = PlainDateTime.create(date.year, date.month, date.day, hour, minute);
  const there = PlainDateTime.toZonedDateTime(wall, zone, { disambiguation: "compatible" });
  const found = textOf(there.epochMilliseconds);
  instants.set(key, found);
  return found;
}

/** The last instant of a day in London. */
export const lastInstantOf = (day: CalendarDay): Instant =>
  textOf(millisecondsOf(atTime(plusDays(day, 1), "00:00")) - 1);

/** Whether offices are open: neither a weekend nor a bank holiday of the division. */
export function isWorkingDay(day: CalendarDay, division: Division): boolean {
  return weekdayOf(day) < 6 && !isBankHoliday(day, division);
}

/** The day itself when it is a working day, else the next one that is. */
export function workingDayOnOrAfter(day: CalendarDay, division: Division): CalendarDay {
  return isWorkingDay(day, division) ? day : plusWorkingDays(day, 1, division);
}

/**
 * The `n`th working day after `day`, or before it when `n` is negative; 0 is `day` itself, working day or not.
 * @throws RangeError unless `n` is a whole number.
 */
export function plusWorkingDays(day: CalendarDay, n: number, division: Division): CalendarDay {
  if (!Number.isInteger(n)) throw new RangeError(`${n} is not a whole number of working days`);
  let at = day;
  for (let left = Math.abs(n); left > 0; ) {
    at = plusDays(at, Math.sign(n));
    if (isWorkingDay(at, division)) left -= 1;
  }
  return at;
}

/** How many working days lie after `from`, up to `until` and with it; 0 where `until` is not later. */
export function workingDaysBetween(from: CalendarDay, until: CalendarDay, division: Division): number {
  let days = 0;
  for (let day = from; day < until; ) {
    day = plusDays(day, 1);
    if (isWorkingDay(day, division)) days += 1;
  }
  return days;
}

/** The instant `n` minutes later; earlier when `n` is negative. */
export function plusMinutes(instant: Instant, n: number): Instant {
  return textOf(millisecondsOf(instant) + n * millisecondsOfAMinute);
}

/** Whole minutes from `a` to `b`, rounded towards zero; negative when `b` is earlier. */
export function minutesBetween(a: Instant, b: Instant): number {
  return Math.trunc((millisecondsOf(b) - millisecondsOf(a)) / millisecondsOfAMinute);
}

/** A day as people say it: "Tuesday 1 December 2026". */
export function sayDay(day: CalendarDay): string {
  const date = dateOf(day);
  return `${weekdays[weekdayOf(day) - 1]} ${date.day} ${months[date.month - 1]} ${date.year}`;
}

/** An instant as people in London say it: "Tuesday 1 December 2026 at 09:00". */
export function sayInstant(instant: Instant): string {
  return `${sayDay(dayOf(instant))} at ${textOf(londonTime(instant)).slice(11, 16)}`;
}

/**
 * Days until the published bank holidays run out and projected ones take over; negative when they have. The
 * reconciler reports it as a metric, so that somebody puts the new list in before it matters (F25).
 */
export function calendarDaysLeft(at: Instant, division: Division): number {
  return daysBetween(dayOf(at), calendarKnownUntil(division));
}

/** What London's clocks show, in the milliseconds at which UTC's clocks show the same. */
function londonTime(instant: Instant): number {
  const milliseconds = millisecondsOf(instant);
  return milliseconds + offsetAt(milliseconds);
}

/** London's distance from UTC in milliseconds, which only ever changes at a whole hour of UTC. */
function offsetAt(milliseconds: number): number {
  const hour = Math.floor(milliseconds / millisecondsOfAnHour);
  const known = offsets.get(hour);
  if (known !== undefined) return known;
  const there = InstantOf.toZonedDateTimeISO(InstantOf.fromEpochMilliseconds(milliseconds), zone);
  const found = ZonedDateTime.offsetNanoseconds(there) / 1_000_000;
  offsets.set(hour, found);
  return found;
}

function millisecondsOf(text: string): number {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) ? Date.parse(text) : Number.NaN;
  // The comparison refuses 30 February and 24:00, which would otherwise move to another day.
  if (Number.isNaN(at) || new Date(at).getUTCDate() !== Number(text.slice(8, 10))) {
    throw new RangeError(`"${text}" is not a UTC instant such as 2026-12-01T09:00:00.000Z`);
  }
  return at;
}

function textOf(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString();
}
