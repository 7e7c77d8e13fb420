import type { AdviceReason } from "./advice-reasons.ts";
import type { CalendarDay, Instant } from "./calendar-day.ts";
import type { RungKind } from "./ladder.ts";
import type { CommitmentKind, DiscardReason } from "./policy.ts";
import type { MissingHours } from "./restores.ts";
import type { MailRecipient } from "./roster.ts";

/** Something owed that a morning's mail may list: one line of it, or a mail of its own where the service groups none. */
export type Reminder =
  | {
      readonly kind: "review-due";
      readonly caseRef: string;
      readonly cycle: number;
      readonly due: Instant;
      readonly says: RungKind;
    }
  | {
      readonly kind: "commitment-due";
      readonly caseRef: string;
      readonly commitment: number;
      readonly about: CommitmentKind;
      readonly due: Instant;
      readonly says: RungKind;
    }
  | ClosureDue<RungKind>;

/** What a closure waits for: that the team and the agencies are asked, or that a manager decides. */
type ClosureDue<Says> = {
  readonly [Kind in "consultation-due" | "closure-to-decide"]: {
    readonly kind: Kind;
    readonly caseRef: string;
    readonly due: Instant;
    readonly says: Says;
  };
}["consultation-due" | "closure-to-decide"];

/** A rung that wants its line: for whom, as the ladder named them, and under the rung's own key (A3). */
export interface AskedReminder {
  readonly key: string;
  readonly for: MailRecipient;
  readonly reminder: Reminder;
}

/** Who gets mail and is not on the roster. */
export type Outsider = "referrer" | "agency";

