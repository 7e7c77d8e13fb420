import type { AdviceReason } from "../advice-reasons.ts";
import type { AgencyOffer } from "../agencies.ts";
import type { CalendarDay, Instant } from "../calendar-day.ts";
import type { Actor } from "../decision.ts";
import type { RestrictionReason } from "../keeping-policy.ts";
import type { Outsider } from "../mail-message.ts";
import type { ClosureReason, CommitmentKind, DeferralReason, Policy } from "../policy.ts";
import type { Roster } from "../roster.ts";
import type { Loads } from "./allocation-fit.ts";
import type { Override } from "./allocation-override.ts";
import type { AmendReferral } from "./amend-state.ts";
import type { CaseFacts, ReviewPart } from "./case.ts";
import type { Consultation } from "./closure-state.ts";
import type { CommitmentOutcome } from "./commitment-state.ts";
import type { EpisodeReason } from "./events.ts";
import type { HandoverCommand } from "./handover-events.ts";
import type { ChangeHours } from "./hours-state.ts";
import type { LeavingCommand } from "./leaving.ts";
import type { MendingCommand } from "./mending-state.ts";
import type { LinkedCases, PersonCommand } from "./person-check-state.ts";
import type { RestrictionCommand } from "./restriction-state.ts";
import type { RetentionCommand } from "./retention-state.ts";
import type { ReviewAnswers } from "./review-answers.ts";
import type { RouteCommand } from "./routes-state.ts";
import type { TrackName } from "./track.ts";
import type { WorkCommand } from "./work-commands.ts";

export interface OpenCase extends CaseFacts {
  readonly type: "open";
  /** A case of perhaps the same person is restricted, and for what: then this one is from the start. */
  readonly restriction?: RestrictionReason;
  /** The closed case that somebody takes up again with it: they say that it is the same person (CST-20, X-01). */
  readonly takesUp?: { readonly caseRef: string; readonly by: string };
  /** What agencies offered with the referral; each becomes a promise that is chased. */
  readonly offers?: readonly AgencyOffer[];
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
  | {
      readonly decision: "allocate";
      readonly worker: string;
      readonly supervisor?: string | undefined;
      /** Hours a week that the case will take; the policy's, where nobody says. */
      readonly hours?: number | undefined;
      /** Why a limit is passed. */
      readonly override?: Override | undefined;
    }
  | { readonly decision: "advise" | "redirect"; readonly reason: AdviceReason }
  /** To a named later meeting, with a coded reason. */
  | { readonly decision: "defer"; readonly until: CalendarDay; readonly reason: DeferralReason }
  | { readonly decision: "meeting" };

export interface DecideAllocation {
  readonly type: "decide-allocation";
  readonly by: Actor;
  readonly choice: AllocationChoice;
  /** The sitting that the decision is minuted under; absent when it is taken outside a meeting. */
  readonly meeting?: CalendarDay;
  /** Whether that sitting, or today's where none is named, has been opened, and has been closed. */
  readonly isOpened?: boolean;
  readonly isClosed?: boolean;
  readonly roster: Roster;
  /** What those who may be allocated hold now; advisory, as others allocate at the same time (A2). */
  readonly loads?: Loads;
  /** The cases around it, as they were just before. */
  readonly linked?: LinkedCases;
}

export interface TakeIn {
  readonly type: "take-in";
  readonly by: Actor;
  readonly meeting: CalendarDay;
  readonly isClosed?: boolean;
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
  readonly answers: ReviewAnswers;
  readonly roster: Roster;
}

export interface RequestClosure {
  readonly type: "request-closure";
  readonly by: Actor;
  readonly reason: ClosureReason;
  /** The name under which the evidence is kept. */
  readonly evidence: string;
  /** Agencies that are involved now, besides those that the referral named. */
  readonly agencies: readonly string[];
  readonly roster: Roster;
}

/** Somebody says that they asked an agency, on that day. */
export interface NoteAsking {
  readonly type: "note-asking";
  readonly by: Actor;
  readonly with: string;
  readonly on: CalendarDay;
  /** The name under which it is kept whom they asked, and how. */
  readonly content: string;
  readonly roster: Roster;
}

export interface RecordConsultation {
  readonly type: "record-consultation";
  readonly by: Actor;
  readonly with: string;
  readonly answer: Consultation["answer"];
  readonly content?: string | undefined;
}

export interface EndClosure {
  readonly type: "end-closure";
  readonly by: Actor;
  readonly ended: "closed" | "kept" | "withdrawn";
  /** Whether the words say why it closes although somebody objected. */
  readonly meetsObjections?: boolean | undefined;
  readonly content?: string | undefined;
}

export interface MakeCommitment {
  readonly type: "make-commitment";
  readonly by: Actor;
  readonly kind: CommitmentKind;
  readonly due: CalendarDay;
  readonly staff?: string | undefined;
  readonly about?: string | undefined;
  /** The name under which what was promised is kept. */
  readonly content: string;
  readonly roster: Roster;
}

export interface EndCommitment {
  readonly type: "end-commitment";
  readonly by: Actor;
  readonly id: number;
  readonly as: CommitmentOutcome;
  readonly result?: string | undefined;
  readonly content: string;
  readonly roster: Roster;
}

export interface MoveCommitment {
  readonly type: "move-commitment";
  readonly by: Actor;
  readonly id: number;
  readonly due: CalendarDay;
  /** The name under which the reason is kept. */
  readonly content: string;
  readonly roster: Roster;
}

export interface RestartEpisode {
  readonly type: "restart";
  readonly why: EpisodeReason;
  /** The main track, where none is named. */
  readonly track?: TrackName;
}

export type CaseCommand =
  | OpenCase
  | { readonly type: "screen" }
  | RegisterWait
  | DecideAllocation
  | TakeIn
  | ConfirmSignpost
  | GiveReviewPart
  | RequestClosure
  | NoteAsking
  | RecordConsultation
  | EndClosure
  | RestrictionCommand
  | MendingCommand
  | RetentionCommand
  /** The meeting on that day was closed without having come to the case; `next` is the one that sits now, or else sits next. */
  | { readonly type: "carry-over"; readonly meeting: CalendarDay; readonly next: CalendarDay }
  | { readonly type: "note-other-body"; readonly referralRef: string; readonly content: string }
  | {
      readonly type: "note-returned-mail";
      readonly mail: string;
      readonly to: Outsider;
      /** Nobody has to be asked: they know, or a call is owed that asks for itself. */
      readonly isSeenTo?: true;
      /** Which agency's it was. */
      readonly agency?: string;
      /** They may hear that the referral was considered, and not what became of it. */
      readonly considered?: true;
    }
  | HandoverCommand
  | ChangeHours
  | MakeCommitment
  | EndCommitment
  | MoveCommitment
  | LeavingCommand
  | PersonCommand
  | RouteCommand
  | AmendReferral
  | RestartEpisode
  | WorkCommand;

/** What every decision is told besides: the instant, and the service's policy. */
export interface Context {
  readonly at: Instant;
  readonly policy: Policy;
}
