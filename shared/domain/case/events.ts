import type { AdviceReason } from "../advice-reasons.ts";
import type { CalendarDay, Instant } from "../calendar-day.ts";
import type { Role } from "../decision.ts";
import type { Recipient, RungKind } from "../ladder.ts";
import type { Outsider } from "../mail-message.ts";
import type { ClosureReason, CommitmentKind, DeferralReason } from "../policy.ts";
import type { SignpostReason, WayIn } from "../screening.ts";
import type { PassedLimits } from "./allocation-override.ts";
import type { AmendEvent } from "./amend-state.ts";
import type { CaseFacts, ReviewPart } from "./case.ts";
import type { ClosedCase, Consultation } from "./closure-state.ts";
import type { CommitmentOutcome } from "./commitment-state.ts";
import type { HandoverEvent } from "./handover-events.ts";
import type { HoursEvent } from "./hours-state.ts";
import type { LeavingEvent } from "./leaving.ts";
import type { MendingEvent } from "./mending-state.ts";
import type { Obligation, WaitAnswer } from "./obligation.ts";
import type { PersonEvent } from "./person-check-state.ts";
import type { RestrictionEvent } from "./restriction-state.ts";
import type { RetentionEvent } from "./retention-state.ts";
import type { ReviewAnswers } from "./review-answers.ts";
import type { RouteEvent } from "./routes-state.ts";
import type { Backing, EpisodeWorkflow, TrackName } from "./track.ts";
import type { WorkEvent } from "./work-events.ts";

/**
 * Everything that can happen to a case (on its main track, where no other is named), in coded facts only (A4). Each is one line of its history, and folding the
 * history yields the case. `WaitRegistered` alone is not written to the history: it says where the platform
 * stands, and not what happened to anybody.
 */
