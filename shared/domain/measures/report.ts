import type { Instant } from "../calendar-day.ts";
import type { Policy } from "../policy.ts";
import { isMet, type MeasuresAgreement, type Target } from "./agreement.ts";
import { type CaseCourse, courseOf, type PastEvent, streamAt } from "./course.ts";
import type { Measure, Observation } from "./measure.ts";
import { type Month, monthsFrom, type Period, periodOf } from "./month.ts";
import { measuresOf } from "./registry.ts";
import { summarise } from "./statistics.ts";

/** The row of a month that takes every stream together; a median of medians would be wrong. */
export const everyStream = "all";
/** The agreement of streams that have none of their own. */
const anyStream = "any";

export interface Figure {
  readonly id: string;
  /** Null where there is nothing to make the number of, or where it is withheld. */
  readonly value: number | null;
  /** How many cases, reviews or escalations it is made of; null where it is withheld. */
  readonly of: number | null;
  readonly target: Target | null;
  readonly met: boolean | null;
  /** Left out or rounded, because it leaves the council (see `forOutside`). */
  readonly withheld: boolean;
}
export interface MeasuredMonth {
  readonly month: Month;
  /** False while the month is not over: its figures may still grow. */
  readonly isOver: boolean;
  readonly streams: readonly { readonly fundingStream: string; readonly figures: readonly Figure[] }[];
}
export interface MeasuresReport {
  readonly service: string;
  readonly from: Month;
  readonly to: Month;
  readonly asOf: Instant;
  readonly definitions: readonly ({ readonly id: string } & Pick<Measure, "title" | "definition" | "unit">)[];
  readonly months: readonly MeasuredMonth[];
}

/**
 * The measures of a service by month and funding stream, from the histories of its cases and of the calls to their
 * referrers alone (CST-11): the same histories, policy and instant always give the same report.
 */
export function measure(
  histories: readonly (readonly PastEvent[])[],
  policy: Policy,
  { from, to, asOf }: { readonly from: Month; readonly to: Month; readonly asOf: Instant },
): MeasuresReport {
  const courses = histories.flatMap((history) => courseOf(history.filter(({ at }) => at <= asOf)) ?? []);
  const { agreements } = policy.measures;
  const asked = [...measuresOf(policy)].filter(([id]) =>
    agreements.some((agreement) => isAgreed(agreement, id)),
  );
  return {
    service: policy.service,
    from,
    to,
    asOf,
    definitions: asked.map(([id, { title, definition, unit }]) => ({ id, title, definition, unit })),
    months: monthsFrom(from, to).map((month) => monthOf(courses, policy, asked, periodOf(month, asOf))),
  };
}

const isAgreed = ({ measures }: MeasuresAgreement, id: string): boolean =>
  measures === "all" || measures.includes(id);

type Asked = readonly (readonly [string, Measure])[];
/** What a measure observed, by stream. */
type Found = ReadonlyMap<string, readonly Observation[]>;

function monthOf(
  courses: readonly CaseCourse[],
  policy: Policy,
  asked: Asked,
  period: Period,
): MeasuredMonth {
  const found = new Map(asked.map(([id, one]) => [id, observed(courses, policy, one, period)] as const));
  const { agreements } = policy.measures;
  const named = agreements.map(({ fundingStream }) => fundingStream).filter((name) => name !== anyStream);
  const met = [...found.values()].flatMap((streams) => [...streams.keys()]);
  const streams = [...new Set([...named, ...met])].filter((name) => name !== everyStream).toSorted();
  return {
    month: period.month,
    isOver: period.isOver,
    streams: [everyStream, ...streams].map((fundingStream) => {
      const agreement =
        agreements.find((each) => each.fundingStream === fundingStream) ??
        agreements.find((each) => each.fundingStream === anyStream);
      const agreed = agreement ? asked.filter(([id]) => isAgreed(agreement, id)) : [];
      const targets = agreement?.targets ?? {};
      return {
        fundingStream,
        figures: agreed.map(([id, one]) =>
          figureOf(id, one, found.get(id)?.get(fundingStream) ?? [], targets[id]),
        ),
      };
    }),
  };
}

function observed(courses: readonly CaseCourse[], policy: Policy, one: Measure, period: Period): Found {
  const streams = new Map<string, Observation[]>();
  for (const course of courses)
    for (const observation of one.observe(course, period, policy))
      for (const stream of [everyStream, streamAt(course, observation.at)]) {
        const there = streams.get(stream);
        if (there) there.push(observation);
        else streams.set(stream, [observation]);
      }
  return streams;
}

function figureOf(id: string, { summary }: Measure, found: readonly Observation[], target?: Target): Figure {
  const value = summarise(found, summary);
  const met = target ? isMet(value, target) : null;
  return { id, value, of: found.length, target: target ?? null, met, withheld: false };
}
