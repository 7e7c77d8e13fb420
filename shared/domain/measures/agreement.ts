/** What a figure should reach, as an agreement has it. */
export interface Target {
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}

/** Which measures are reported for whoever pays, and what they should reach: an SLA as data (CST-11, A7). */
export interface MeasuresAgreement {
  /** The stream as posts name it; "any" for every stream without an agreement of its own, and for all of them together. */
  readonly fundingStream: string;
  /** The ids of measures, or every one that there is. */
  readonly measures: "all" | readonly string[];
  readonly targets: Readonly<Record<string, Target>>;
}

/** The part of a service's policy that its measures are made by. */
export interface MeasuresPolicy {
  /** Within how many working days a referrer should have an answer (CST-07). */
  readonly answerWithinWorkingDays: number;
  /** The longest period of one report. */
  readonly mostMonths: number;
  /** For figures that leave the council: small numbers are left out, and counts rounded to a multiple. */
  readonly outside: { readonly fewerThan: number; readonly roundTo: number };
  readonly agreements: readonly MeasuresAgreement[];
}

/** Whether a figure reaches its target; null where there is no figure or no target. */
export function isMet(value: number | null, { atLeast, atMost }: Target): boolean | null {
  if (value === null || (atLeast === undefined && atMost === undefined)) return null;
  return (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);
}
