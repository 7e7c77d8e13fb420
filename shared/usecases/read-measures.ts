import type { Instant } from "#shared/domain/calendar-day.ts";
import type { PastEvent } from "#shared/domain/measures/course.ts";
import type { Month } from "#shared/domain/measures/month.ts";
import { forOutside } from "#shared/domain/measures/outside.ts";
import { type MeasuresReport, measure } from "#shared/domain/measures/report.ts";
import type { Policy } from "#shared/domain/policy.ts";
import type { HistoryEntry } from "#shared/ports.ts";
import { atMost } from "./at-most.ts";
import { caseKey, referralKey } from "./keys.ts";
import { casesSince } from "./list-cases.ts";
import type { Ports } from "./ports.ts";

export interface MeasuresAsked {
  readonly from: Month;
  readonly to: Month;
  /** Whether the figures will leave the council: small numbers are then left out, and counts rounded. */
  readonly outside: boolean;
}

/**
 * The measures of a service by month and funding stream, from the history of every case that was open, or whose referrer
 * waited to be told what became of it, at some time since the first month (CST-11). It reads what happened and never where
 * a case stands.
 */
export async function readMeasures(
  ports: Ports,
  policy: Policy,
  { from, to, outside }: MeasuresAsked,
  at: Instant,
): Promise<MeasuresReport> {
  const refs = await casesSince(ports, policy, from, at);
  const histories = await atMost(refs, (ref) => ports.store.history(caseKey(policy.council, ref)));
  const ours = histories.filter(([opened]) => opened?.facts.service === policy.service);
  const courses = await atMost(ours, (history) => withCalls(ports, policy, history));
  const report = measure(courses, policy, { from, to, asOf: at });
  return outside ? forOutside(report, policy) : report;
}

/** The history of a case with the calls to its referrer, which stand in the referral's, in the order of time. */
async function withCalls(
  { store }: Ports,
  { council }: Policy,
  history: readonly HistoryEntry[],
): Promise<readonly PastEvent[]> {
  const referralRef = history[0]?.facts.referralRef;
  const calls = (await store.history(referralKey(council, String(referralRef)))).filter(({ type }) =>
    type.startsWith("ReferrerCall"),
  );
  // A decision comes before the call about it, also where both are of one instant.
  return [...history, ...calls]
    .map(pastEvent)
    .toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}

// As `change` wrote it from an event of a case, or of a call.
const pastEvent = ({ at, type, facts }: HistoryEntry): PastEvent => ({
  at,
  event: { ...facts, type } as PastEvent["event"],
});
