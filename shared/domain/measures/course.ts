import type { CalendarDay, Instant } from "../calendar-day.ts";
import { answerLetter, signpostLetter } from "../case/answer-letter.ts";
import type { EarlierCase } from "../case/closure-state.ts";
import { isCall } from "../case/commitment-state.ts";
import type { CaseEvent } from "../case/events.ts";
import type { OutcomeAnswers } from "../case/outcomes-state.ts";
import { holdfast } from "../decision.ts";
import type { ClosureReason } from "../policy.ts";
import type { CallEvent } from "../referral-call.ts";
import type { WayIn } from "../screening.ts";

/** One line of the history of a case or of its referral's calls, as it is measured: what happened, and when. */
export interface PastEvent {
  readonly at: Instant;
  readonly event: CaseEvent | CallEvent;
}

type Answer = "allocated" | "advised" | "redirected" | "signposted";

/** A fortnightly review: when it was due, when both halves were in, and whether the worker had seen the person. */
export interface MeasuredReview {
  readonly due: Instant;
  readonly completedAt?: Instant;
  readonly seen?: boolean;
}

/** Something with a deadline of hours: an emergency's decision, or the confirmation of an alert. */
export interface Promised {
  readonly due: Instant;
  readonly doneAt?: Instant;
}

/** A safeguarding concern: when it was recorded, and when and how it ended. */
export interface MeasuredConcern {
  readonly raisedAt: Instant;
  readonly ended?: {
    readonly at: Instant;
    /** Whether somebody said what came of it: by a word of the policy's, but for the oldest. */
    readonly hasResult: boolean;
    readonly result?: string | undefined;
  };
}

/** What the measures ask of one case, read from its history and its referral's, and from nothing else (CST-11). */
export interface CaseCourse {
  readonly caseRef: string;
  readonly receivedAt: Instant;
  /** Cases that had closed before and may have been the same person's: whether each still counts as theirs (STG-09). */
  readonly earlier: ReadonlyMap<string, boolean>;
  readonly way?: WayIn;
  /** The answer that the referrer was given, and when; being deferred is not one. */
  readonly answered?: { readonly as: Answer; readonly at: Instant };
  /** The first answer that there was to give, since when, and the key of its letter. */
  readonly answer?: { readonly as: Answer; readonly at: Instant; readonly letter: string };
  /** The promise of the case, while it is open, to telephone a referrer who cannot be written to. */
  readonly promisedCall?: number;
  /** When somebody said that there is no way left to tell the referrer. */
  readonly cannotBeToldSince?: Instant;
  readonly allocatedAt?: Instant;
  /** When it was declined or closed. */
  readonly endedAt?: Instant;
  readonly closed?: { readonly at: Instant; readonly reason: ClosureReason; readonly planned: boolean };
  /** What was needed and what of it was achieved, as last recorded (CST-19). */
  readonly outcomes?: OutcomeAnswers;
  readonly emergency?: Promised;
  readonly alert?: Promised;
  readonly reviews: ReadonlyMap<number, MeasuredReview>;
  /** The day of the rhythm that each review was planned for; the due time may be moved off it. */
  readonly planned: ReadonlyMap<number, CalendarDay>;
  readonly escalations: readonly Instant[];
  /** By the number of the promise to follow it up. */
  readonly concerns: ReadonlyMap<number, MeasuredConcern>;
  /** Who paid for the worker, from when; in the order of time. */
  readonly funded: readonly { readonly from: Instant; readonly stream: string }[];
}

/** Folds the history of one case, with that of its referral's calls; undefined for one that does not begin with its opening. */
export const courseOf = (history: readonly PastEvent[]): CaseCourse | undefined =>
  history.reduce<CaseCourse | undefined>((held, past) => follow(held, past), undefined);

