import { atTime, type CalendarDay, dayOf, plusDays, plusWorkingDays } from "../calendar-day.ts";
import { accept, type Decision, hasAny, refuse, refuseReason } from "../decision.ts";
import { meetingAfter, nextMeeting } from "../meeting-calendar.ts";
import { reach } from "../roster.ts";
import { isSignpost } from "../screening.ts";
import { refuseDeferral, refuseMeeting, type Sitting, sittingOf } from "./agenda.ts";
import { canTake, conflictsWith, objectionsTo, streamOf } from "./allocation-fit.ts";
import { type PassedLimits, passLimits } from "./allocation-override.ts";
import type { Case } from "./case.ts";
import type { AllocationChoice, ConfirmSignpost, Context, DecideAllocation } from "./commands.ts";
import { endCommitment, endEveryCommitment, makeCommitments, openingCallOf } from "./commitment.ts";
import { inConflictWith } from "./conflict.ts";
import type { CaseEvent } from "./events.ts";
import { allocationObligation, firstPlanned, reviewObligation, waitsSince } from "./next-obligation.ts";
import { answerTo, type Obligation } from "./obligation.ts";
import { goOtherWay } from "./other-way.ts";

/**
 * A manager decides: allocate, advise, redirect, defer, or (for an emergency) leave it to the meeting (CST-07,
 * CST-08). Each answers the wait, and what follows is owed by the same write. What is for another service goes the way
 * that screening would have sent it: it stays open until somebody confirms that it got there (CST-05).
 */
export function decideAllocation(
  held: Case,
  command: DecideAllocation,
  context: Context,
): Decision<CaseEvent> {
  const { obligation } = held;
  if (held.phase !== "referred") return refuse("already-decided", { phase: held.phase });
  if (obligation?.kind !== "allocation" && obligation?.kind !== "emergency")
    return refuse("nothing-to-decide");
  const choice = supervised(held, command, dayOf(context.at));
  const refusal = refuseAllocation(held, obligation, { ...command, choice }, context);
  if (refusal) return refusal;
  const around = { ...held, linked: command.linked };
  const conflicts = inConflictWith(around, command.roster, dayOf(context.at));
  const sitting = {
    ...sittingOf(obligation, command, context),
    ...(conflicts.length > 0 ? { conflicts } : {}),
  };
  const by = command.by.id;
  switch (choice.decision) {
    case "allocate": {
      const limits = limitsOf(held, command, choice, context);
      return "refused" in limits
        ? limits
        : allocate(held, obligation, { ...choice, ...limits }, { by, ...sitting }, context);
    }
    case "advise":
    case "redirect": {
      const decision = choice.decision === "advise" ? "advised" : "redirected";
      const { reason } = choice;
      const rule = context.policy.referral.advice[reason];
      const letter = rule ? { letter: rule.letter } : {};
      const signposts = rule?.letter ?? reason;
      if (isSignpost(signposts)) {
        const way = { outcome: "signposted", reason: signposts } as const;
        return accept<CaseEvent>(
          { type: "AllocationDecided", decision, reason, ...letter, signposts, by, ...sitting },
          ...goOtherWay(held, obligation, way, { outcome: decision, why: "signposted" }, context),
        );
      }
      const until = returnDay(choice, context);
      if (until) {
        const left = obligation.kind === "emergency" ? "meeting" : "deferred";
        const advised = { decision: left, until, advice: reason, ...letter, by, ...sitting } as const;
        return toMeeting(held, obligation, advised, context);
      }
      return accept<CaseEvent>(
        { type: "AllocationDecided", decision, reason, ...letter, by, ...sitting },
        settle(held, obligation, decision),
        ...endEveryCommitment(held, command.by.id),
      );
    }
    case "defer": {
      const { until, reason: why } = choice;
      return toMeeting(held, obligation, { decision: "deferred", until, why, by, ...sitting }, context);
    }
    case "meeting": {
      const until = nextMeeting(context.policy, context.at);
      return toMeeting(held, obligation, { decision: "meeting", until, by, ...sitting }, context);
    }
  }
}

/** The meeting that looks at an advised referral again: the first on or after the day that the policy says (CST-07). */
function returnDay(choice: SupervisedChoice, { at, policy }: Context): CalendarDay | undefined {
  const days =
    choice.decision === "advise" && policy.referral.advice[choice.reason]?.lookAgainAfterWorkingDays;
  if (!days) return undefined;
  return meetingAfter(policy, plusDays(plusWorkingDays(dayOf(at), days, policy.division), -1));
}

type SupervisedChoice =
  | Exclude<AllocationChoice, { decision: "allocate" }>
  | (Extract<AllocationChoice, { decision: "allocate" }> & { readonly supervisor: string });

/**
 * Where no supervisor is named, it is the manager in post or the service manager: never the worker too, nor anybody whom
 * nobody named and whose conflict, or possible one, would then refuse the choice (CST-17, F17, X-04).
 */
function supervised(held: Case, { choice, roster }: DecideAllocation, today: CalendarDay): SupervisedChoice {
  if (choice.decision !== "allocate") return choice;
  const { worker } = choice;
  const managers = (["manager", "service-manager"] as const)
    .flatMap((role) =>
      reach(roster, held.service, { role }, today).filter(({ roles }) => roles.includes(role)),
    )
    .filter(({ staffId }) => staffId !== worker);
  const [free = managers[0]] = managers.filter((member) => conflictsWith(member, held).length === 0);
  const supervisor = choice.supervisor ?? free?.staffId ?? "";
  return { ...choice, supervisor };
}

