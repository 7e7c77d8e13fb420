import type { CalendarDay, Instant } from "../calendar-day.ts";

/** A goal in the person's own words, which are content; a plan stands without any that they agreed to (CST-14). */
export interface Goal {
  readonly id: string;
  readonly agreed: "yes" | "no" | "not-asked";
}

/** What is worked on, under a line of the catalogue (CST-16), and under a goal where the person gave one. */
export interface Objective {
  readonly id: string;
  readonly goal?: string | undefined;
  readonly line: string;
  readonly status: "open" | "achieved" | "closed";
  /** Days that its line of the catalogue asks for, such as when a payment was made. */
  readonly dates?: Readonly<Record<string, CalendarDay>> | undefined;
}

/** Where the person lives, as a coded kind and a reference; the address is content (CLX-13). */
export interface Accommodation {
  readonly kind: string;
  readonly ref?: string | undefined;
}

export const focusAnswers = ["done", "planned", "not-needed", "person-declines"] as const;

/** What a version of a plan holds in coded values; its words are content (A4). */
export interface PlanFacts {
  readonly accommodation?: Accommodation | undefined;
  readonly earlyFocus: Readonly<Record<string, (typeof focusAnswers)[number]>>;
  readonly goals: readonly Goal[];
  readonly objectives: readonly Objective[];
}

export const planStatuses = ["draft", "awaiting-approval", "approved", "lapsed"] as const;
export type LapseReason = "risk-raised" | "accommodation-changed";

/** The latest version of a case's plan, and which version is in force. */
export interface SupportPlan extends PlanFacts {
  readonly version: number;
  readonly status: (typeof planStatuses)[number];
  /** The name under which its words are kept. */
  readonly content: string;
  readonly by: string;
  readonly at: Instant;
  /** Everybody who wrote a version since the last approval: none of them approves it. */
  readonly authors: readonly string[];
  /** The approved version, and where it says that the person lives; absent before the first approval and after a lapse. */
  readonly inForce?: {
    readonly version: number;
    readonly by: string;
    readonly at: Instant;
    readonly accommodation?: Accommodation | undefined;
  };
  /** What the last review said of the goals, when it was given after this version was written. */
  readonly goalsAgreed?: "yes" | "no";
}

/** Whether the person agreed to the goals; where not, the plan stands, says so, and each review asks again (CST-14). */
export const areGoalsAgreed = ({ goals, goalsAgreed }: SupportPlan): boolean =>
  goals.length > 0 &&
  (goalsAgreed ?? (goals.every(({ agreed }) => agreed === "yes") ? "yes" : "no")) === "yes";