function follow(held: CaseCourse | undefined, { at, event }: PastEvent): CaseCourse | undefined {
  if (event.type === "CaseOpened") {
    const { caseRef, receivedAt, earlier = [] } = event;
    return {
      caseRef,
      receivedAt,
      earlier: counting(earlier),
      reviews: new Map(),
      planned: new Map(),
      escalations: [],
      concerns: new Map(),
      funded: [],
    };
  }
  return held && funded(happened(held, event, at), event, at);
}

const counting = (earlier: readonly EarlierCase[]): ReadonlyMap<string, boolean> =>
  new Map(earlier.map(({ caseRef }) => [caseRef, true]));

/** Whether somebody may have been here before, as far as it is known by now: as the case itself shows it. */
export const isReEntry = ({ earlier }: CaseCourse): boolean => [...earlier.values()].includes(true);

function happened(held: CaseCourse, event: PastEvent["event"], at: Instant): CaseCourse {
  switch (event.type) {
    case "Screened": {
      const next = { ...held, way: event.way };
      return event.way.outcome === "signposted" ? answeredBy(next, "signposted", signpostLetter, at) : next;
    }
    case "CommitmentMade":
      if (event.kind === "safeguarding-concern") return concerned(held, event.id, { raisedAt: at });
      return isCall(event.kind) && event.by === holdfast.id ? { ...held, promisedCall: event.id } : held;
    case "CommitmentEnded": {
      const concern = held.concerns.get(event.id);
      if (concern) {
        const { as, result } = event;
        const hasResult = as === "kept" || result !== undefined;
        return concerned(held, event.id, { ...concern, ended: { at, hasResult, result } });
      }
      if (event.id !== held.promisedCall) return held;
      const { promisedCall: _, ...next } = held;
      // The decision that ends a case ends its promises: the answer is its letter, or the call that is owed instead.
      return event.as === "kept" || held.answer?.at === at ? told(next, at) : next;
    }
    case "ReferrerCallOwed":
    case "ReferrerCallAddedTo":
      return toBeTold(held, event.instead);
    case "ReferrerCallHadTold":
      return told(toBeTold(held, event.instead), event.spokenAt);
    case "ReferrerCallEnded":
      if (event.as === "told") return told(held, event.spokenAt ?? at);
      return held.answer ? { ...held, cannotBeToldSince: event.spokenAt ?? at } : held;
    case "PersonDecided": {
      const { other, decision } = event;
      if (!held.earlier.has(other)) return held;
      return { ...held, earlier: new Map(held.earlier).set(other, decision !== "different-people") };
    }
    case "FormAttached":
      return { ...held, earlier: new Map([...counting(event.earlier ?? []), ...held.earlier]) };
    case "ObligationOpened":
      return owed(held, event.obligation);
    case "SignpostConfirmed":
      return { ...held, endedAt: at, ...(held.alert ? { alert: { ...held.alert, doneAt: at } } : {}) };
    case "AllocationDecided":
      return decided(held, event, at);
    case "ReviewOpened":
      return { ...held, planned: new Map(held.planned).set(event.cycle, event.planned) };
    case "ReviewPartGiven":
      return event.part === "worker" ? reviewed(held, event.cycle, { seen: event.seen === true }) : held;
    case "ReviewCompleted":
      return reviewed(held, event.cycle, { completedAt: at });
    case "RungReached":
      return event.says === "escalation" ? { ...held, escalations: [...held.escalations, at] } : held;
    case "OutcomesRecorded":
      return { ...held, outcomes: { ...held.outcomes, ...event.answers } };
    case "CaseAttached":
      return { ...held, endedAt: at };
    case "CaseClosed":
      return { ...held, endedAt: at, closed: { at, reason: event.reason, planned: event.planned } };
    default:
      return held;
  }
}

