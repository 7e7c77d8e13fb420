import {
  atTime,
  type CalendarDay,
  dayOf,
  type Instant,
  nextWeekday,
  plusDays,
  workingDayOnOrAfter,
} from "./calendar-day.ts";
import type { Policy } from "./policy.ts";

/** The day that the meeting of the week of `weekday` sits: its weekday, or the next working day (X-02, F25). */
const sitting = (policy: Policy, weekday: CalendarDay): CalendarDay =>
  workingDayOnOrAfter(weekday, policy.division);

/**
 * The first meeting that has not begun at `at`. A referral that arrives while a meeting sits is for the next one,
 * and a meeting that was moved off a bank holiday is still to come until its own start (CST-06, X-02).
 */
export function nextMeeting(policy: Policy, at: Instant): CalendarDay {
  const { weekday, startsAt } = policy.meeting;
  let candidate = nextWeekday(plusDays(dayOf(at), -7), weekday, { including: true });
  while (atTime(sitting(policy, candidate), startsAt) <= at) candidate = plusDays(candidate, 7);
  return sitting(policy, candidate);
}

/** The meeting that sits at `at`, or else the next one: what a manager means by "the meeting" until it has ended. */
export function currentMeeting(policy: Policy, at: Instant): CalendarDay {
  const today = dayOf(at);
  const isSitting = isMeetingDay(policy, today) && at < atTime(today, policy.meeting.endsAt);
  return isSitting ? today : nextMeeting(policy, at);
}

/** Whether the service's meeting sits on `day`. */
export function isMeetingDay(policy: Policy, day: CalendarDay): boolean {
  const weekday = nextWeekday(plusDays(day, -6), policy.meeting.weekday, { including: true });
  return sitting(policy, weekday) === day || sitting(policy, plusDays(weekday, -7)) === day;
}
