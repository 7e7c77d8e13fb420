import { absenceOn } from "#shared/domain/absence.ts";
import {
  atTime,
  type CalendarDay,
  dayOf,
  type Instant,
  isWorkingDay,
  plusDays,
} from "#shared/domain/calendar-day.ts";
import type { MailMessage } from "#shared/domain/mail-message.ts";
import { policyOf } from "#shared/domain/policy.ts";
import {
  isOffDay,
  isPresent,
  type Roster,
  reach,
  type StaffMember,
  type StaffRecipient,
} from "#shared/domain/roster.ts";
import type { DueDocument } from "#shared/ports.ts";
import { caseKey } from "./keys.ts";
import { wantMail } from "./mail.ts";
import type { Ports } from "./ports.ts";
import { nameOf } from "./ports.ts";
import { rosterAbout, rosterOf } from "./read-roster.ts";

/** How long after a return it is still told: a run that was missed is made up for, and old absences stay quiet. */
const daysToTell = 7;

/** What a run told, and how many people it could not look at. */
export interface Announced {
  readonly looked: number;
  readonly failed: number;
}

interface Place {
  readonly ports: Ports;
  readonly council: string;
  readonly roster: Roster;
  readonly open: readonly DueDocument[];
  readonly at: Instant;
  readonly today: CalendarDay;
}

/**
 * Once a morning: whoever stands in for somebody who is away or has left is told which cases come to them, whoever is
 * back is told which are theirs again, and a manager which cases a leaver still holds (X-03, F16). Each is told once
 * by the key of its mail, so that the run may be repeated, and makes up for one that was missed.
 */
export async function announceCover(ports: Ports, at: Instant): Promise<Announced> {
  let looked = 0;
  let failed = 0;
  for (const council of new Set(ports.policies.map((policy) => policy.council))) {
    const place = await placeOf(ports, council, at);
    for (const member of place.roster) {
      looked++;
      try {
        await announceOf(place, member);
        await remindOfLeaver(place, member);
      } catch (error) {
        failed++;
        ports.report({ problem: "cover-not-announced", id: member.staffId, error: nameOf(error) });
      }
    }
  }
  return { looked, failed };
}

/** The same for one person, as soon as their absence or leaving is recorded: a stand-in hears of it that day. */
export async function announceCoverOf(
  ports: Ports,
  council: string,
  staffId: string,
  at: Instant,
): Promise<void> {
  const place = await placeOf(ports, council, at);
  const member = place.roster.find((each) => each.staffId === staffId);
  if (member) await announceOf(place, member);
}

async function placeOf(ports: Ports, council: string, at: Instant): Promise<Place> {
  const [roster, open] = await Promise.all([rosterOf(ports, council), ports.store.dueUntil(council)]);
  return { ports, council, roster, open, at, today: dayOf(at) };
}

/** The open cases in which somebody has a part, those due first before the others. */
const casesOf = ({ open }: Place, { staffId }: StaffMember): readonly string[] =>
  open.filter(({ due }) => due.worker === staffId || due.supervisor === staffId).map(({ key }) => key.id);

async function announceOf(place: Place, member: StaffMember): Promise<void> {
  const { today } = place;
  const caseRefs = casesOf(place, member);
  const [service = ""] = member.services;
  if (caseRefs.length === 0) return;
  const away = absenceOn(member, today);
  const hasLeft = member.leavesOn !== null && member.leavesOn < today;
  if (away || hasLeft) {
    for (const [staffId, theirs] of await byReached(place, service, { staff: member.staffId }, caseRefs)) {
      const message: MailMessage = {
        kind: "cover-begins",
        caseRefs: theirs,
        until: hasLeft ? null : (away?.until ?? null),
        hasLeft,
      };
      const about = hasLeft ? `left/${member.leavesOn}` : (away?.id ?? "");
      if (staffId !== member.staffId) await tell(place, member, `${about}/${staffId}`, staffId, message);
    }
    return;
  }
  if (!isPresent(member, today) || isOffDay(member, today)) return;
  const theirs = (await byReached(place, service, { staff: member.staffId }, caseRefs)).get(member.staffId);
  if (theirs) await welcomeBack(place, member, theirs);
}

/**
 * Cases by who is reached about them today: mostly the same person for all, and for a case with which they have a
 * conflict whoever is reached past them.
 */
async function byReached(
  { ports, council, roster, today }: Place,
  service: string,
  to: StaffRecipient,
  caseRefs: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const theirs = new Map<string, readonly string[]>();
  for (const caseRef of caseRefs) {
    const about = await rosterAbout(ports, council, caseRef, roster);
    for (const { staffId } of reach(about, service, to, today))
      theirs.set(staffId, [...(theirs.get(staffId) ?? []), caseRef]);
  }
  return theirs;
}

/** Whoever is back hears once which cases are theirs again, and how much others entered in them meanwhile. */
async function welcomeBack(place: Place, member: StaffMember, caseRefs: readonly string[]): Promise<void> {
  const { today } = place;
  const earliest = plusDays(today, -daysToTell);
  for (const { id, from, until, cancelled, recordedOn } of member.absences ?? []) {
    const isOver = until !== null && until < today && until >= earliest;
    // What was told of only when it was over was never covered.
    if (cancelled || !isOver || (recordedOn !== undefined && recordedOn > until)) continue;
    const happened = await entriesSince(place, member, caseRefs, from);
    const message: MailMessage = { kind: "cover-ends", caseRefs, happened };
    await tell(place, member, `${id}/back/${until}`, member.staffId, message);
  }
}

/** How many lines others wrote in the history of these cases since a day; what timers did does not count. */
async function entriesSince(
  { ports, council }: Place,
  { staffId }: StaffMember,
  caseRefs: readonly string[],
  from: CalendarDay,
): Promise<number> {
  const since = atTime(from, "00:00");
  let count = 0;
  for (const caseRef of caseRefs) {
    const history = await ports.store.history(caseKey(council, caseRef));
    count += history.filter(({ at, by }) => at >= since && by !== staffId && by !== "holdfast").length;
  }
  return count;
}

/** The manager is reminded each working day of the cases that a leaver still holds, from before they go until none is left. */
async function remindOfLeaver(place: Place, member: StaffMember): Promise<void> {
  const { ports, council, today } = place;
  const { leavesOn, staffId, services } = member;
  const policy = services.map((service) => policyOf(ports.policies, council, service)).find((one) => one);
  if (leavesOn === null || !policy || !isWorkingDay(today, policy.division)) return;
  if (today < plusDays(leavesOn, -policy.people.leaverReminderDays)) return;
  const held = await ports.store.dueForWorker(council, staffId);
  const supervised = casesOf(place, member);
  const caseRefs = [...new Set([...held.map(({ key }) => key.id), ...supervised])];
  if (caseRefs.length === 0) return;
  // A leaving manager's cases are for the one above them.
  const role = member.roles.includes("manager") ? "service-manager" : "manager";
  for (const [to, theirs] of await byReached(place, policy.service, { role }, caseRefs)) {
    const key = `staff/${staffId}/leaver/${today}/${to}`;
    const message: MailMessage = { kind: "leaver-cases", caseRefs: theirs, leavesOn };
    await wantMail(ports, council, { key, to: { staff: to }, service: policy.service, message }, place.at);
  }
}

async function tell(
  { ports, council, at }: Place,
  { staffId, services }: StaffMember,
  about: string,
  to: string,
  message: MailMessage,
): Promise<void> {
  const wanted = { key: `cover/${staffId}/${about}`, to: { staff: to }, service: services[0] ?? "", message };
  await wantMail(ports, council, wanted, at);
}