function refuseAllocation(
  held: Case,
  obligation: Obligation,
  command: DecideAllocation & { choice: SupervisedChoice },
  context: Context,
) {
  const { by, choice } = command;
  const { policy } = context;
  const deciders = obligation.kind === "emergency" ? (["out-of-hours", "director"] as const) : [];
  if (!hasAny(by, "manager", "service-manager", ...deciders)) return refuse("not-a-decision-maker");
  if (choice.decision === "meeting" && obligation.kind !== "emergency") return refuse("nothing-to-decide");
  if (choice.decision === "defer" && obligation.kind !== "allocation") return refuse("nothing-to-decide");
  const isPutOff = choice.decision === "defer" || Boolean(held.lookAgain && returnDay(choice, context));
  const refusal = refuseMeeting(held, obligation, { ...command, isPutOff }, context);
  if (refusal) return refusal;
  if (choice.decision === "defer") return refuseDeferral(obligation, choice, context);
  if ("reason" in choice) return refuseReason(choice.reason, policy.adviceReasons);
  if (choice.decision !== "allocate") return undefined;
  if (choice.worker === choice.supervisor) return refuse("same-person", { staff: choice.worker });
  return undefined;
}

/**
 * Whether both can take the case: in post and of the service, and the worker with the place, the hours, the money and
 * the presence for it, or with a reason to pass these limits (CST-09, CST-10, X-03, X-04).
 */
function limitsOf(
  held: Case,
  { by, roster, loads, linked }: DecideAllocation,
  { worker, supervisor, hours, override }: Extract<SupervisedChoice, { decision: "allocate" }>,
  { at, policy }: Context,
) {
  const day = dayOf(at);
  const takes = canTake(roster, worker, held.service, day, "worker");
  if (!takes) return refuse("worker-not-on-roster", { staff: worker });
  const signs = canTake(roster, supervisor, held.service, day, "supervisor", "manager", "service-manager");
  if (!signs) return refuse("worker-not-on-roster", { staff: supervisor });
  const weight = hours ?? policy.people.caseHours;
  const fitting = { load: loads?.[worker], hours: weight, policy, day };
  const limits = passLimits(
    [...objectionsTo(takes, { ...held, linked }, fitting), ...conflictsWith(signs, { ...held, linked })],
    override,
    by,
    policy,
  );
  if ("refused" in limits) return limits;
  return { hours: weight, override: limits.override, fundingStream: streamOf(takes, policy)?.id };
}

interface Allocating {
  readonly worker: string;
  readonly supervisor: string;
  readonly hours: number;
  readonly override?: PassedLimits | undefined;
  readonly fundingStream: string | undefined;
}

function allocate(
  held: Case,
  obligation: Obligation,
  { worker, supervisor, hours, override, fundingStream }: Allocating,
  sitting: Sitting & { readonly by: string; readonly conflicts?: readonly string[] },
  context: Context,
): Decision<CaseEvent> {
  const passed = { ...(override ? { override } : {}), ...(fundingStream ? { fundingStream } : {}) };
  const { at, policy } = context;
  const planned = firstPlanned(policy, at);
  const sequence = held.lastSequence + 1;
  return accept<CaseEvent>(
    { type: "AllocationDecided", decision: "allocated", worker, supervisor, hours, ...passed, ...sitting },
    settle(held, obligation, "allocated"),
    { type: "EpisodeBegun", workflow: "support-stage", sequence, attempt: 1, begun: at, why: "allocated" },
    { type: "ReviewOpened", cycle: 1, planned },
    { type: "ObligationOpened", obligation: reviewObligation({ policy, at, wait: 1 }, planned, 1) },
    ...(policy.work.plan.isOwed
      ? makeCommitments(sequence + 1, [{ kind: "plan", by: sitting.by }], context)
      : []),
    // Whoever was to hear that we have the referral hears what became of it instead: that call is owed on the referral.
    ...openingCallOf(held).flatMap((call) => endCommitment(call, "withdrawn", sitting.by)),
  );
}

function toMeeting(
  held: Case,
  obligation: Obligation,
  decided: Omit<Extract<CaseEvent, { decision: "deferred" | "meeting" }>, "type">,
  { at, policy }: Context,
): Decision<CaseEvent> {
  const { decision, until, advice } = decided;
  const since = advice ? atTime(until, policy.meeting.startsAt) : waitsSince(held, policy);
  const next = allocationObligation({ policy, at, wait: obligation.wait + 1 }, until, since);
  return accept<CaseEvent>(
    { type: "AllocationDecided", ...decided },
    settle(held, obligation, decision, next),
    { type: "ObligationOpened", obligation: next },
  );
}

function settle(held: Case, obligation: Obligation, outcome: string, next?: Obligation): CaseEvent {
  const { sequence } = held.episode;
  return {
    type: "WaitSettled",
    sequence,
    wait: obligation.wait,
    answer: answerTo(outcome, obligation.wait, next),
  };
}

/** Somebody has made sure that the other service has the referral; only then is it off this team's hands (CST-05). */
export function confirmSignpost(held: Case, { by }: ConfirmSignpost): Decision<CaseEvent> {
  const { obligation, signposted } = held;
  if (held.phase !== "referred") return refuse("already-decided", { phase: held.phase });
  if (obligation?.kind !== "signpost" || !signposted) return refuse("nothing-to-confirm");
  if (!hasAny(by, "duty", "manager", "service-manager", "out-of-hours", "director"))
    return refuse("not-a-decision-maker");
  return accept<CaseEvent>(
    { type: "SignpostConfirmed", reason: signposted },
    settle(held, obligation, "confirmed"),
    ...endEveryCommitment(held, by.id),
  );
}
