import {
  type CalendarDay,
  type Division,
  dayOf,
  daysBetween,
  type Instant,
  isWorkingDay,
  plusDays,
} from "../calendar-day.ts";

/** How many working days lie after `from`, up to `to` and with it; 0 for the same day. */
export function workingDaysBetween(from: CalendarDay, to: CalendarDay, division: Division): number {
  let count = 0;
  for (let day = from; day < to; ) {
    day = plusDays(day, 1);
    if (isWorkingDay(day, division)) count++;
  }
  return count;
}

/** Calendar days between the days in London of two instants. */
export const daysFrom = (from: Instant, to: Instant): number => daysBetween(dayOf(from), dayOf(to));
