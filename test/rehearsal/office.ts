import {
  atTime,
  dayOf,
  type Instant,
  isWorkingDay,
  plusDays,
  plusMinutes,
  plusWorkingDays,
} from "#shared/domain/calendar-day.ts";
import type { World } from "./world.ts";

/** The next time in office hours at or after an instant, some minutes into it. */
export function officeTime(world: World, at: Instant, minutes: number): Instant {
  let day = dayOf(at);
  if (at > atTime(day, "16:00")) day = plusDays(day, 1);
  while (!isWorkingDay(day, world.policy.division)) day = plusDays(day, 1);
  const opens = atTime(day, "09:00");
  return plusMinutes(opens > at ? opens : at, minutes);
}

/** Some time in office hours on the nth working day after the day of an instant. */
export const workingDaysOn = (world: World, at: Instant, days: number, minutes: number): Instant =>
  plusMinutes(atTime(plusWorkingDays(dayOf(at), days, world.policy.division), "09:00"), minutes);