/** The first time that each is owed counts: the same is owed again after a hand-over, with the same due time. */
function owed(
  held: CaseCourse,
  { kind, cycle, due }: Extract<CaseEvent, { type: "ObligationOpened" }>["obligation"],
): CaseCourse {
  if (kind === "emergency") return held.emergency ? held : { ...held, emergency: { due } };
  if (kind === "signpost") return held.alert ? held : { ...held, alert: { due } };
  if (kind !== "review" || held.reviews.has(cycle)) return held;
  return { ...held, reviews: new Map(held.reviews).set(cycle, { due }) };
}

function decided(
  held: CaseCourse,
  event: Extract<CaseEvent, { type: "AllocationDecided" }>,
  at: Instant,
): CaseCourse {
  const { emergency } = held;
  const heard = emergency && !emergency.doneAt ? { ...held, emergency: { ...emergency, doneAt: at } } : held;
  // What the referrer was told first is the answer: advice that a meeting comes back to is one (CST-07).
  if (event.decision === "deferred" || event.decision === "meeting")
    return event.advice ? answeredBy(heard, "advised", answerLetter(event), at) : heard;
  if ("signposts" in event && event.signposts) return answeredBy(heard, event.decision, signpostLetter, at);
  const next = answeredBy(heard, event.decision, answerLetter(event), at);
  return event.decision === "allocated"
    ? { ...next, allocatedAt: held.allocatedAt ?? at }
    : { ...next, endedAt: at };
}

/** The first answer counts, when it is given: at once, but for a referrer whom the case still promises to telephone. */
function answeredBy(held: CaseCourse, as: Answer, letter: string, at: Instant): CaseCourse {
  if (held.answer) return held;
  const next = { ...held, answer: { as, at, letter: `${held.caseRef}/${letter}` } };
  return held.promisedCall === undefined ? { ...next, answered: { as, at } } : next;
}

/** The letter with the answer could not be written, or came back: they are not answered until somebody has told them. */
function toBeTold(held: CaseCourse, instead: string): CaseCourse {
  const letter = held.answer?.letter;
  if (letter === undefined || !(instead === letter || instead.startsWith(`${letter}/`))) return held;
  const { answered: _, cannotBeToldSince: __, ...next } = held;
  return next;
}

/** The referrer was told by telephone. What was decided after they spoke is owed anew, and then not told yet. */
function told(held: CaseCourse, at: Instant): CaseCourse {
  const { answer, answered } = held;
  return answer && !answered ? { ...held, answered: { as: answer.as, at } } : held;
}

const concerned = (held: CaseCourse, id: number, concern: MeasuredConcern): CaseCourse => ({
  ...held,
  concerns: new Map(held.concerns).set(id, concern),
});

function reviewed(held: CaseCourse, cycle: number, more: Partial<MeasuredReview>): CaseCourse {
  const review = held.reviews.get(cycle);
  return review ? { ...held, reviews: new Map(held.reviews).set(cycle, { ...review, ...more }) } : held;
}

/** Where nobody has said who pays for a worker's post. */
export const streamNotKnown = "not-known";
/** The stream of a case that nobody has been given yet. */
export const notAllocated = "not-allocated";

/** Whichever event gives the case to a worker says who pays for the post; older histories do not (A9). */
function funded(held: CaseCourse, event: PastEvent["event"], at: Instant): CaseCourse {
  const said = (event as { readonly fundingStream?: unknown }).fundingStream;
  const isAllocation = event.type === "AllocationDecided" && event.decision === "allocated";
  if (typeof said !== "string" && !isAllocation) return held;
  const stream = typeof said === "string" ? said : streamNotKnown;
  return { ...held, funded: [...held.funded, { from: at, stream }] };
}

/**
 * The funding stream that something at `at` counts for: of the worker who had the case then; before anybody had it, of
 * the first who did, so that a referral and its allocation stand in one line (CST-11).
 */
export const streamAt = ({ funded }: CaseCourse, at: Instant): string =>
  (funded.findLast(({ from }) => from <= at) ?? funded[0])?.stream ?? notAllocated;
