import type { CalendarDay, Instant } from "./calendar-day.ts";
import type { WaitAnswer } from "./case/obligation.ts";
import type { PersonDecision } from "./case/person-check-state.ts";
import type { EpisodeWorkflow } from "./case/track.ts";
import type { MailWanted } from "./mail-message.ts";
import type { MinutedOutcome } from "./meeting.ts";

/**
 * An effect that a decision wants (A3). It is stored by the same write as the decision, and dispatched after it;
 * each has a business key, so that doing it twice is doing it once.
 */
export type Intent =
  /** A quarantined referral that was accepted becomes a referral, by the path of the webhook. */
  | { readonly kind: "keep-referral"; readonly key: string; readonly referralRef: string }
  | { readonly kind: "open-case"; readonly key: string; readonly caseRef: string; readonly personRef: string }
  | {
      readonly kind: "start-episode";
      readonly key: string;
      readonly workflow: EpisodeWorkflow;
      readonly execution: string;
      readonly input: EpisodeStart;
    }
  | {
      readonly kind: "answer-wait";
      readonly key: string;
      readonly sequence: number;
      readonly wait: number;
      readonly answer: WaitAnswer;
    }
  | { readonly kind: "want-mail"; readonly key: string; readonly mail: MailWanted }
  | {
      readonly kind: "minute-decision";
      readonly key: string;
      readonly meeting: CalendarDay;
      readonly service: string;
      readonly caseRef: string;
      readonly decision: string;
      /** What else the minutes say of it; none in an intent of an older release. */
      readonly outcome?: MinutedOutcome;
    }
  | {
      readonly kind: "minute-taken-in";
      readonly key: string;
      readonly meeting: CalendarDay;
      readonly service: string;
      readonly caseRef: string;
      readonly by: string;
    }
  /** A closed meeting did not come to this case, which waits for the next one. */
  | {
      readonly kind: "carry-over";
      readonly key: string;
      readonly caseRef: string;
      readonly meeting: CalendarDay;
    }
  | {
      readonly kind: "note-other-body";
      readonly key: string;
      readonly caseRef: string;
      readonly referralRef: string;
      readonly content: string;
    }
  /** Another version of a referral counts from now on (CST-04). */
  | {
      readonly kind: "keep-version";
      readonly key: string;
      readonly referralRef: string;
      readonly version: number;
      readonly content: string;
      readonly canonical?: string;
    }
  /** The case was restricted, or opened to the team again: the calls about its referral go to another desk. */
  | { readonly kind: "pass-calls-on"; readonly key: string; readonly referralRef: string }
  /** A case that is over is found by the month of its end, or of a call to its referrer, where the due index no longer lists it (CST-11). */
  | { readonly kind: "mark-ended"; readonly key: string }
  /** Whoever stands in for somebody who is away, or has left, is told; and they are told as they come back. */
  | { readonly kind: "announce-cover"; readonly key: string; readonly staffId: string }
  /** The case that a form opened ends, as its form belongs to a telephoned emergency (CST-08). */
  | {
      readonly kind: "attach-case";
      readonly key: string;
      readonly caseRef: string;
      readonly to: string;
      readonly by: string;
    }
  /** The case of a telephoned emergency ended, and its form is still to come; or it has come after that (CST-08). */
  | {
      readonly kind: "owe-form";
      readonly key: string;
      readonly referralRef: string;
      readonly due: Instant;
    }
  | { readonly kind: "form-came"; readonly key: string; readonly referralRef: string }
  /** The other case of a decision about a person says the same. */
  | {
      readonly kind: "note-person";
      readonly key: string;
      readonly caseRef: string;
      readonly other: string;
      readonly decision: PersonDecision;
      readonly by: string;
    }
  | { readonly kind: "send-mail"; readonly key: string };

/** The input of an execution, the same on every try. */
export interface EpisodeStart {
  readonly council: string;
  readonly caseRef: string;
  readonly wait: number;
  readonly rungs: readonly string[];
}

/** A mail that is wanted, and that goes once by its own key. */
export const mailIntent = (mail: MailWanted): Intent => ({
  kind: "want-mail",
  key: `mail/${mail.key}`,
  mail,
});
