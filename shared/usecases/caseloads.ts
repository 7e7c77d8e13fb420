import { absenceOn } from "#shared/domain/absence.ts";
import { type CalendarDay, dayOf, type Instant } from "#shared/domain/calendar-day.ts";
import { type Load, type Loads, type Room, roomOf, streamOf } from "#shared/domain/case/allocation-fit.ts";
import type { Policy } from "#shared/domain/policy.ts";
import { isActive, isPresent, type Roster, reach, type StaffMember } from "#shared/domain/roster.ts";
import type { DueDocument } from "#shared/ports.ts";
import { visibleDue } from "./case-access.ts";
import type { Staff } from "./case-gate.ts";
import type { Ports } from "./ports.ts";
import { rosterOf } from "./read-roster.ts";

/**
 * What each of these workers holds or is offered, but for the case that it is asked about, from the due index. It lags a
 * little and others allocate meanwhile, so it is advice; the list of caseloads shows a limit that was passed all the same
 * (A2).
 */
export async function loadsOf(
  ports: Ports,
  council: string,
  workers: readonly string[],
  caseRef: string,
): Promise<Loads> {
  if (workers.length === 0) return {};
  const open = (await ports.store.dueUntil(council)).filter(({ key }) => key.id !== caseRef);
  return Object.fromEntries(workers.map((worker) => [worker, loadOf(ports, council, open, worker)]));
}

/** What one worker holds, with what is offered to them and waits for their answer (CST-09). */
export const loadOf = (ports: Ports, council: string, open: readonly DueDocument[], worker: string): Load =>
  loadIn(
    ports,
    council,
    open.filter(({ due }) => due.worker === worker || due.offered === worker),
  );

/** The cases and the hours in lines of the due index. A case allocated before hours were kept counts as the policy's. */
function loadIn({ policies }: Ports, council: string, lines: readonly DueDocument[]): Load {
  const usual = policies.find((policy) => policy.council === council)?.people.caseHours ?? 0;
  const cases = lines.filter(({ key }) => key.kind === "case");
  return { cases: cases.length, hours: cases.reduce((sum, { due }) => sum + (due.hours ?? usual), 0) };
}

/**
 * Who holds how many cases and hours, and what is left of each limit, by person, by kind of post and by funding stream
 * (CST-09, CST-10). Whoever may hold cases is in it, and whoever holds one though they may not, a leaver among them.
 */
export async function readCaseloads(ports: Ports, staff: Staff, policy: Policy, at: Instant) {
  const { council } = policy;
  const [roster, open, visible] = await Promise.all([
    rosterOf(ports, council),
    ports.store.dueUntil(council),
    visibleDue(ports, staff, at),
  ]);
  // A restricted case counts, and is named only to whoever may see it.
  const seen = new Set(visible.map(({ key }) => key.id));
  const day = dayOf(at);
  const lines = linesOf(ports, policy, roster, open, day).map(({ held, ...line }) => ({
    ...line,
    openCases: held.filter((caseRef) => seen.has(caseRef)),
  }));
  return { day, staff: lines, ...roomTotals(lines) };
}

/** The same of everybody, with all that they hold, also what not everybody may see. */
export function linesOf(
  ports: Ports,
  policy: Policy,
  roster: Roster,
  open: readonly DueDocument[],
  day: CalendarDay,
) {
  const byWorker = Map.groupBy(open, ({ due }) => due.worker ?? "");
  return roster.flatMap((member) => {
    const held = byWorker.get(member.staffId) ?? [];
    const isWorker = member.roles.includes("worker") && member.services.includes(policy.service);
    if (held.length === 0 && !(isWorker && isActive(member, day))) return [];
    const room = roomOf(member, loadIn(ports, policy.council, held), policy);
    return [
      {
        staffId: member.staffId,
        post: member.post ?? null,
        fundingStream: streamOf(member, policy)?.id ?? null,
        room,
        isOver: room.placesLeft < 0 || room.hoursLeft < 0,
        presence: presenceOf(member, day),
        awayUntil: absenceOn(member, day)?.until ?? null,
        leavesOn: member.leavesOn,
        standIn: standInOf(roster, policy.service, member, day),
        held: held.map(({ key }) => key.id),
      },
    ];
  });
}

/** Who is reached in somebody's stead; what they hold stays theirs, and counts on nobody else's line. */
function standInOf(roster: Roster, service: string, { staffId }: StaffMember, day: CalendarDay) {
  const [reached] = reach(roster, service, { staff: staffId }, day);
  return reached && reached.staffId !== staffId ? reached.staffId : null;
}

function presenceOf(member: StaffMember, day: CalendarDay) {
  if (member.startsOn > day) return "not-started";
  if (!isActive(member, day)) return "left";
  return isPresent(member, day) ? "there" : "away";
}

interface Line {
  readonly room: Room;
  readonly presence: string;
  readonly post: string | null;
  readonly fundingStream: string | null;
}

/** The room that is left, by kind of post and by funding stream. */
export const roomTotals = (lines: readonly Line[]) => ({
  byPost: totalsBy(lines, ({ post }) => post),
  byFundingStream: totalsBy(lines, ({ fundingStream }) => fundingStream),
});

/** Sums of a group; whoever belongs to none stands under `none`. A leaver's places are nobody's any more. */
function totalsBy(lines: readonly Line[], groupOf: (line: Line) => string | null) {
  const groups = Map.groupBy(lines, (line) => groupOf(line) ?? "none");
  return Object.fromEntries(
    [...groups].map(([name, group]) => {
      const inPost = group.filter(({ presence }) => presence === "there" || presence === "away");
      const sum = (over: readonly Line[], field: keyof Room) =>
        Math.round(over.reduce((total, { room }) => total + room[field], 0) * 100) / 100;
      const [places, weeklyHours] = [sum(inPost, "places"), sum(inPost, "weeklyHours")];
      const [cases, hours] = [sum(group, "cases"), sum(group, "hours")];
      const left = { placesLeft: places - cases, hoursLeft: Math.round((weeklyHours - hours) * 100) / 100 };
      return [name, { people: inPost.length, places, weeklyHours, cases, hours, ...left }];
    }),
  );
}
