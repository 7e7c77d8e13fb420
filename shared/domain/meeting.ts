import type { CalendarDay, Instant } from "./calendar-day.ts";
import { accept, type Decision } from "./decision.ts";

/** One decision as the meeting's minutes keep it; the decision itself belongs to its case. */
export interface MinutedDecision {
  readonly key: string;
  readonly caseRef: string;
  readonly decision: string;
  readonly at: Instant;
}

/** A sitting of the weekly allocation meeting (CST-06): held as soon as one decision is minuted under it. */
export interface AllocationMeeting {
  readonly day: CalendarDay;
  readonly service: string;
  readonly decisions: readonly MinutedDecision[];
}

export type MeetingEvent = {
  readonly type: "DecisionMinuted";
  readonly day: CalendarDay;
  readonly service: string;
} & MinutedDecision;
export type MeetingCommand = {
  readonly type: "minute";
  readonly day: CalendarDay;
  readonly service: string;
} & MinutedDecision;

/** Minutes a decision once, by its key. */
export function decideMeeting(
  held: AllocationMeeting | undefined,
  command: MeetingCommand,
): Decision<MeetingEvent> {
  if (held?.decisions.some((minuted) => minuted.key === command.key)) return accept();
  return accept<MeetingEvent>({ ...command, type: "DecisionMinuted" });
}

export function evolveMeeting(held: AllocationMeeting | undefined, event: MeetingEvent): AllocationMeeting {
  const { type: _, day, service, ...minuted } = event;
  return { day, service, decisions: [...(held?.decisions ?? []), minuted] };
}
