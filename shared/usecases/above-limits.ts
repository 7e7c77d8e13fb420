import {
  type CalendarDay,
  dayOf,
  type Instant,
  isWorkingDay,
  plusDays,
  weekdayOf,
} from "#shared/domain/calendar-day.ts";
import type { Policy } from "#shared/domain/policy.ts";
import { type Roster, reach } from "#shared/domain/roster.ts";
import type { DueDocument } from "#shared/ports.ts";
import { linesOf } from "./caseloads.ts";
import { wantMail } from "./mail.ts";
import { nameOf, type Ports } from "./ports.ts";
import { rosterOf } from "./read-roster.ts";
import { digest } from "./words.ts";

/** Who holds more than the limit of their post, in cases or in hours of cases. */
export interface AboveLimits {
  /** By what is theirs, whether or not they are there today (CST-09). */
  readonly own: readonly string[];
  /** Only with what they stand in for today, for somebody who is away or has left. */
  readonly standingIn: readonly string[];
}

/** The staff ids of a service's people who are above a limit on `day`, by the lines of the due index. */
export function aboveLimits(
  ports: Ports,
  policy: Policy,
  roster: Roster,
  open: readonly DueDocument[],
  day: CalendarDay,
): AboveLimits {
  const { service } = policy;
  const team = roster.filter((member) => member.services.includes(service));
  const above = (lines: readonly DueDocument[]) =>
    linesOf(ports, policy, team, lines, day).flatMap(({ isOver, staffId }) => (isOver ? [staffId] : []));
  const own = above(open);
  const comesTo = new Map(
    team.map(({ staffId: staff }) => [staff, reach(roster, service, { staff }, day)[0]?.staffId ?? staff]),
  );
  const covered = open.map((line) => {
    const { worker } = line.due;
    return worker ? { ...line, due: { ...line.due, worker: comesTo.get(worker) ?? worker } } : line;
  });
  return { own, standingIn: above(covered).filter((staffId) => !own.includes(staffId)) };
}

/** How many services' caseloads could be looked at, and how many not. */
export interface CaseloadsLooked {
  readonly looked: number;
  readonly failed: number;
}

/**
 * The service manager learns on the same morning that somebody is above a limit, whether it was passed with a reason or a
 * post has become smaller; again when it is somebody else, and once a week while it lasts. The manager has it in each
 * all-clear (CST-09). By the key of its mail it may be run again, and makes up for a run that was missed.
 */
export async function tellAboveLimits(ports: Ports, at: Instant): Promise<CaseloadsLooked> {
  const day = dayOf(at);
  let looked = 0;
  let failed = 0;
  for (const policy of ports.policies.filter(({ division }) => isWorkingDay(day, division))) {
    try {
      await tellOne(ports, policy, day, at);
      looked++;
    } catch (error) {
      failed++;
      ports.report({ problem: "caseloads-not-looked-at", service: policy.service, error: nameOf(error) });
    }
  }
  return { looked, failed };
}

async function tellOne(ports: Ports, policy: Policy, day: CalendarDay, at: Instant): Promise<void> {
  const { council, service } = policy;
  const [roster, open] = await Promise.all([rosterOf(ports, council), ports.store.dueUntil(council)]);
  const { own } = aboveLimits(ports, policy, roster, open, day);
  if (own.length === 0) return;
  const monday = plusDays(day, 1 - weekdayOf(day));
  const key = `above-limits/${service}/${monday}/${digest(own.toSorted().join())}`;
  const message = { kind: "above-limits", day, count: own.length } as const;
  await wantMail(ports, council, { key, to: { role: "service-manager" }, service, message }, at);
}
