import {
  atTime,
  type CalendarDay,
  dayOf,
  type Instant,
  nextWeekday,
  plusDays,
  plusWorkingDays,
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

/** When the agenda of the meeting on `day` closes (CST-06); what arrives later is for the next one. */
export function cutOffOf({ meeting: { cutOff }, division }: Policy, day: CalendarDay): Instant {
  return atTime(plusWorkingDays(day, cutOff.workingDays, division), cutOff.at);
}

/**
 * The meeting on whose agenda a referral belongs that arrived at `receivedAt` and was screened at `at`: the first
 * whose agenda had not closed when it arrived, or, where that one has begun meanwhile, the first still open now.
 */
export function agendaFor(policy: Policy, receivedAt: Instant, at: Instant): CalendarDay {
  const own = firstOpen(policy, receivedAt);
  return atTime(own, policy.meeting.startsAt) > at ? own : firstOpen(policy, at);
}

function firstOpen(policy: Policy, at: Instant): CalendarDay {
  let day = nextMeeting(policy, at);
  while (cutOffOf(policy, day) <= at) day = meetingAfter(policy, day);
  return day;
}

/** The meeting after the one on `day`. */
export const meetingAfter = (policy: Policy, day: CalendarDay): CalendarDay =>
  nextMeeting(policy, atTime(day, policy.meeting.startsAt));

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
