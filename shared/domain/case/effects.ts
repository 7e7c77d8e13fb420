import type { Intent } from "../intent.ts";
import type { MailMessage } from "../mail-message.ts";
import type { MinutedOutcome } from "../meeting.ts";
import { ageMails } from "./age-mails.ts";
import { amendEffects } from "./amend.ts";
import { answerLetter, signpostLetter } from "./answer-letter.ts";
import { type Case, executionName, isOpen, trackOf } from "./case.ts";
import { closureEffects } from "./closure-effects.ts";
import { commitmentOf } from "./commitment.ts";
import type { CaseEvent } from "./events.ts";
import { handoverEffects } from "./handover-effects.ts";
import { mail } from "./mail-intent.ts";
import { notSeenMail } from "./not-seen.ts";
import { instantsLeft } from "./obligation.ts";
import { personEffects } from "./person-check.ts";
import { lapseMails } from "./plan.ts";
import { reviewEffects } from "./review-effects.ts";
import { formLeftOwed, routeEffects } from "./routes.ts";
import { rungMails } from "./rung-mails.ts";

/**
 * The effects that a decision's events want, worked out from the events and the case before and after them. Each
 * has a business key made of ids, so that a second dispatch of the same decision changes nothing (A3).
 */
export function caseEffects(
  before: Case | undefined,
  events: readonly CaseEvent[],
  after: Case,
): readonly Intent[] {
  const hasEnded = !isOpen(after) && (before === undefined || isOpen(before));
  const ended: readonly Intent[] = hasEnded
    ? [{ kind: "mark-ended", key: "ended" }, ...formLeftOwed(before ?? after, after)]
    : [];
  return [...events.flatMap((event) => effectsOf(event, events, before ?? after, after)), ...ended];
}

function effectsOf(
  event: CaseEvent,
  events: readonly CaseEvent[],
  before: Case,
  after: Case,
): readonly Intent[] {
  switch (event.type) {
    case "CaseOpened":
      return openingMails(after, event);
    case "EpisodeBegun":
      return [startEpisode(after, event), ...unscreenedMails(after, event)];
    case "WaitSettled":
      return [{ kind: "answer-wait", key: `answer/${event.sequence}/${event.wait}`, ...pick(event) }];
    case "Screened":
      return firstAlerts(after, event);
    case "RungReached":
      return [...rungMails(event, events, before), ...ageMails(event, events, before)];
    case "ObligationOpened":
      return event.track === "closure" ? closureEffects(after, event) : [];
    case "ClosureRequested":
    case "AgencyAsked":
    case "ClosureEnded":
    case "CaseClosed":
      return closureEffects(after, event);
    case "FormArrived":
    case "FormAttached":
      return routeEffects(after, event);
    case "ReferralAmended":
      return [
        ...amendEffects(before, event, after),
        ...duplicateMail(after, event, `possible-duplicate/${event.version}`),
      ];
    case "PersonDecided":
      return personEffects(after, event);
    case "CaseTakenIn": {
      const { caseRef, service } = after;
      const { meeting, by } = event;
      const key = `taken-in/${meeting}/${caseRef}`;
      return [{ kind: "minute-taken-in", key, meeting, service, caseRef, by }];
    }
    case "AllocationDecided":
      return decisionEffects(after, event);
    case "SignpostConfirmed": {
      const { referralRef } = after;
      return [
        mail(
          after,
          "signpost/confirmed",
          { referrerOf: referralRef },
          { kind: "referral-passed-on", referralRef },
        ),
      ];
    }
    case "ReviewPartGiven":
    case "PersonNotSeen":
      return reviewEffects(after, event);
    case "RetentionApproved":
    case "LegalHoldSet": {
      const isHold = event.type === "LegalHoldSet";
      if (isHold && !before.retention?.approved) return [];
      const kind = isHold ? "erasure-stopped" : "erasure-approved";
      const { caseRef } = after;
      return [mail(after, `${kind}/${event.at}`, { role: "information-governance" }, { kind, caseRef })];
    }
    case "PlanLapsed":
      return lapseMails(before, after);
    case "NotSeenForLong":
      return [notSeenMail(after, event)];
    case "CaseRestricted":
    case "RestrictionLifted": {
      const { referralRef } = after;
      return [{ kind: "pass-calls-on", key: `pass-calls-on/${event.at}`, referralRef }];
    }
    case "RestrictionOverridden": {
      const { caseRef, supervisor } = after;
      const to = supervisor ? { staff: supervisor } : ({ role: "manager" } as const);
      const about = `restriction-overridden/${event.by}/${event.at}`;
      return [mail(after, about, to, { kind: "restriction-overridden", caseRef })];
    }
    case "CommitmentMoved":
      return event.tells ? movedMails(after, event) : [];
    case "HandoverOffered":
    case "HandoverEnded":
    case "CaseHandedOver":
      return handoverEffects(before, event, after);
    case "OtherBodyReceived": {
      const { caseRef } = after;
      const message: MailMessage = { kind: "other-body", caseRef, referralRef: event.referralRef };
      return [mail(after, `other-body/${event.content}`, deskFor(after), message)];
    }
    case "MailReturned": {
      const { caseRef, referralRef } = after;
      if (event.isSeenTo) return [];
      const message: MailMessage = {
        kind: "referrer-unreachable",
        referralRef,
        caseRef,
        returned: event.to,
        ...(event.considered ? { considered: true } : {}),
      };
      return [mail(after, `returned/${event.mail}`, deskFor(after), message)];
    }
    default:
      return [];
  }
}

