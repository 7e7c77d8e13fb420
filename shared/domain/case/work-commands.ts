import type { CalendarDay } from "../calendar-day.ts";
import type { Actor } from "../decision.ts";
import type { Roster } from "../roster.ts";
import type { PlanFacts } from "./plan-state.ts";

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

/** What is done about the plan and the work of a case. */
export type WorkCommand = WritePlan | DecidePlan;
