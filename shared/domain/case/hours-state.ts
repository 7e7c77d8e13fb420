import type { Instant } from "../calendar-day.ts";
import type { Actor } from "../decision.ts";
import type { Roster } from "../roster.ts";
import type { Loads } from "./allocation-fit.ts";
import type { Override, PassedLimits } from "./allocation-override.ts";

/** A manager gives a case more or fewer hours a week, with a reason. */
export interface ChangeHours {
  readonly type: "change-hours";
  readonly by: Actor;
  /** Hours a week. */
  readonly hours: number;
  /** The name under which the reason is kept. */
  readonly content: string;
  readonly roster: Roster;
  /** What the worker holds now, this case included; advisory, as at an allocation (A2). */
  readonly loads: Loads;
  readonly override?: Override | undefined;
}

export interface HoursEvent {
  readonly type: "HoursChanged";
  readonly hours: number;
  readonly by: string;
  readonly at: Instant;
  readonly content: string;
  readonly override?: PassedLimits;
}
