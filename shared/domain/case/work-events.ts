import type { CalendarDay, Instant } from "../calendar-day.ts";
import type { LapseReason, Objective, PlanFacts } from "./plan-state.ts";
import type { ContactFacts, RiskRecord } from "./work-state.ts";

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
  | { readonly type: "PlanLapsed"; readonly why: LapseReason }
  | RecordEvent
  | { readonly type: "NotSeenForLong"; readonly since: CalendarDay; readonly on: CalendarDay };

interface Recorded {
  readonly by: string;
  readonly at: Instant;
  readonly content: string;
}

/** Something was written down about a case. */
export type RecordEvent = Recorded &
  (
    | ({ readonly type: "ContactRecorded" } & ContactFacts)
    | ({ readonly type: "RiskRecorded"; readonly raised: boolean } & Omit<RiskRecord, keyof Recorded>)
    /** Without a day to look again it is lifted. */
    | { readonly type: "WarningNoted"; readonly kind: string; readonly reviewOn?: CalendarDay | undefined }
    | {
        readonly type: "ConversationRecorded";
        readonly tool: string;
        readonly edition: string;
        readonly on: CalendarDay;
        readonly declined: boolean;
      }
    | {
        readonly type: "ReadingTaken";
        readonly tool: string;
        readonly edition: string;
        readonly on: CalendarDay;
      }
    | { readonly type: "ReferredOn"; readonly destination: string; readonly on: CalendarDay }
    | { readonly type: "ConcernRaised"; readonly reference: string; readonly on: CalendarDay }
    | {
        readonly type: "CapacityAssessed";
        readonly decision: string;
        readonly reference: string;
        readonly on: CalendarDay;
      }
  );
