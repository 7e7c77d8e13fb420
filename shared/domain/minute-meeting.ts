import type { CalendarDay, Instant } from "./calendar-day.ts";
import { accept, type Decision } from "./decision.ts";
import type { AllocationMeeting, MeetingEvent, MinutedDecision } from "./meeting.ts";
import { chaseOf } from "./meeting-chase.ts";
import type { Policy } from "./policy.ts";

/** What a case tells the meeting of: never refused, because it stands already. */
export type MinuteCommand =
  | ({ readonly type: "minute" } & MinutedDecision)
  | { readonly type: "minute-taken-in"; readonly caseRef: string; readonly by: string; readonly at: Instant };

/**
 * Minutes what a case has decided, once by its key; apart from what people do at a meeting, as every effect may need it.
 * A decision makes a meeting held: whoever opened it or not, somebody is chased until it is closed (F27).
 */
export function minuteMeeting(
  held: AllocationMeeting | undefined,
  command: MinuteCommand,
  sitting: { readonly day: CalendarDay; readonly service: string },
  policy: Pick<Policy, "meeting" | "division">,
): Decision<MeetingEvent> {
  if (command.type === "minute") {
    const { type: _, ...minuted } = command;
    if (held?.decisions.some(({ key }) => key === command.key)) return accept();
    const isChased = held?.chase !== undefined || held?.closed !== undefined;
    const chase = isChased ? [] : [chaseOf(policy, sitting.day, minuted.at)];
    return accept<MeetingEvent>(
      { type: "DecisionMinuted", ...sitting, ...minuted },
      ...chase.map((begun): MeetingEvent => ({ type: "MeetingChaseBegun", ...sitting, ...begun })),
    );
  }
  const { caseRef, by, at } = command;
  if (held?.takenIn?.some((taken) => taken.caseRef === caseRef)) return accept();
  return accept<MeetingEvent>({ type: "TakenInMinuted", ...sitting, caseRef, by, at });
}
