import type { CalendarDay, Instant } from "../calendar-day.ts";
import type { Actor } from "../decision.ts";
import type { AdviceReason, Policy } from "../policy.ts";
import type { Roster } from "../roster.ts";
import type { ScreeningFacts } from "../screening.ts";
import type { ReviewPart } from "./case.ts";
import type { EpisodeReason } from "./events.ts";

export interface OpenCase {
  readonly type: "open";
  readonly caseRef: string;
  readonly council: string;
  readonly service: string;
  readonly referralRef: string;
  readonly personRef: string;
  readonly receivedAt: Instant;
  readonly screening: ScreeningFacts;
  readonly possibleDuplicates: readonly string[];
}

export interface RegisterWait {
  readonly type: "register-wait";
  readonly sequence: number;
  readonly attempt: number;
  readonly wait: number;
  readonly left: number;
  readonly token: string;
  readonly enteredAt: Instant;
  readonly retryCount: number;
}

export type AllocationChoice =
  | { readonly decision: "allocate"; readonly worker: string; readonly supervisor?: string | undefined }
  | { readonly decision: "advise" | "redirect"; readonly reason: AdviceReason }
  | { readonly decision: "defer" | "meeting" };

export interface DecideAllocation {
  readonly type: "decide-allocation";
  readonly by: Actor;
  readonly choice: AllocationChoice;
  /** The sitting that the decision is minuted under; absent when it is taken outside a meeting. */
  readonly meeting?: CalendarDay;
  readonly roster: Roster;
}

export interface ConfirmSignpost {
  readonly type: "confirm-signpost";
  readonly by: Actor;
}

export interface GiveReviewPart {
  readonly type: "give-review-part";
  readonly by: Actor;
  readonly part: ReviewPart;
  readonly cycle: number;
  /** The name under which the half's text is kept. */
  readonly content: string;
  /** Whether the worker has seen the person; the supervisor's half does not say. */
  readonly seen?: boolean | undefined;
  readonly roster: Roster;
}

export type CaseCommand =
  | OpenCase
  | { readonly type: "screen" }
  | RegisterWait
  | DecideAllocation
  | ConfirmSignpost
  | GiveReviewPart
  | { readonly type: "note-other-body"; readonly referralRef: string; readonly content: string }
  | { readonly type: "restart"; readonly why: EpisodeReason };

/** What every decision is told besides: the instant, and the service's policy. */
export interface Context {
  readonly at: Instant;
  readonly policy: Policy;
}
