import type { Instant } from "../calendar-day.ts";
import type { LapseReason, Objective, PlanFacts } from "./plan-state.ts";

/** What happens to the plan and the work of a case, in coded facts only (A4). */
export type WorkEvent =
  | ({
      readonly type: "PlanWritten";
      readonly version: number;
      readonly submitted: boolean;
      readonly by: string;
      readonly at: Instant;
      readonly content: string;
    } & PlanFacts)
  | {
      readonly type: "ObjectiveEnded";
      readonly id: string;
      readonly as: Exclude<Objective["status"], "open">;
    }
  | {
      readonly type: "PlanApproved" | "PlanSentBack";
      readonly version: number;
      readonly by: string;
      readonly at: Instant;
      readonly content: string;
    }
  | { readonly type: "PlanLapsed"; readonly why: LapseReason };