/** What a mail is about: references, days and coded reasons, and never a person's name or words (A4, X-05, F43). */
export type MailMessage =
  | { readonly kind: "referral-received"; readonly referralRef: string }
  | { readonly kind: "referral-signposted"; readonly referralRef: string; readonly reason: AdviceReason }
  | {
      readonly kind: "referral-answered";
      readonly referralRef: string;
      readonly outcome: "allocated" | "advised" | "redirected" | "deferred";
      readonly reason?: AdviceReason;
      /** The letter that the policy has for that reason; its own where none is named. */
      readonly letter?: AdviceReason;
      readonly until?: CalendarDay;
    }
  | {
      /** Somebody outside must be telephoned: they left no address, or it will not do. */
      readonly kind: "referrer-unreachable";
      readonly referralRef: string;
      readonly caseRef?: string;
      /** There is an address, and it is not known to be safe. */
      readonly isUnsafe?: boolean;
      /** There is an address, and whose mail came back from it (F37). */
      readonly returned?: Outsider;
      /** They may hear that the referral was considered, and not what became of it. */
      readonly considered?: true;
      /** The fixed text that the letter would have had: what to do now (CST-05). */
      readonly advice?: AdviceReason;
      /** That we have the referral is all that there is to tell. */
      readonly isUndecided?: true;
    }
  | {
      /** The form of a telephoned emergency has not come, and its case is over (CST-08). */
      readonly kind: "form-missing";
      readonly referralRef: string;
      readonly caseRef: string;
      readonly due: Instant;
      readonly says: RungKind;
    }
  | {
      /** Nobody has said yet that a referrer who cannot be written to was told what became of it (CST-07). */
      readonly kind: "referrer-call-due";
      readonly referralRef: string;
      readonly due: Instant;
      readonly says: RungKind;
      readonly considered?: true;
    }
  | {
      /** Agencies of a closed case have to be told by telephone or letter that the support has ended (CST-19). */
      readonly kind: "agency-call-due";
      readonly referralRef: string;
      readonly caseRef: string;
      readonly due: Instant;
      readonly says: RungKind | "opened";
    }
  | {
      readonly kind: "referral-held";
      readonly referralRef: string;
      readonly caseRef: string;
      /** The meeting that is to decide; none in what everybody may know. */
      readonly meeting?: CalendarDay;
    }
  | { readonly kind: "referral-considered"; readonly referralRef: string }
  | { readonly kind: "emergency-recorded"; readonly referralRef: string }
  | { readonly kind: "referral-for-you"; readonly referralRef: string }
  | {
      readonly kind: "form-arrived";
      readonly caseRef: string;
      readonly form: string;
      /** The case of the emergency had ended before. */
      readonly isOver?: true;
    }
  | {
      readonly kind: "referral-quarantined";
      readonly referralRef: string;
      readonly due: Instant;
      readonly says: RungKind | "opened";
    }
  | {
      /** What could not be read, and was put aside. */
      readonly kind: "referral-not-taken-on";
      readonly referralRef: string;
      readonly reason: DiscardReason;
    }
  | { readonly kind: "answers-unread"; readonly caseRef: string; readonly count: number }
  | {
      readonly kind: "referral-amended";
      readonly caseRef: string;
      readonly version: number;
      /** It shows an acute risk or an emergency that was not known before. */
      readonly urgent?: boolean;
    }
  | { readonly kind: "other-body"; readonly caseRef: string; readonly referralRef: string }
  | { readonly kind: "possible-duplicate"; readonly caseRef: string }
  | {
      /** Somebody found that another case is the same person's as one that is worked on, or that it is not after all. */
      readonly kind: "same-person";
      readonly caseRef: string;
      readonly about: string;
      readonly isSame: boolean;
    }
  | { readonly kind: "not-screened"; readonly caseRef: string; readonly due: Instant }
  | { readonly kind: "referral-passed-on"; readonly referralRef: string }
  | {
      readonly kind: "signpost-alert";
      readonly caseRef: string;
      readonly reason: AdviceReason;
      readonly due: Instant;
      readonly says: RungKind | "opened";
    }
  | {
      readonly kind: "emergency-alert";
      readonly caseRef: string;
      readonly due: Instant;
      readonly says: RungKind | "opened";
    }
  | { readonly kind: "meeting-not-held"; readonly meeting: CalendarDay }
  | {
      readonly kind: "meeting-not-closed";
      readonly meeting: CalendarDay;
      /** Nobody is asked again after this. */
      readonly isLast?: true;
    }
  /** The meeting was held and closed, and did not come to so many cases. */
  | { readonly kind: "cases-not-reached"; readonly meeting: CalendarDay; readonly count: number }
  | {
      readonly kind: "case-unallocated";
      readonly caseRef: string;
      readonly receivedOn: CalendarDay;
      readonly deferrals: number;
      /** The meeting that is to decide. */
      readonly meeting?: CalendarDay;
    }
  | { readonly kind: "case-allocated"; readonly caseRef: string; readonly due: Instant }
  | Reminder
  | {
      readonly kind: "review-challenged";
      readonly caseRef: string;
      readonly cycle: number;
      readonly changeBy: CalendarDay;
    }
  | {
      readonly kind: "person-not-seen";
      readonly caseRef: string;
      readonly cycle: number;
      readonly times: number;
    }
  | {
      /** The worker's half of a review says so. */
      readonly kind: "risk-raised";
      readonly caseRef: string;
      readonly cycle: number;
      readonly change: "higher" | "new";
    }
  | { readonly kind: "not-seen-for-long"; readonly caseRef: string; readonly since: CalendarDay }
  | { readonly kind: "plan-lapsed"; readonly caseRef: string }
  | ClosureDue<"opened">
  | {
      /** Whoever owes a promise gave it another day. */
      readonly kind: "promise-moved";
      readonly caseRef: string;
      readonly commitment: number;
      readonly about: CommitmentKind;
      readonly due: Instant;
    }
  | {
      /** To an agency that is involved: does it agree that our support ends? */
      readonly kind: "agency-asked";
      readonly referralRef: string;
      readonly caseRef: string;
      readonly answerBy: Instant;
      readonly again: boolean;
    }
  | {
      /** One mail a person a morning: `asked` is what rungs want said, `lines` what it lists as it goes. */
      readonly kind: "reminders";
      readonly day: CalendarDay;
      /** The first of that day for that person, or one more, for what was asked for after the first had gone. */
      readonly nth: number;
      readonly asked: readonly AskedReminder[];
      readonly lines: readonly Reminder[];
    }
  | {
      /** What is open in a service as a working day begins: counts, and no reference. */
      readonly kind: "all-clear";
      readonly day: CalendarDay;
      readonly open: number;
      readonly dueToday: number;
      readonly overdue: number;
      readonly unallocated: number;
      readonly quarantined: number;
      /** Cases of which an execution was missing and was started again since the working day before. */
      readonly restarted: number;
      /** People above the limit of their post, and those who are only with what they stand in for; older mails do not say. */
      readonly aboveLimit?: number;
      readonly aboveStandingIn?: number;
      /** The day on which the next one is to be expected. */
      readonly next: CalendarDay;
      /** Hours of which what was done may be missing, after a restore (F39); none in most. */
      readonly missing?: readonly MissingHours[];
    }
  /** So many people hold more than the limit of their post. */
  | { readonly kind: "above-limits"; readonly day: CalendarDay; readonly count: number }
  | { readonly kind: "case-kept-open"; readonly caseRef: string }
  | { readonly kind: "case-closed"; readonly caseRef: string }
  /** Of an older release, and perhaps still to be sent; no decision wants it any more (A9). */
  | { readonly kind: "agencies-to-tell"; readonly caseRef: string; readonly count: number }
  | { readonly kind: "erasure-approved" | "erasure-stopped"; readonly caseRef: string }
  | { readonly kind: "restriction-overridden"; readonly caseRef: string }
  | { readonly kind: "support-ended"; readonly referralRef: string }
  /** Somebody is away, or has left: their cases, for whoever stands in. */
  | {
      readonly kind: "cover-begins";
      readonly caseRefs: readonly string[];
      readonly until: CalendarDay | null;
      readonly hasLeft: boolean;
    }
  /** Somebody is back: their cases, and how much happened meanwhile. */
  | { readonly kind: "cover-ends"; readonly caseRefs: readonly string[]; readonly happened: number }
  | { readonly kind: "leaver-cases"; readonly caseRefs: readonly string[]; readonly leavesOn: CalendarDay }
  | {
      readonly kind: "handover-offered";
      readonly caseRef: string;
      readonly part: "worker" | "supervisor";
      readonly due: Instant;
    }
  | { readonly kind: "handover-declined"; readonly caseRef: string }
  | {
      readonly kind: "case-handed-over";
      readonly caseRef: string;
      readonly part: "worker" | "supervisor";
      readonly way: "to-you" | "from-you" | "beside-you";
    }
  | { readonly kind: "conflict-declared"; readonly caseRef: string }
  | { readonly kind: "mailbox-dead"; readonly staffId: string };

/** Mails that ask for work on a case: once it is no longer open they are not sent, even when they are on their way. */
export const asksForWork: readonly MailMessage["kind"][] = [
  "referral-held",
  "case-unallocated",
  "signpost-alert",
  "emergency-alert",
  "case-allocated",
  "handover-offered",
  "case-handed-over",
  "review-due",
  "review-challenged",
  "person-not-seen",
  "risk-raised",
  "plan-lapsed",
  "consultation-due",
  "agency-asked",
  "closure-to-decide",
  "commitment-due",
];

/** A mail that a decision wants. The key is its business key: the same key is sent once (A3, I8). */
export interface MailWanted {
  readonly key: string;
  readonly to: MailRecipient;
  readonly service: string;
  readonly message: MailMessage;
}

/** What is for today: on a weekday that somebody does not work it goes to whoever is there, where the policy says so. */
export const isUrgent = (message: MailMessage): boolean =>
  message.kind === "emergency-alert" ||
  message.kind === "signpost-alert" ||
  message.kind === "not-screened" ||
  (message.kind === "referral-amended" && message.urgent === true) ||
  ("says" in message && message.says === "escalation");
