import type { CalendarDay } from "./calendar-day.ts";
import type { Role } from "./decision.ts";

/** A post-holder or a staffed desk. People come and go without a deployment. */
export interface StaffMember {
  readonly staffId: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly services: readonly string[];
  /** Who stands in; the chain must end at a staffed desk (I1, F17). */
  readonly deputy: string | null;
  readonly startsOn: CalendarDay;
  /** The last day in post, or null while no leaving date is known. */
  readonly leavesOn: CalendarDay | null;
}
export type Roster = readonly StaffMember[];

/** Whom a mail is for, decided when the mail is wanted and looked up when it is sent. */
export type MailRecipient =
  | { readonly staff: string }
  | { readonly deputyOf: string }
  | { readonly role: Role }
  | { readonly referrerOf: string }
  | { readonly agency: string };

/** The recipients that are staff, and so are looked up on the roster. */
export type StaffRecipient = Exclude<MailRecipient, { referrerOf: string } | { agency: string }>;

export const find = (roster: Roster, staffId: string): StaffMember | undefined =>
  roster.find((member) => member.staffId === staffId);

/** In post on `day`, first and last day included. */
export const isActive = (member: StaffMember, day: CalendarDay): boolean =>
  member.startsOn <= day && (member.leavesOn === null || day <= member.leavesOn);

/** Roles that somebody must always answer for, from first to last resort. */
const lastResorts: readonly Role[] = ["duty", "manager", "service-manager", "director", "out-of-hours"];

/** Where no person stands in for somebody, whoever is told besides the desk that was told already (I5). */
const insteadOfTheDesk: readonly Role[] = ["manager", "service-manager", "director", "out-of-hours", "duty"];

/**
 * Who is reached for a recipient on `day`: the person, or along the chain of deputies whoever is in post, or the
 * duty desk, or another staffed role (I1, F16, F17). A deputy is always somebody else than who is reached for the
 * person today, also where that is a stand-in already (I5). Empty only when the whole roster is.
 */
export function reach(roster: Roster, service: string, recipient: StaffRecipient, day: CalendarDay): Roster {
  if ("role" in recipient) return holders(roster, service, [recipient.role, ...lastResorts], day);
  if ("staff" in recipient) {
    const person = firstActive(roster, recipient.staff, day);
    return person ? [person] : holders(roster, service, lastResorts, day);
  }
  const told = firstActive(roster, recipient.deputyOf, day);
  const beside = new Set([recipient.deputyOf, ...(told ? [told.staffId] : [])]);
  const deputy = told && firstActive(roster, told.deputy, day, beside);
  if (deputy) return [deputy];
  return holders(roster, service, told ? lastResorts : insteadOfTheDesk, day);
}

/** The first in post along a chain of deputies, which may be a circle; nobody in `but` counts. */
function firstActive(
  roster: Roster,
  start: string | null,
  day: CalendarDay,
  but: ReadonlySet<string> = new Set(),
): StaffMember | undefined {
  const seen = new Set<string>();
  for (let next = start; next !== null && !seen.has(next); ) {
    seen.add(next);
    const member = find(roster, next);
    if (member && !but.has(next) && isActive(member, day)) return member;
    next = member?.deputy ?? null;
  }
  return undefined;
}

function holders(roster: Roster, service: string, roles: readonly Role[], day: CalendarDay): Roster {
  for (const role of roles) {
    const found = roster.filter(
      (member) => isActive(member, day) && member.roles.includes(role) && member.services.includes(service),
    );
    if (found.length > 0) return found;
  }
  return [];
}

/**
 * Whether `staffId` may act for `worker` on `day`: that person, whoever is reached in their stead, or whoever is told
 * to step in (X-03, F17). On any roster that reaches anybody, somebody may.
 */
export const actsFor = (
  roster: Roster,
  service: string,
  staffId: string,
  worker: string,
  day: CalendarDay,
): boolean =>
  staffId === worker ||
  [{ staff: worker }, { deputyOf: worker }].some((recipient) =>
    reach(roster, service, recipient, day).some((member) => member.staffId === staffId),
  );
