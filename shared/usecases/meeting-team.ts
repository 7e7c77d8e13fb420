import { awayBetween } from "#shared/domain/away.ts";
import { type CalendarDay, dayOf, type Instant } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import type { LinkedCases } from "#shared/domain/case/person-check-state.ts";
import { type Suggested, suggestedFor } from "#shared/domain/case/suggested.ts";
import type { Policy } from "#shared/domain/policy.ts";
import { linesOf, loadOf, roomTotals } from "./caseloads.ts";
import type { Ports } from "./ports.ts";
import { rosterOf } from "./read-roster.ts";

/**
 * The team that a meeting shares its cases out to, as it will be on the day of the meeting, or is today where that has
 * passed: what room is left by kind of post and by funding stream, who is away, and who could take a case (CST-06,
 * CST-09, CST-10, X-03). A restricted case takes its place like any other, and nothing here names a case.
 */
export async function teamOf(ports: Ports, policy: Policy, meeting: CalendarDay, at: Instant) {
  const { council } = policy;
  const [roster, open] = await Promise.all([rosterOf(ports, council), ports.store.dueUntil(council)]);
  const today = dayOf(at);
  const day = meeting > today ? meeting : today;
  const lines = linesOf(ports, policy, roster, open, day);
  const loads = Object.fromEntries(
    lines.map(({ staffId }) => [staffId, loadOf(ports, council, open, staffId)]),
  );
  return {
    team: { day, ...roomTotals(lines), away: awayBetween(roster, policy, today, day) },
    suggest: (held: Case, linked: LinkedCases): Suggested =>
      suggestedFor(roster, loads, { ...held, linked }, policy, day),
  };
}
