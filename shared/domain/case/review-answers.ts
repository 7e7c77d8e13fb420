import type { CalendarDay } from "../calendar-day.ts";
import type { Case } from "./case.ts";

/** How the person takes part in their support, as the worker sees it. */
export const engagements = ["engaging", "in-part", "not-engaging"] as const;
/** What became of the risk since the last review. */
export const riskChanges = ["same", "higher", "lower", "new"] as const;
/** What became of an objective of the plan since the last review (CST-13, CST-17). */
export const objectiveProgress = ["better", "same", "worse", "achieved", "not-worked-on"] as const;

/**
 * What somebody answered in their half, in coded values only (A4): the words beside them are content. `seen` means in
 * person. Every one may be missing, because halves were given before it was asked for (A9).
 */
export interface ReviewAnswers {
  readonly seen?: boolean;
  readonly spokenTo?: boolean;
  /** Where the person was not seen: the day of the last sight, or null for never. */
  readonly lastSeenOn?: CalendarDay | null;
  readonly engagement?: (typeof engagements)[number];
  /** "no" is an answer like any other: a plan stands without goals that the person agreed to (CST-14). */
  readonly goalsAgreed?: "yes" | "no";
  readonly riskChange?: (typeof riskChanges)[number];
  readonly objectives?: readonly {
    readonly id: string;
    readonly progress: (typeof objectiveProgress)[number];
  }[];
  /** The supervisor's: false is a challenge, and then something changes by a day. */
  readonly agrees?: boolean;
  readonly changeBy?: CalendarDay;
}

/** The objectives of the case's plan that the worker's half must speak of; none while there is no plan (CST-14). */
export const openObjectives = ({ plan }: Pick<Case, "plan">): readonly string[] =>
  (plan?.objectives ?? []).filter(({ status }) => status === "open").map(({ id }) => id);
