import { type CalendarDay, plusDays } from "./calendar-day.ts";
import type { Policy } from "./policy.ts";
import { isActive, type Roster, reach } from "./roster.ts";

/** An absence as a whole team may know it: which kind of post, when, and who is reached instead; not why. */
export interface Away {
  readonly post: string | null;
  readonly from: CalendarDay;
  /** The last day away; null while nobody knows it. */
  readonly until: CalendarDay | null;
  readonly cover: readonly string[];
}

/** Who of a service is away on any day from `today` until the policy's days after `day` have gone by, soonest first. */
export function awayBetween(
  roster: Roster,
  { service, people }: Pick<Policy, "service" | "people">,
  today: CalendarDay,
  day: CalendarDay,
): readonly Away[] {
  const last = plusDays(day, people.allocation.lookAheadDays);
  return roster
    .filter(({ services }) => services.includes(service))
    .flatMap((member) => {
      const { staffId, post = null, absences = [] } = member;
      return absences.flatMap(({ from, until, cancelled }): readonly Away[] => {
        const first = from > today ? from : today;
        if (cancelled || from > last || (until !== null && until < today)) return [];
        if (!isActive(member, first)) return [];
        const reached = reach(roster, service, { staff: staffId }, first).map((other) => other.staffId);
        return [{ post, from, until, cover: reached.filter((id) => id !== staffId) }];
      });
    })
    .sort((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0));
}