/** What a person should look at as a case opens; the case goes on meanwhile. */
function openingMails(after: Case, event: Extract<CaseEvent, { type: "CaseOpened" }>): readonly Intent[] {
  const { caseRef, referralRef, callReferrer, screening } = after;
  const { unread = [] } = event;
  // What to do about an acute risk follows at once, as the letter that cannot be written.
  const isToldLittle = callReferrer && screening.acuteRiskNow !== "yes";
  const desk = deskFor(after);
  const unreadable: MailMessage = { kind: "answers-unread", caseRef, count: unread.length };
  const unreachable: MailMessage = { kind: "referrer-unreachable", referralRef, caseRef, isUndecided: true };
  return [
    ...(isToldLittle ? [mail(after, "referrer-unreachable", desk, unreachable)] : []),
    ...duplicateMail(after, event, "possible-duplicate"),
    ...(unread.length > 0 ? [mail(after, "answers-unread", desk, unreadable)] : []),
  ];
}

const duplicateMail = (
  after: Case,
  { possibleDuplicates = [] }: Pick<Partial<Case>, "possibleDuplicates">,
  about: string,
): readonly Intent[] =>
  possibleDuplicates.length > 0
    ? [mail(after, about, deskFor(after), { kind: "possible-duplicate", caseRef: after.caseRef })]
    : [];

/** A promise was moved by somebody who is no supervisor: theirs hears of it, or a manager where there is none. */
function movedMails(
  after: Case,
  { id, due }: Extract<CaseEvent, { type: "CommitmentMoved" }>,
): readonly Intent[] {
  const { caseRef, supervisor } = after;
  const promise = commitmentOf(after, id);
  if (!promise) return [];
  const to = supervisor ? { staff: supervisor } : ({ role: "manager" } as const);
  const message = { kind: "promise-moved", caseRef, commitment: id, about: promise.kind, due } as const;
  const { episode, obligation } = promise;
  return [mail(after, `moved/${id}/${episode.sequence}-${obligation?.wait ?? 0}`, to, message)];
}

/** Who looks at what may matter: the duty desk, or a manager where the desk cannot see the case. */
const deskFor = ({ restricted }: Case) => ({ role: restricted ? "manager" : "duty" }) as const;

const pick = ({ sequence, wait, answer }: Extract<CaseEvent, { type: "WaitSettled" }>) => ({
  sequence,
  wait,
  answer,
});

function startEpisode(
  after: Case,
  { workflow, sequence, attempt, begun, track }: Extract<CaseEvent, { type: "EpisodeBegun" }>,
): Intent {
  const execution = executionName(after, { workflow, sequence, attempt, begun });
  const { council, caseRef } = after;
  const obligation = trackOf(after, track ?? "main")?.obligation;
  const input = {
    council,
    caseRef,
    wait: obligation?.wait ?? 1,
    rungs: obligation ? instantsLeft(obligation) : [],
  };
  return { kind: "start-episode", key: `start/${execution}`, workflow, execution, input };
}

/**
 * A case that the machine could not screen in time is somebody's at once (I5): nobody knows yet whether it can wait.
 * Told at each attempt that is a power of two, so that the mails grow rarer and never stop.
 */
