import type { CalendarDay } from "../calendar-day.ts";
import type { Actor } from "../decision.ts";
import type { Roster } from "../roster.ts";
import type { PlanFacts } from "./plan-state.ts";
import type { ContactFacts } from "./work-state.ts";

interface ByStaff {
  readonly by: Actor;
  readonly roster: Roster;
  /** The name under which the words are kept. */
  readonly content: string;
}

export interface WritePlan extends ByStaff {
  readonly type: "write-plan";
  /** The version that the writer read; 0 where there was none. */
  readonly basedOn: number;
  readonly submit: boolean;
  readonly plan: PlanFacts;
  /** What is promised with this version; what was promised before goes on by itself. */
  readonly actions: readonly {
    readonly objective: string;
    readonly due: CalendarDay;
    readonly staff?: string | undefined;
    readonly content: string;
  }[];
}

export interface DecidePlan extends ByStaff {
  readonly type: "decide-plan";
  readonly version: number;
  readonly decision: "approve" | "send-back";
}

/** What somebody writes down about a case; its words are content. */
export type WorkRecord =
  | ({ readonly what: "contact" } & ContactFacts)
  | {
      readonly what: "risk";
      readonly levels: Readonly<Record<string, string>>;
      readonly joint: readonly string[];
      readonly reviewOn: CalendarDay;
    }
  | { readonly what: "warning"; readonly kind: string; readonly reviewOn?: CalendarDay | undefined }
  | {
      readonly what: "conversation";
      readonly tool: string;
      readonly edition: string;
      readonly on: CalendarDay;
      /** None where the person did not want to. The answers are content; here they are only looked at. */
      readonly answers?: Readonly<Record<string, string>> | undefined;
    }
  | {
      readonly what: "reading";
      readonly tool: string;
      readonly edition: string;
      readonly on: CalendarDay;
      readonly scores: readonly number[];
    }
  | { readonly what: "referral-on"; readonly destination: string; readonly on: CalendarDay }
  | { readonly what: "concern"; readonly reference: string; readonly on: CalendarDay }
  | {
      readonly what: "capacity";
      readonly decision: string;
      readonly reference: string;
      readonly on: CalendarDay;
    };

export interface RecordWork extends ByStaff {
  readonly type: "record-work";
  readonly record: WorkRecord;
}

/** What is done about the plan and the work of a case. */
export type WorkCommand = WritePlan | DecidePlan | RecordWork;
