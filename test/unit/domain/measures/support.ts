import type { Instant } from "#shared/domain/calendar-day.ts";
import type { PastEvent } from "#shared/domain/measures/course.ts";
import { everyStream, measure } from "#shared/domain/measures/report.ts";
import type { Policy } from "#shared/domain/policy.ts";
import { communitySupportTeam } from "#shared/services/community-support-team.ts";
import type { CaseBuilder } from "#test/support/cases.ts";

export interface Asking {
  readonly month?: string;
  readonly asOf?: Instant;
  readonly stream?: string;
  readonly policy?: Policy;
}

/** The figures of one month and one stream, by their ids. */
export function figures(
  cases: readonly (CaseBuilder | readonly PastEvent[])[],
  {
    month = "2026-11",
    asOf = "2027-06-01T00:00:00.000Z",
    stream = everyStream,
    policy = communitySupportTeam,
  }: Asking = {},
): Readonly<Record<string, number | null>> {
  const histories = cases.map((each) => ("past" in each ? each.past : each));
  const report = measure(histories, policy, { from: month, to: month, asOf });
  const found = report.months[0]?.streams.find(({ fundingStream }) => fundingStream === stream);
  return Object.fromEntries((found?.figures ?? []).map(({ id, value }) => [id, value]));
}

/** A history in which whoever was given the case is paid for by a stream. */
export const paidBy = (held: CaseBuilder, fundingStream: string): readonly PastEvent[] =>
  held.past.map(({ at, event }) => ({
    at,
    event:
      event.type === "AllocationDecided" && event.decision === "allocated"
        ? { ...event, fundingStream }
        : event,
  }));
