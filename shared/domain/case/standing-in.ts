import { dayOf, type Instant } from "../calendar-day.ts";
import type { Policy } from "../policy.ts";
import { answersFor, type Roster, reach, reroutesOffDays } from "../roster.ts";
import { type Case, trackNames, trackOf } from "./case.ts";

/** The instant, and the policy where one is configured. */
export interface Today {
  readonly at: Instant;
  readonly policy: Pick<Policy, "people"> | undefined;
}

/**
 * Whether `id` stands for one of a case's people today: that person; whoever is reached because they are away, have left,
 * or do not work today; or the deputy whom its ladder has told to step in (X-03, X-05, F17). The deputy of somebody who is
 * there, and late with nothing, signs nothing for them, and sees no restricted case of theirs.
 */
export function actsInStead(
  held: Case,
  roster: Roster,
  id: string,
  person: string,
  { at, policy }: Today,
): boolean {
  const { service, worker, supervisor } = held;
  const today = dayOf(at);
  if (answersFor(roster, service, id, person, today, reroutesOffDays(policy))) return true;
  if ((person !== worker && person !== supervisor) || !isDeputyTold(held)) return false;
  // Never who holds the other half: two different people give the two (F15).
  const besides = [worker, supervisor]
    .filter((other) => other !== undefined)
    .filter((other) => other !== person);
  const told = reach(roster, service, { deputyOf: person, besides }, today);
  return told.some(({ staffId }) => staffId === id);
}

/** Whether a ladder of the case has come to the rung at which deputies are told. */
const isDeputyTold = (held: Case): boolean =>
  trackNames(held)
    .flatMap((name) => trackOf(held, name)?.obligation ?? [])
    .some(({ rungs, reached }) => rungs.slice(0, reached).some(({ to }) => to.includes("deputy")));
