import { atTime, type CalendarDay, type Instant } from "./calendar-day.ts";
import { climb, tells } from "./ladder.ts";
import type { Policy } from "./policy.ts";

/** Who is told, and when, while a meeting that was held has not been closed; it counts from the end of the meeting (F27). */
export function chaseOf(
  { meeting, division }: Pick<Policy, "meeting" | "division">,
  day: CalendarDay,
  at: Instant,
) {
  const due = atTime(day, meeting.endsAt);
  return { due, rungs: climb(meeting.closingLadder, { due, opened: at, division }).filter(tells) };
}