export type CaseEvent =
  | ({ readonly type: "CaseOpened" } & CaseFacts)
  | {
      readonly type: "EpisodeBegun";
      readonly workflow: EpisodeWorkflow;
      readonly sequence: number;
      readonly attempt: number;
      readonly begun: Instant;
      readonly why: EpisodeReason;
      readonly track?: TrackName;
    }
  | { readonly type: "ObligationOpened"; readonly obligation: Obligation; readonly track?: TrackName }
  | {
      readonly type: "Screened";
      readonly way: WayIn;
      /** The agency that it is passed on to, where we have its address (CST-02). */
      readonly tell?: string;
    }
  | ({ readonly type: "WaitRegistered"; readonly track?: TrackName } & Backing)
  | {
      readonly type: "RungReached";
      readonly rung: number;
      readonly says: RungKind;
      readonly to: readonly Recipient[];
      readonly aged?: readonly Role[];
      readonly holding?: true;
      readonly track?: TrackName;
    }
  | {
      readonly type: "WaitSettled";
      readonly sequence: number;
      readonly wait: number;
      readonly answer: WaitAnswer;
      readonly track?: TrackName;
    }
  | { readonly type: "SignpostConfirmed"; readonly reason: AdviceReason }
  | {
      readonly type: "AllocationDecided";
      readonly decision: "allocated";
      readonly worker: string;
      readonly supervisor: string;
      /** Who pays for the worker's post, as the roster and the policy say on that day (CST-10, CST-11). */
      readonly fundingStream?: string;
      /** Hours a week that the case was allowed; allocations before this was kept do not say. */
      readonly hours?: number;
      /** Which limits were passed, and why (CST-09, CST-10). */
      readonly override?: PassedLimits;
      readonly meeting?: CalendarDay;
      readonly by?: string;
      /** Who had a conflict with it as it was decided, by staff id. */
      readonly conflicts?: readonly string[];
    }
  | {
      readonly type: "AllocationDecided";
      readonly decision: "advised" | "redirected";
      readonly reason: AdviceReason;
      /** The letter that the policy has for it. */
      readonly letter?: AdviceReason;
      /** It is open until somebody confirms that the other service has it (CST-05); decisions before this was so do not say. */
      readonly signposts?: SignpostReason;
      readonly meeting?: CalendarDay;
      readonly by?: string;
      readonly conflicts?: readonly string[];
    }
  | {
      readonly type: "AllocationDecided";
      readonly decision: "deferred" | "meeting";
      readonly until: CalendarDay;
      /** The referrer was advised, and the case comes back by itself: to the meeting of `until` (CST-07). */
      readonly advice?: AdviceReason;
      readonly letter?: AdviceReason;
      /** Why a meeting left it for a later one. */
      readonly why?: DeferralReason;
      readonly meeting?: CalendarDay;
      readonly by?: string;
      readonly conflicts?: readonly string[];
    }
  | {
      /** A meeting was closed before it had come to this case, which waits for the next one. */
      readonly type: "CaseCarriedOver";
      readonly meeting: CalendarDay;
      readonly until: CalendarDay;
    }
  | {
      /** A manager put it on the agenda of an earlier meeting than its own. */
      readonly type: "CaseTakenIn";
      readonly meeting: CalendarDay;
      readonly by: string;
    }
  | { readonly type: "ReviewOpened"; readonly cycle: number; readonly planned: CalendarDay }
  | ({
      readonly type: "ReviewPartGiven";
      readonly cycle: number;
      readonly part: ReviewPart;
      readonly by: string;
      readonly at: Instant;
      readonly content: string;
    } & ReviewAnswers)
  | { readonly type: "ReviewCompleted"; readonly cycle: number }
  | {
      readonly type: "PersonNotSeen";
      readonly cycle: number;
      /** How many reviews in a row, this one included. */
      readonly times: number;
      readonly to: readonly ("supervisor" | "manager" | "service-manager")[];
    }
  | {
      readonly type: "ClosureRequested";
      readonly by: string;
      readonly at: Instant;
      readonly reason: ClosureReason;
      readonly evidence: string;
      /** The agencies that were named as involved now; requests from before this was kept do not say. */
      readonly agencies?: readonly string[];
      readonly ask: readonly string[];
      readonly answerBy: Instant;
    }
  | {
      /** By Holdfast itself where it was a mail. */
      readonly type: "AgencyAsked";
      readonly with: string;
      readonly on: CalendarDay;
      readonly by: string;
      readonly at: Instant;
      readonly content?: string;
    }
  | ({ readonly type: "ConsultationRecorded"; readonly with: string } & Consultation)
  | {
      readonly type: "ClosureEnded";
      readonly ended: "closed" | "kept" | "withdrawn";
      readonly content?: string;
    }
  | ({
      readonly type: "CaseClosed";
      /** Every agency that is told, by mail or else by a call; before these were owed, only whoever has an address. */
      readonly tell: readonly string[];
      /** How many others somebody was asked by one mail to tell, before calls were owed. */
      readonly untold?: number;
    } & ClosedCase)
  | {
      readonly type: "CommitmentMade";
      readonly id: number;
      readonly kind: CommitmentKind;
      readonly by: string;
      readonly at: Instant;
      readonly staff?: string;
      readonly about?: string;
      readonly content?: string;
    }
  | {
      readonly type: "CommitmentMoved";
      readonly id: number;
      readonly by: string;
      readonly due: Instant;
      readonly content: string;
      /** Whoever owes it moved it, and the supervisor hears of it. */
      readonly tells?: true;
    }
  | {
      /** Whoever kept it by name handed the case over, and it went with the case. */
      readonly type: "CommitmentPassed";
      readonly id: number;
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly type: "CommitmentEnded";
      readonly id: number;
      readonly as: CommitmentOutcome;
      /** What came of a safeguarding concern, as a word of the policy's. */
      readonly result?: string;
      readonly by: string;
      readonly content?: string;
    }
  | RestrictionEvent
  | MendingEvent
  | RetentionEvent
  | LeavingEvent
  | PersonEvent
  | HandoverEvent
  | HoursEvent
  | WorkEvent
  | RouteEvent
  | AmendEvent
  /** A mail to somebody outside came back; the mail's own document says what it was about (F37). */
  | {
      readonly type: "MailReturned";
      readonly mail: string;
      readonly to: Outsider;
      /** Nobody had to be asked: they knew, or a call was owed that asks for itself. */
      readonly isSeenTo?: true;
      /** Which agency's it was; mails that came back before this was kept do not say. */
      readonly agency?: string;
      readonly considered?: true;
    }
  | { readonly type: "OtherBodyReceived"; readonly referralRef: string; readonly content: string };

/** Why an execution was begun. The reconciler's reasons say what it found. */
export type EpisodeReason =
  | "received"
  | "asked-by-staff"
  | "amended"
  | "signposted"
  | "allocated"
  | "stage-ended"
  | "closure-requested"
  | "promised"
  | "ladder-ended"
  | "execution-ended"
  | "execution-unknown"
  | "wait-not-registered"
  | "rung-passed-in-silence"
  | "name-taken"
  | "restored";
