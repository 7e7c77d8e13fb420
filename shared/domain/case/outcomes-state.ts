import type { Instant } from "../calendar-day.ts";
import type { ClosureReason, OutcomeArea } from "../policy.ts";

/** How near somebody is to one of the ways out, with what shows it (CST-19). */
export interface WayOut {
  readonly standing: "not-yet" | "partly" | "reached";
  readonly by: string;
  readonly at: Instant;
  readonly content: string;
}
export type WaysOut = Readonly<Partial<Record<ClosureReason, WayOut>>>;

/** Whether a need was identified in an area, and if so whether it was met. */
export type OutcomeAnswer =
  | { readonly identified: false }
  | { readonly identified: true; readonly achieved: "yes" | "partly" | "no" };
export type OutcomeAnswers = Readonly<Partial<Record<OutcomeArea, OutcomeAnswer>>>;

/** The outcomes of a case as they were last recorded; every leaver has them. */
export interface Outcomes {
  readonly by: string;
  readonly at: Instant;
  readonly answers: OutcomeAnswers;
}
