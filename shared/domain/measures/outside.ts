import type { Policy } from "../policy.ts";
import { measuresOf } from "./registry.ts";
import type { Figure, MeasuresReport } from "./report.ts";

/**
 * The report as it may leave the council: whatever is made of so few that somebody might be known by it is left out,
 * counts are rounded so that one row cannot be worked out from the others, and other figures lose their decimals. It
 * is no proof against everything that a reader may know besides: a person reads it before it is published (CST-11).
 */
export function forOutside(report: MeasuresReport, policy: Policy): MeasuresReport {
  const { fewerThan, roundTo } = policy.measures.outside;
  const measures = measuresOf(policy);
  const withhold = (figure: Figure): Figure => {
    const { id, value, of } = figure;
    const isCount = measures.get(id)?.summary === "count";
    if (of === null || value === null || of === 0) return figure;
    // The largest is one person's own number, however many there are.
    if (of < fewerThan || measures.get(id)?.summary === "largest")
      return { ...figure, value: null, of: null, met: null, withheld: true };
    const rounded = isCount ? Math.round(value / roundTo) * roundTo : Math.round(value);
    return { ...figure, value: rounded, of: null, withheld: true };
  };
  return {
    ...report,
    months: report.months.map((month) => ({
      ...month,
      streams: month.streams.map(({ fundingStream, figures }) => ({
        fundingStream,
        figures: figures.map(withhold),
      })),
    })),
  };
}
