import type { Instant } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import { type Month, monthOf, monthsFrom } from "#shared/domain/measures/month.ts";
import type { Referral } from "#shared/domain/referral.ts";
import type { DocumentKey } from "#shared/ports.ts";
import { atMost } from "./at-most.ts";
import type { Ports } from "./ports.ts";

const endedMark = (service: string, month: Month): string => `ended-${service}-${month}`;

/**
 * Notes a case that is over, or whose referrer was telephoned about it, under the month in which this is done. That may be a
 * month late where the effect failed at first, and the case is found all the same: whoever looks reads every month up to
 * today's.
 */
export async function markEnded(
  { store }: Ports,
  { council }: DocumentKey,
  state: unknown,
  at: Instant,
): Promise<void> {
  const { service, caseRef } = state as Case | Referral; // Only their events want this intent.
  await store.putMark(council, endedMark(service, monthOf(at)), caseRef);
}

/** Cases of a service that ended, or whose referrer was telephoned, from one month to another, both included. */
export async function casesEnded(
  { store }: Ports,
  { council, service }: { readonly council: string; readonly service: string },
  since: Month,
  until: Month,
): Promise<readonly string[]> {
  const months = until < since ? [] : monthsFrom(since, until);
  const ended = await atMost(months, (month) => store.marked(council, endedMark(service, month)));
  return [...new Set(ended.flat())];
}

/**
 * Every case of a service that was open at some time since a month began, or whose referrer waited for a call, those that
 * are over included: what the due index lists, and what was marked as ended since. Queries only, so no role needs to read
 * the whole table (F52).
 */
export async function casesSince(
  { store }: Ports,
  { council, service }: { readonly council: string; readonly service: string },
  since: Month,
  at: Instant,
): Promise<readonly string[]> {
  const months = monthsFrom(since, monthOf(at));
  // The index first: a case that ends in between is then in one of the two.
  const open = await store.dueUntil(council);
  const ended = await atMost(months, (month) => store.marked(council, endedMark(service, month)));
  const refs = open.flatMap(({ key }) => (key.kind === "case" ? [key.id] : []));
  const calls = open.filter(({ key }) => key.kind === "referral");
  const called = await atMost(calls, ({ key }) => store.load<Referral>(key));
  const toBeTold = called.flatMap((stored) => stored?.state.caseRef ?? []);
  return [...new Set([...refs, ...toBeTold, ...ended.flat()])].toSorted();
}
