import type { CalendarDay, Instant } from "#shared/domain/calendar-day.ts";
import type { Decision } from "#shared/domain/decision.ts";
import type { AllocationMeeting, MeetingEvent } from "#shared/domain/meeting.ts";
import type { DocumentKey } from "#shared/ports.ts";
import { meetings } from "./aggregates.ts";
import { type Changed, change } from "./change.ts";
import type { Ports } from "./ports.ts";

/** The service whose meeting it is. */
export interface OfService {
  readonly council: string;
  readonly service: string;
}

export const meetingKey = ({ council, service }: OfService, day: CalendarDay): DocumentKey => ({
  council,
  kind: "meeting",
  id: `${service}-${day}`,
});

/** The meeting of a day as it is kept; undefined where nothing has happened to it yet. */
export const loadMeeting = async (ports: Ports, of: OfService, day: CalendarDay) =>
  (await ports.store.load<AllocationMeeting>(meetingKey(of, day)))?.state;

/** Changes a meeting. What is decided is worked out from the meeting as read, again at each try. */
export const changeMeeting = (
  ports: Ports,
  of: OfService,
  day: CalendarDay,
  by: { readonly id: string },
  at: Instant,
  decide: (held: AllocationMeeting | undefined) => Decision<MeetingEvent>,
): Promise<Changed<AllocationMeeting, MeetingEvent>> =>
  change(ports, meetings, meetingKey(of, day), by, at, decide);
