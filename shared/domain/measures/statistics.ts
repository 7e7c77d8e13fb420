/** How the observations of a month become one number. */
export type Summary = "count" | "median" | "ninetieth" | "largest" | "percent";

/** One thing that happened, or that stood, and the number that it adds; 1 or 0 where only yes or no is asked. */
export interface Observed {
  readonly value: number;
}

const summaries: Readonly<Record<Exclude<Summary, "count">, (values: readonly number[]) => number>> = {
  median: (values) => percentile(values, 50),
  ninetieth: (values) => percentile(values, 90),
  largest: (values) => Math.max(...values),
  percent: (values) => rounded((100 * values.reduce((sum, value) => sum + value, 0)) / values.length),
};

/** The number, or null where there is nothing to make one of; only a count of nothing is a number: 0. */
export function summarise(observed: readonly Observed[], by: Summary): number | null {
  if (by === "count") return observed.length;
  return observed.length === 0 ? null : summaries[by](observed.map(({ value }) => value));
}

/**
 * The nearest rank: the smallest value that at least this many per cent of the values do not exceed. It is always one
 * that was seen; of an even number of values the median is the mean of the two in the middle.
 */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  const found = sorted[rank - 1] ?? Number.NaN;
  const isBetween = percent === 50 && sorted.length % 2 === 0;
  return isBetween ? (found + (sorted[rank] ?? found)) / 2 : found;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
