import { canonicalJson } from "#shared/contracts/json.ts";
import type { CalendarDay, Instant } from "#shared/domain/calendar-day.ts";
import { decideMeeting, type MeetingCommand } from "#shared/domain/decide-meeting.ts";
import type { Actor } from "#shared/domain/decision.ts";
import { type AllocationMeeting, type Attendance, orderOf } from "#shared/domain/meeting.ts";
import type { Policy } from "#shared/domain/policy.ts";
import { changeMeeting, loadMeeting, meetingKey } from "./change-meeting.ts";
import type { Ports } from "./ports.ts";
import { agendaOf } from "./read-meeting.ts";
import { rosterOf } from "./read-roster.ts";
import { digest } from "./words.ts";

type Staff = Actor & { readonly council: string };

/** Opens a meeting: who is there, who chairs, and from now on which cases lie on the table in which order (CST-06). */
export async function openMeeting(
  ports: Ports,
  by: Staff,
  policy: Policy,
  day: CalendarDay,
  attendance: Attendance,
  at: Instant,
) {
  const [roster, { agenda }] = await Promise.all([
    rosterOf(ports, by.council),
    agendaOf(ports, policy, day, at),
  ]);
  return decided(ports, by, policy, day, at, () => ({ type: "open", by, attendance, agenda, roster }));
}

/** Puts a case at another place of the agenda, and keeps why: the score informs, people decide. */
export async function moveOnAgenda(
  ports: Ports,
  by: Staff,
  policy: Policy,
  day: CalendarDay,
  { caseRef, place, reason }: { readonly caseRef: string; readonly place: number; readonly reason: string },
  at: Instant,
) {
  const { agenda: ranked } = await agendaOf(ports, policy, day, at);
  const content = await keepMinuted(ports, policy, day, "moved", reason);
  return decided(ports, by, policy, day, at, (held) => {
    const agenda = orderOf(held, ranked);
    return { type: "order", by, caseRef, place, content, agenda };
  });
}

/** Closes a meeting. What it did not reach is named, counts as not decided, and is on the agenda of the next. */
export async function closeMeeting(ports: Ports, by: Staff, policy: Policy, day: CalendarDay, at: Instant) {
  const { agenda: waiting } = await agendaOf(ports, policy, day, at);
  return decided(ports, by, policy, day, at, () => ({ type: "close", by, waiting }));
}

/** Minutes are never changed: what was wrong in them is put right by a correction that is appended. */
export async function correctMinutes(
  ports: Ports,
  by: Staff,
  policy: Policy,
  day: CalendarDay,
  words: string,
  at: Instant,
) {
  // Nothing is kept for a meeting of which there is nothing to correct.
  const isThere = (await loadMeeting(ports, policy, day)) !== undefined;
  const content = isThere ? await keepMinuted(ports, policy, day, "correction", words) : "";
  return decided(ports, by, policy, day, at, () => ({ type: "correct", by, content }));
}

/** Keeps words beside a meeting under their own hash, before what refers to them (A2). */
async function keepMinuted(ports: Ports, policy: Policy, day: CalendarDay, what: string, words: string) {
  const text = canonicalJson({ words });
  const name = `${what}-${digest(text, 16)}`;
  await ports.store.putContent(meetingKey(policy, day), name, text);
  return name;
}

/** What a manager does at a meeting, decided by the domain. */
const decided = (
  ports: Ports,
  by: Staff,
  policy: Policy,
  day: CalendarDay,
  at: Instant,
  command: (held: AllocationMeeting | undefined) => MeetingCommand,
) =>
  changeMeeting(ports, policy, day, by, at, (held) =>
    decideMeeting(held, command(held), { at, policy, day }),
  );
