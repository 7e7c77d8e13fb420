import {
  type CalendarDay,
  dayOf,
  type Instant,
  isWorkingDay,
  plusDays,
  plusWorkingDays,
} from "#shared/domain/calendar-day.ts";
import { isActive, type Roster, type StaffMember } from "#shared/domain/roster.ts";
import { aPost } from "#test/support/staff.ts";
import { Chance } from "./chance.ts";

const hasHeld = { startsOn: "2026-04-01" } as const;
const worker = (staffId: string, deputy: string, post: string) =>
  aPost(staffId, "worker", { deputy, post, ...hasHeld });
const senior = (staffId: string, deputy: string) =>
  aPost(staffId, "worker", { roles: ["worker", "supervisor"], deputy, post: "social-worker", ...hasHeld });

/** The twelve posts of CST-09, the desks above and beside them, and who stands in for whom. All of them invented. */
export const teamOfTwelve: Roster = [
  aPost("manager", "manager", {
    roles: ["manager", "supervisor"],
    deputy: "service-manager",
    post: "manager",
    ...hasHeld,
  }),
  senior("social-worker-a", "social-worker-b"),
  senior("social-worker-b", "social-worker-a"),
  worker("social-worker-c", "social-worker-d", "social-worker"),
  worker("social-worker-d", "social-worker-c", "social-worker"),
  worker("support-worker-a", "support-worker-b", "support-worker"),
  worker("support-worker-b", "support-worker-c", "support-worker"),
  worker("support-worker-c", "support-worker-a", "support-worker"),
  worker("housing-welfare-a", "housing-welfare-b", "housing-welfare-officer"),
  worker("housing-welfare-b", "housing-welfare-a", "housing-welfare-officer"),
  worker("tenancy-a", "tenancy-b", "tenancy-sustainment-officer"),
  worker("tenancy-b", "tenancy-a", "tenancy-sustainment-officer"),
  aPost("service-manager", "service-manager", { deputy: "director", ...hasHeld }),
  aPost("director", "director", hasHeld),
  aPost("duty-desk", "duty", hasHeld),
  aPost("night-desk", "out-of-hours", hasHeld),
  aPost("roster-desk", "roster-admin", hasHeld),
];

export const isWorker = ({ roles }: StaffMember): boolean => roles.includes("worker");

/** From the first day to the last, both included. */
export interface Days {
  readonly from: CalendarDay;
  readonly to: CalendarDay;
}

/** The manager's three weeks away. */
export const managerAway: Days = { from: "2027-08-02", to: "2027-08-20" };
/** Somebody's last day: a Wednesday, in the middle of fortnights of theirs. */
export const leaver = {
  staffId: "support-worker-b",
  noticeOn: "2027-09-01",
  leavesOn: "2027-09-15",
} as const;

/** Two spans of leave a year for everybody who works with people, at days of chance; and the manager's. */
export function leaveOf(
  seed: string,
  from: CalendarDay,
  to: CalendarDay,
): ReadonlyMap<string, readonly Days[]> {
  const spans = teamOfTwelve.filter(isWorker).map(({ staffId }) => {
    const chance = new Chance(seed, "leave", staffId);
    const days: Days[] = [];
    for (
      let start = plusDays(from, chance.whole(10, 120));
      start < to;
      start = plusDays(start, chance.whole(120, 200))
    )
      days.push({ from: start, to: plusWorkingDays(start, chance.whole(4, 9), "england-and-wales") });
    return [staffId, days] as const;
  });
  return new Map<string, readonly Days[]>([...spans, ["manager", [managerAway]]]);
}

/** Whether somebody is at work: in post, not on leave, and on a working day, where they are not a desk. */
export function isAtWork(
  member: StaffMember,
  at: Instant,
  leave: ReadonlyMap<string, readonly Days[]>,
): boolean {
  const day = dayOf(at);
  if (!isActive(member, day) || member.roles.includes("roster-admin")) return false;
  if (member.roles.some((role) => role === "duty" || role === "out-of-hours")) return true;
  const isAway = leave.get(member.staffId)?.some(({ from, to }) => from <= day && day <= to) ?? false;
  return !isAway && isWorkingDay(day, "england-and-wales");
}
