import type { CalendarDay } from "../calendar-day.ts";
import type { Policy } from "../policy.ts";
import { isActive, type Roster } from "../roster.ts";
import {
  type CaseToFit,
  conflictsWith,
  isLimit,
  type Limit,
  type Loads,
  type Objection,
  type Suggestion,
  suggestWorkers,
} from "./allocation-fit.ts";

/** Who could take a case, as a meeting reads it: the best with their reasons, of the others how many and why not. */
export interface Suggested {
  readonly best: readonly Suggestion[];
  /** By what speaks most against them; null where nothing does. */
  readonly others: readonly { readonly objection: Objection["name"] | null; readonly people: number }[];
  /** Who has a conflict with it, whatever their part; the ground of it is not told. */
  readonly conflicts: readonly { readonly staffId: string; readonly name: Limit["name"] }[];
}

/**
 * The few who fit a case best (CST-06, CST-09, CST-10). Whoever has a conflict with it, or perhaps has, is not among
 * them, and everybody sees that it is so. It informs, and people decide.
 */
export function suggestedFor(
  roster: Roster,
  loads: Loads,
  held: CaseToFit,
  policy: Policy,
  day: CalendarDay,
): Suggested {
  const team = roster.filter((member) => isActive(member, day) && member.services.includes(held.service));
  const conflicted = team.flatMap((member) => {
    const [conflict] = conflictsWith(member, held);
    return conflict ? [{ member, name: conflict.name }] : [];
  });
  const isConflicted = (staffId: string) => conflicted.some(({ member }) => member.staffId === staffId);
  const free = suggestWorkers(roster, loads, held, policy, day).filter(
    ({ staffId }) => !isConflicted(staffId),
  );
  const { mostSuggested } = policy.people.allocation;
  const objections = [
    ...free.slice(mostSuggested).map(mainObjection),
    ...conflicted.flatMap(({ member, name }) => (member.roles.includes("worker") ? [name] : [])),
  ];
  return {
    best: free.slice(0, mostSuggested),
    others: [...Map.groupBy(objections, (name) => name)].map(([objection, those]) => ({
      objection,
      people: those.length,
    })),
    conflicts: conflicted.map(({ member: { staffId }, name }) => ({ staffId, name })),
  };
}

/** A limit weighs more than what is only good to know. */
const mainObjection = ({ reasonsAgainst }: Suggestion): Objection["name"] | null =>
  (reasonsAgainst.find(isLimit) ?? reasonsAgainst[0])?.name ?? null;
