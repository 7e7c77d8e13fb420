import { type CalendarDay, dayOf } from "../calendar-day.ts";
import { type Actor, type Refusal, refuse } from "../decision.ts";
import { find, isActive, type Roster, reach, type StaffMember } from "../roster.ts";
import { conflictsWith } from "./allocation-fit.ts";
import type { Case } from "./case.ts";
import type { Context } from "./commands.ts";
import type { LinkedCases } from "./person-check-state.ts";

/** A case, with the others of the same person where they were looked up: a conflict with one is one with each. */
export type CaseAround = Case & { readonly linked?: LinkedCases | undefined };

/** Whether a declared conflict keeps somebody from this case, whatever their roles. */
export const isInConflict = (member: StaffMember, held: CaseAround): boolean =>
  conflictsWith(member, held).some(({ passes }) => passes === "nobody");

/** Whether anybody on a roster has declared what still stands: where nobody has, no case has to be looked at. */
export const hasConflicts = (roster: Roster): boolean =>
  roster.some(({ conflicts = [] }) => conflicts.some(({ withdrawn }) => !withdrawn));

/** The roster as it is for one case: whoever has a conflict with it is aside, and what is theirs goes to the next. */
export const rosterFor = (roster: Roster, held: CaseAround): Roster =>
  hasConflicts(roster)
    ? roster.map((member) => (isInConflict(member, held) ? { ...member, isAside: true } : member))
    : roster;

/**
 * Why somebody has no part in a case: they have a conflict with it. It says by staff id who may instead: whoever
 * is reached for their own part in it, else for its manager.
 */
export function refuseConflict(
  held: CaseAround,
  { id }: Actor,
  roster: Roster,
  { at }: Pick<Context, "at">,
): { readonly refused: Refusal } | undefined {
  const member = find(roster, id);
  if (!member || !isInConflict(member, held)) return undefined;
  const { service, worker, supervisor } = held;
  const to = id === worker || id === supervisor ? { staff: id } : ({ role: "manager" } as const);
  const instead = reach(rosterFor(roster, held), service, to, dayOf(at));
  return refuse("own-conflict", {
    instead: instead.map(({ staffId }) => staffId).filter((other) => other !== id),
  });
}

/** Who of a service has a conflict with a case on a day, as its minutes say it; why is not told. */
export const inConflictWith = (held: CaseAround, roster: Roster, day: CalendarDay): readonly string[] =>
  roster
    .filter((member) => member.services.includes(held.service) && isActive(member, day))
    .filter((member) => isInConflict(member, held))
    .map(({ staffId }) => staffId);
