import { type CalendarDay, plusDays } from "./calendar-day.ts";
import { type Actor, accept, type Decision, hasAny, refuse } from "./decision.ts";
import { type Roster, reach, type StaffMember } from "./roster.ts";

export type WorkerEvent = { readonly type: "PostRecorded" } & StaffMember;
export interface RecordPost {
  readonly type: "record-post";
  readonly by: Actor;
  readonly member: StaffMember;
  /** Everyone else on the roster, for the rules that hold across it. */
  readonly roster: Roster;
  readonly today: CalendarDay;
}

/**
 * Records a post-holder: a joiner, a change, or a leaving date. Refused where somebody would be their own
 * deputy, and where it would leave a service with nobody at all to reach (I1).
 */
export function decideWorker(held: StaffMember | undefined, command: RecordPost): Decision<WorkerEvent> {
  const { by, member, roster, today } = command;
  if (!hasAny(by, "roster-admin", "service-manager")) return refuse("not-a-decision-maker");
  if (held && JSON.stringify(sorted(held)) === JSON.stringify(sorted(member))) return accept();
  if (member.deputy === member.staffId) return refuse("own-deputy", { staff: member.staffId });
  const after = [...roster.filter((other) => other.staffId !== member.staffId), member];
  // On the day after each leaving date too: else the last two could go by leaving on different days.
  const gone = after.flatMap(({ leavesOn }) => (leavesOn === null ? [] : [plusDays(leavesOn, 1)]));
  const days = [today, ...gone.filter((day) => day > today)];
  const isLeftAlone = (service: string) =>
    days.some(
      (day) =>
        reach(roster, service, { role: "duty" }, day).length > 0 &&
        reach(after, service, { role: "duty" }, day).length === 0,
    );
  if ((held?.services ?? []).some(isLeftAlone)) return refuse("would-leave-nobody");
  return accept<WorkerEvent>({ type: "PostRecorded", ...member });
}

export function evolveWorker(_held: StaffMember | undefined, event: WorkerEvent): StaffMember {
  const { type: _, ...member } = event;
  return member;
}

const sorted = (member: StaffMember) => Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1));
