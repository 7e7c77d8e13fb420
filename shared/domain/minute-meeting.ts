import type { CalendarDay, Instant } from "./calendar-day.ts";
import { accept, type Decision } from "./decision.ts";
import type { AllocationMeeting, MeetingEvent, MinutedDecision } from "./meeting.ts";

/** What a case tells the meeting of: never refused, because it stands already. */
export type MinuteCommand =
  | ({ readonly type: "minute" } & MinutedDecision)
  | { readonly type: "minute-taken-in"; readonly caseRef: string; readonly by: string; readonly at: Instant };

/** Minutes what a case has decided, once by its key; apart from what people do at a meeting, as every effect may need it. */
export function minuteMeeting(
  held: AllocationMeeting | undefined,
  command: MinuteCommand,
  sitting: { readonly day: CalendarDay; readonly service: string },
): Decision<MeetingEvent> {
  if (command.type === "minute") {
    const { type: _, ...minuted } = command;
    if (held?.decisions.some(({ key }) => key === command.key)) return accept();
    return accept<MeetingEvent>({ type: "DecisionMinuted", ...sitting, ...minuted });
  }
  const { caseRef, by, at } = command;
  if (held?.takenIn?.some((taken) => taken.caseRef === caseRef)) return accept();
  return accept<MeetingEvent>({ type: "TakenInMinuted", ...sitting, caseRef, by, at });
}
