import { atTime, type CalendarDay, dayOf, plusDays } from "../calendar-day.ts";
import { refuse, refuseReason } from "../decision.ts";
import { isMeetingDay, meetingAfter } from "../meeting-calendar.ts";
import type { Case } from "./case.ts";
import type { AllocationChoice, Context, DecideAllocation } from "./commands.ts";
import type { Obligation } from "./obligation.ts";

/** The meeting that a decision is minuted under; none for one taken outside a meeting, or that is on no agenda yet. */
export interface Sitting {
  readonly meeting?: CalendarDay;
}

/**
 * That sitting: the one named, else today's while it sits, was opened and not closed, and has the case on its agenda. What
 * is decided while nobody has opened a meeting makes none held (F27).
 */
export function sittingOf(
  obligation: Obligation,
  { meeting, isOpened = false, isClosed = false }: DecideAllocation,
  { at, policy }: Context,
): Sitting {
  if (meeting) return { meeting };
  const today = dayOf(at);
  const { startsAt, endsAt } = policy.meeting;
  if (!isOpened || isClosed || isForLater(obligation, today)) return {};
  const isSitting =
    isMeetingDay(policy, today) && atTime(today, startsAt) <= at && at <= atTime(today, endsAt);
  return isSitting ? { meeting: today } : {};
}

/** Whether a case waits for a later meeting than the one on `day`, and so is not on that one's agenda. */
const isForLater = ({ kind, meeting }: Obligation, day: CalendarDay): boolean =>
  kind === "allocation" && meeting !== undefined && meeting > day;

/** A decision is a meeting's where that has begun its day, has not been closed, and has the case on its agenda. */
export function refuseMeeting(
  { receivedAt, deferrals = 0, lookAgain }: Case,
  obligation: Obligation,
  { isPutOff, meeting, isClosed = false }: DecideAllocation & { readonly isPutOff: boolean },
  { at, policy }: Context,
) {
  // Deferred already, it is for a later meeting: asked twice, it must not be pushed out twice (I3).
  if (isPutOff && isForLater(obligation, dayOf(at)))
    return refuse(deferrals > 0 || lookAgain ? "already-decided" : "not-on-agenda", {
      meeting: obligation.meeting ?? "",
    });
  if (meeting === undefined) return undefined;
  if (!isMeetingDay(policy, meeting) || meeting < dayOf(receivedAt))
    return refuse("not-a-meeting-day", { day: meeting });
  if (meeting > dayOf(at)) return refuse("meeting-not-yet", { day: meeting });
  if (atTime(meetingAfter(policy, meeting), policy.meeting.startsAt) <= at)
    return refuse("meeting-passed", { day: meeting });
  if (isClosed) return refuse("meeting-closed", { day: meeting });
  if (isForLater(obligation, meeting))
    return refuse("not-on-agenda", { day: meeting, meeting: obligation.meeting ?? "" });
  return undefined;
}

/** A case is deferred to a named meeting after its own that is still to come, and for a reason of the policy (I3). */
export function refuseDeferral(
  { meeting }: Obligation,
  { until, reason }: Extract<AllocationChoice, { decision: "defer" }>,
  { at, policy }: Context,
) {
  const { deferral, startsAt } = policy.meeting;
  const bad = refuseReason(reason, deferral.reasons);
  if (bad) return bad;
  if (!isMeetingDay(policy, until)) return refuse("not-a-meeting-day", { day: until });
  if (atTime(until, startsAt) <= at || (meeting !== undefined && until <= meeting))
    return refuse("not-a-later-meeting", { day: until });
  const latest = plusDays(dayOf(at), deferral.withinDays);
  return until > latest ? refuse("deferred-too-far", { day: until, latest }) : undefined;
}
