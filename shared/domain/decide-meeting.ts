import { atTime, type CalendarDay, dayOf, type Instant } from "./calendar-day.ts";
import { type Actor, accept, type Decision, hasAny, type Refusal, refuse } from "./decision.ts";
import { climbedSince } from "./ladder.ts";
import { type AllocationMeeting, type Attendance, isAsked, isHeld, type MeetingEvent } from "./meeting.ts";
import { isMeetingDay, meetingAfter } from "./meeting-calendar.ts";
import { chaseOf } from "./meeting-chase.ts";
import type { Policy } from "./policy.ts";
import type { RankedCase } from "./ranking.ts";
import { find, isActive, type Roster } from "./roster.ts";

export type MeetingCommand =
  /** The agenda is the ranked list as it stands when somebody opens. */
  | {
      readonly type: "open";
      readonly by: Actor;
      readonly attendance: Attendance;
      readonly agenda: readonly RankedCase[];
      readonly roster: Roster;
    }
  | {
      readonly type: "order";
      readonly by: Actor;
      readonly caseRef: string;
      readonly place: number;
      readonly content: string;
      readonly agenda: readonly string[];
    }
  /** `waiting`: the cases of its agenda that nobody has decided about. */
  | { readonly type: "close"; readonly by: Actor; readonly waiting: readonly RankedCase[] }
  | { readonly type: "correct"; readonly by: Actor; readonly content: string }
  | { readonly type: "climb" };

export interface MeetingContext {
  readonly at: Instant;
  readonly policy: Policy;
  readonly day: CalendarDay;
}

/** What happens at a meeting and to its minutes. What is decided about a case, the case decides (CST-06, CST-07). */
export function decideMeeting(
  held: AllocationMeeting | undefined,
  command: MeetingCommand,
  context: MeetingContext,
): Decision<MeetingEvent> {
  const { day, policy } = context;
  const sitting = { day, service: policy.service };
  switch (command.type) {
    case "climb":
      if (!isAsked(held)) return accept();
      // Past the last rung nobody is asked any more: minutes are no case, and each case that the meeting did not reach has a
      // ladder of its own, which never gives up (I5).
      return accept(
        ...climbedSince<MeetingEvent>(held.chase, policy.meeting.closingLadder, {
          at: context.at,
          division: policy.division,
          passed: (rung) => ({ type: "MeetingRungReached", ...sitting, ...rung }),
          extended: () => ({ type: "MeetingChaseEnded", ...sitting }),
        }),
      );
    default:
      return refuseAct(held, command, context) ?? act(held, command, context);
  }
}

type Act = Extract<MeetingCommand, { readonly by: Actor }>;

function refuseAct(
  held: AllocationMeeting | undefined,
  { by, type }: Act,
  { at, policy, day }: MeetingContext,
): { readonly refused: Refusal } | undefined {
  if (!hasAny(by, "manager", "service-manager")) return refuse("not-a-decision-maker");
  if (!isMeetingDay(policy, day)) return refuse("not-a-meeting-day", { day });
  if (type !== "order" && day > dayOf(at)) return refuse("meeting-not-yet", { day });
  if (type === "correct" || type === "close") return isHeld(held) ? undefined : refuse("meeting-not-held");
  if (held?.closed) return refuse("meeting-closed", { day });
  const next = atTime(meetingAfter(policy, day), policy.meeting.startsAt);
  return next <= at ? refuse("meeting-passed", { day }) : undefined;
}

function act(
  held: AllocationMeeting | undefined,
  command: Act,
  { at, policy, day }: MeetingContext,
): Decision<MeetingEvent> {
  const done = { day, service: policy.service, by: command.by.id, at };
  switch (command.type) {
    case "open": {
      const attendance = wholeAttendance(command.attendance);
      const stranger = [...attendance.present, ...attendance.apologies].find(
        (staffId) => !isInPost(command.roster, staffId, day),
      );
      if (stranger) return refuse("not-on-roster", { staff: stranger });
      if (!held?.opened) {
        const { agenda } = command;
        const chase = chaseOf(policy, day, at);
        return accept<MeetingEvent>({ type: "MeetingOpened", ...done, ...attendance, agenda, ...chase });
      }
      const isSame = JSON.stringify(held.attendance) === JSON.stringify(attendance);
      return isSame ? accept() : accept<MeetingEvent>({ type: "AttendanceRecorded", ...done, ...attendance });
    }
    case "order": {
      const { caseRef, place, content, agenda } = command;
      if (!agenda.includes(caseRef)) return refuse("not-on-agenda", { day });
      if (place > agenda.length) return refuse("no-such-place", { places: agenda.length });
      const last = held?.moved?.at(-1);
      if (last?.caseRef === caseRef && last.place === place && last.content === content) return accept();
      return accept<MeetingEvent>({ type: "AgendaReordered", ...done, caseRef, place, content });
    }
    case "close": {
      if (held?.closed) return accept();
      const notReached = command.waiting.map(({ caseRef }) => caseRef);
      const agenda = held?.agenda ? {} : { agenda: command.waiting };
      return accept<MeetingEvent>({ type: "MeetingClosed", ...done, notReached, ...agenda });
    }
    case "correct": {
      const { content } = command;
      if (held?.corrections?.some((correction) => correction.content === content)) return accept();
      return accept<MeetingEvent>({ type: "MinutesCorrected", ...done, content });
    }
  }
}

/** The chair is present, and each is named once. */
const wholeAttendance = ({ chair, present, apologies }: Attendance): Attendance => ({
  chair,
  present: [...new Set([chair, ...present])],
  apologies: [...new Set(apologies)],
});

function isInPost(roster: Roster, staffId: string, day: CalendarDay): boolean {
  const member = find(roster, staffId);
  return member !== undefined && isActive(member, day);
}
