import type { Instant } from "../calendar-day.ts";
import type { Actor } from "../decision.ts";
import type { ClosureReason, EngagementPrompt } from "../policy.ts";
import type { Roster } from "../roster.ts";
import type { AnsweredPrompt, SupportOffer } from "./non-engagement-state.ts";
import type { OutcomeAnswers, Outcomes, WayOut } from "./outcomes-state.ts";

/** What is recorded on the way to an end of support (CST-18, CST-19). */
export interface BeginNonEngagement {
  readonly type: "begin-non-engagement";
  readonly by: Actor;
  readonly content: string;
  readonly roster: Roster;
}

export interface RecordOffer extends SupportOffer {
  readonly type: "record-offer";
  readonly by: Actor;
  readonly roster: Roster;
}

export interface AnswerPrompt {
  readonly type: "answer-prompt";
  readonly by: Actor;
  readonly prompt: EngagementPrompt;
  readonly answer: AnsweredPrompt["answer"];
  readonly content: string;
  readonly roster: Roster;
}

export interface EndNonEngagement {
  readonly type: "end-non-engagement";
  readonly by: Actor;
  readonly content: string;
}

export interface NoteWayOut {
  readonly type: "note-way-out";
  readonly by: Actor;
  readonly reason: ClosureReason;
  readonly standing: WayOut["standing"];
  readonly content: string;
  readonly roster: Roster;
}

export interface RecordOutcomes {
  readonly type: "record-outcomes";
  readonly by: Actor;
  readonly answers: OutcomeAnswers;
  readonly roster: Roster;
}

export type LeavingCommand =
  | BeginNonEngagement
  | RecordOffer
  | AnswerPrompt
  | EndNonEngagement
  | NoteWayOut
  | RecordOutcomes;

export type LeavingEvent =
  | { readonly type: "PathwayBegun"; readonly by: string; readonly at: Instant; readonly content: string }
  | ({ readonly type: "OfferMade"; readonly by: string } & SupportOffer)
  | ({ readonly type: "PromptAnswered"; readonly prompt: EngagementPrompt } & AnsweredPrompt)
  | {
      readonly type: "PathwayEnded";
      readonly as: "engaged" | "ended";
      readonly by: string;
      readonly content?: string;
    }
  | ({ readonly type: "WayOutNoted"; readonly reason: ClosureReason } & WayOut)
  | ({ readonly type: "OutcomesRecorded" } & Outcomes);
