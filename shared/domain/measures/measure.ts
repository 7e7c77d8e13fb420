import type { Instant } from "../calendar-day.ts";
import type { Policy } from "../policy.ts";
import type { CaseCourse } from "./course.ts";
import type { Period } from "./month.ts";
import type { Observed, Summary } from "./statistics.ts";

/** Something that a measure counts, and when it was so: the funding stream is that of this instant. */
export interface Observation extends Observed {
  readonly at: Instant;
}

/** What a measure finds in one case and one month. */
export type Observe = (course: CaseCourse, period: Period, policy: Policy) => readonly Observation[];

export type Unit =
  | "referrals"
  | "cases"
  | "reviews"
  | "needs"
  | "concerns"
  | "escalations"
  | "days"
  | "working days"
  | "per cent";

/** One measure, with its meaning beside it: whoever reads the number reads the same words (CST-11). */
export interface Measure {
  readonly title: string;
  /** What counts, and what does not, in plain English. */
  readonly definition: string;
  readonly unit: Unit;
  readonly summary: Summary;
  readonly observe: Observe;
}

/** Once, where it is so. */
export const once = (isSo: boolean, at: Instant, value = 1): readonly Observation[] =>
  isSo ? [{ at, value }] : [];