function unscreenedMails(
  after: Case,
  { attempt, begun }: Extract<CaseEvent, { type: "EpisodeBegun" }>,
): readonly Intent[] {
  const { obligation, caseRef } = after;
  const isTurn = attempt > 1 && (attempt & (attempt - 1)) === 0;
  if (obligation?.kind !== "screening" || begun < obligation.due || !isTurn) return [];
  const message: MailMessage = { kind: "not-screened", caseRef, due: obligation.due };
  return (["duty", "manager"] as const).map((role) =>
    mail(after, `not-screened/${attempt}/${role}`, { role }, message),
  );
}

/** What cannot wait for a rung: the alert of an emergency or a signpost, and the referrer's answer (CST-05, CST-07). */
function firstAlerts(
  after: Case,
  { way, tell }: Extract<CaseEvent, { type: "Screened" }>,
): readonly Intent[] {
  const { caseRef, referralRef, obligation, episode } = after;
  // A version of the referral may bring a case here a second time (CST-04).
  const turn = episode.sequence > 1 ? `/${episode.sequence}` : "";
  if (way.outcome === "meeting" || !obligation) return [];
  const { due } = obligation;
  if (way.outcome === "emergency") {
    return [
      mail(
        after,
        `emergency/opened${turn}`,
        { role: "manager" },
        { kind: "emergency-alert", caseRef, due, says: "opened" },
      ),
    ];
  }
  const { reason } = way;
  const alert: MailMessage = { kind: "signpost-alert", caseRef, reason, due, says: "opened" };
  const advice: MailMessage = { kind: "referral-signposted", referralRef, reason };
  return [
    mail(after, `signpost/opened${turn}`, { role: "duty" }, alert),
    mail(after, `${signpostLetter}${turn}`, { referrerOf: referralRef }, advice),
    ...(tell
      ? [
          mail(
            after,
            `signpost/passed-on${turn}`,
            { agency: tell },
            { kind: "referral-for-you", referralRef },
          ),
        ]
      : []),
  ];
}

/** What the minutes say of a decision besides: coded reasons, days and staff ids. */
function outcomeOf(event: Extract<CaseEvent, { type: "AllocationDecided" }>): MinutedOutcome {
  const { conflicts } = event;
  const by = { ...(event.by ? { by: event.by } : {}), ...(conflicts ? { conflicts } : {}) };
  switch (event.decision) {
    case "allocated":
      return { ...by, worker: event.worker, supervisor: event.supervisor };
    case "advised":
    case "redirected":
      return { ...by, reason: event.reason };
    default: {
      const reason = event.advice ?? event.why;
      return { ...by, until: event.until, ...(reason ? { reason } : {}) };
    }
  }
}

function decisionEffects(
  after: Case,
  event: Extract<CaseEvent, { type: "AllocationDecided" }>,
): readonly Intent[] {
  const { caseRef, referralRef, service, obligation, episode } = after;
  const { decision, meeting } = event;
  const key = `minute/${meeting}/${episode.sequence}/${obligation?.wait ?? 0}`;
  const minutes: readonly Intent[] = meeting
    ? [{ kind: "minute-decision", key, meeting, service, caseRef, decision, outcome: outcomeOf(event) }]
    : [];
  // The letter that says what to do now goes with the alert.
  if ("signposts" in event && event.signposts) return minutes;
  const advice = "advice" in event ? event.advice : undefined;
  const reason = "reason" in event ? event.reason : advice;
  const answer: MailMessage = {
    kind: "referral-answered",
    referralRef,
    outcome: advice ? "advised" : decision === "meeting" ? "deferred" : decision,
    ...(reason ? { reason } : {}),
    ...("letter" in event && event.letter ? { letter: event.letter } : {}),
    ...("until" in event ? { until: event.until } : {}),
  };
  const told = mail(after, answerLetter(event), { referrerOf: referralRef }, answer);
  if (event.decision !== "allocated" || !obligation) return [...minutes, told];
  const notice: MailMessage = { kind: "case-allocated", caseRef, due: obligation.due };
  return [
    ...minutes,
    told,
    mail(after, "allocated/worker", { staff: event.worker }, notice),
    mail(after, "allocated/supervisor", { staff: event.supervisor }, notice),
  ];
}
