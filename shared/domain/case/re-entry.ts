import { dayOf, daysBetween } from "../calendar-day.ts";
import type { Policy } from "../policy.ts";
import type { Case } from "./case.ts";
import type { EarlierCase } from "./closure-state.ts";

/** That a person may have been here before: how often, how often of late, and who held them last (CST-20, STG-09). */
export interface ReEntry {
  readonly times: number;
  /** How many of these closed within the policy's days before this referral. */
  readonly recently: number;
  /** Whether that is a cycle by the service's policy. */
  readonly isCycle: boolean;
  readonly last: EarlierCase;
}

/** Re-entry as far as it is known; cases that somebody found to be another person's do not count. */
export function reEntryOf(
  { earlier, receivedAt, people = {} }: Pick<Case, "earlier" | "receivedAt" | "people">,
  { referral: { reEntry } }: Pick<Policy, "referral">,
): ReEntry | undefined {
  const before = earlier
    .filter(({ caseRef }) => people[caseRef]?.decision !== "different-people")
    .sort((one, other) => (one.closedOn < other.closedOn ? -1 : 1));
  const last = before.at(-1);
  if (!last) return undefined;
  const recently = before.filter(
    ({ closedOn }) => daysBetween(closedOn, dayOf(receivedAt)) <= reEntry.withinDays,
  ).length;
  return { times: before.length, recently, isCycle: recently >= reEntry.cycle, last };
}
