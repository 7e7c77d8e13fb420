import { type Intent, mailIntent } from "./intent.ts";
import { deskMails, deskOf } from "./ladder.ts";
import type { AllocationMeeting, MeetingEvent } from "./meeting.ts";

/**
 * Who is chased for a meeting that was held and not closed; after an outage each is told once (I5, L3). What it did not come to
 * by its close is carried over to the next one (CST-06).
 */
export function meetingEffects(
  _before: AllocationMeeting | undefined,
  events: readonly MeetingEvent[],
  { day, service, chase }: AllocationMeeting,
): readonly Intent[] {
  const left = events.flatMap((event) =>
    event.type === "MeetingClosed" ? leftOver(event.notReached, { day, service }) : [],
  );
  const passed = events.filter((event) => event.type === "MeetingRungReached");
  const chases = deskMails(passed, (recipient) => deskOf(recipient, "manager")).map(
    ({ rung, desk: role }): Intent => {
      const key = `meeting/${service}/${day}/not-closed-${rung}/${role}`;
      const last = rung === chase?.rungs.length ? ({ isLast: true } as const) : {};
      const message = { kind: "meeting-not-closed", meeting: day, ...last } as const;
      return mailIntent({ key, to: { role }, service, message });
    },
  );
  return [...left, ...chases];
}

/** Each case that was not reached goes to the next meeting, and the service manager hears that there are such (F27). */
function leftOver(
  caseRefs: readonly string[],
  { day, service }: Pick<AllocationMeeting, "day" | "service">,
): readonly Intent[] {
  if (caseRefs.length === 0) return [];
  const key = `meeting/${service}/${day}/not-reached`;
  const message = { kind: "cases-not-reached", meeting: day, count: caseRefs.length } as const;
  const to = { role: "service-manager" } as const;
  return [
    ...caseRefs.map((caseRef): Intent => {
      return { kind: "carry-over", key: `carry-over/${service}/${day}/${caseRef}`, caseRef, meeting: day };
    }),
    mailIntent({ key, to, service, message }),
  ];
}
