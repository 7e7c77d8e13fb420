import type { CalendarDay, Instant } from "#shared/domain/calendar-day.ts";
import { orderOf, seenOf } from "#shared/domain/meeting.ts";
import { meetingAfter } from "#shared/domain/meeting-calendar.ts";
import { minutesText } from "#shared/domain/minutes.ts";
import type { Policy } from "#shared/domain/policy.ts";
import { visibleCases } from "./case-access.ts";
import type { Staff } from "./case-gate.ts";
import { loadMeeting } from "./change-meeting.ts";
import type { Ports } from "./ports.ts";
import { decisionsOf, readMoves, readWords, sittingOf } from "./read-meeting.ts";

/**
 * The minutes of a meeting, made from what was recorded at it and from nothing else, so that they read the same
 * whenever they are read (CST-07, X-06). The text names references and staff ids only; a case that this person may
 * not see is counted, and not named.
 */
export async function readMinutes(ports: Ports, staff: Staff, policy: Policy, day: CalendarDay, at: Instant) {
  const whole = await loadMeeting(ports, policy, day);
  const all = orderOf(whole, []);
  const seen = await visibleCases(ports, staff, all, at);
  const meeting = whole && seenOf(whole, seen);
  const order = all.filter((caseRef) => seen.has(caseRef));
  const carriedTo = meetingAfter(policy, day);
  const notReached = (meeting?.closed?.notReached ?? []).filter(
    (caseRef) => !meeting?.decisions.some((minuted) => minuted.caseRef === caseRef),
  );
  const withheld = all.length - order.length;
  return {
    ...sittingOf(policy, day, meeting),
    agenda: order,
    withheld,
    ranked: meeting?.agenda ?? [],
    takenIn: meeting?.takenIn ?? [],
    moved: await readMoves(ports, policy, day, meeting),
    decisions: decisionsOf(meeting, seen),
    notReached,
    carriedTo: notReached.length > 0 ? carriedTo : null,
    corrections: await Promise.all(
      (meeting?.corrections ?? []).map(async ({ content, ...correction }) => ({
        ...correction,
        words: await readWords(ports, policy, day, content),
      })),
    ),
    text: minutesText(meeting, { day, title: policy.title, order, withheld, notReached, carriedTo }),
  };
}
