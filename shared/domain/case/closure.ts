import { isAgencyId } from "../agencies.ts";
import { atTime, dayOf, plusWorkingDays } from "../calendar-day.ts";
import { accept, type Decision, hasAny, refuse } from "../decision.ts";
import type { Policy } from "../policy.ts";
import { actsFor } from "../roster.ts";
import type { Case } from "./case.ts";
import type { Closure } from "./closure-state.ts";
import type { Context, EndClosure, RecordConsultation, RequestClosure } from "./commands.ts";
import { commitmentsOf, endEveryCommitment, isByHand, isGrave } from "./commitment.ts";
import type { CaseEvent } from "./events.ts";
import { closureObligation, consultationObligation } from "./next-obligation.ts";
import { lockOf } from "./non-engagement.ts";
import { answerTo, type Obligation } from "./obligation.ts";
import { missingOutcomes } from "./outcomes.ts";

/** The team itself, which is always one of those asked. */
export const theTeam = "team";

/**
 * The worker or a manager asks for a case to be closed, with a reason of the policy and evidence (CST-19). Reviews go
 * on meanwhile. Non-engagement asks the team and every involved agency first; the other reasons go to the decision.
 */
export function requestClosure(
  held: Case,
  command: RequestClosure,
  { at, policy }: Context,
): Decision<CaseEvent> {
  const { by, reason, evidence, agencies, roster } = command;
  if (held.phase === "closed" || held.phase === "declined")
    return refuse("already-decided", { phase: held.phase });
  if (held.phase !== "supported") return refuse("nothing-to-close");
  if (held.closure && !held.closure.ended)
    return refuse("closure-under-way", { reason: held.closure.reason });
  const mayAsk =
    hasAny(by, "manager", "service-manager") ||
    (held.worker !== undefined && actsFor(roster, held.service, by.id, held.worker, dayOf(at)));
  if (!mayAsk) return refuse("not-the-worker");
  const rule = ruleOf(policy, reason);
  if (!rule) return noRule(policy, reason);
  const locked = rule.consult ? lockOf(held, policy) : undefined;
  if (locked) return locked;
  const unknown = agencies.find((agency) => !isAgencyId(policy, agency));
  if (unknown !== undefined) return refuse("not-an-agency", { agency: unknown });
  const ask = rule.consult ? [...new Set([theTeam, ...held.agencies, ...agencies])] : [];
  const answerBy = atTime(
    plusWorkingDays(dayOf(at), policy.closure.answerWithinWorkingDays, policy.division),
    policy.closure.at,
  );
  const opening = { policy, at, wait: 1 };
  return accept<CaseEvent>(
    { type: "WayOutNoted", by: by.id, at, reason, standing: "reached", content: evidence },
    { type: "ClosureRequested", by: by.id, at, reason, evidence, ask, answerBy },
    {
      type: "EpisodeBegun",
      workflow: "closure",
      sequence: held.lastSequence + 1,
      attempt: 1,
      begun: at,
      why: "closure-requested",
      track: "closure",
    },
    {
      type: "ObligationOpened",
      obligation: ask.length > 0 ? consultationObligation(opening, answerBy) : closureObligation(opening),
      track: "closure",
    },
  );
}

export const ruleOf = (policy: Policy, reason: string) =>
  policy.closure.reasons.find((rule) => rule.reason === reason);

const noRule = ({ closure }: Policy, reason: string) =>
  refuse("reason-not-in-policy", { reason, allowed: closure.reasons.map((rule) => rule.reason) });

/** Whoever was asked and has not answered yet, in the order they were asked. */
export const unanswered = ({ ask, consulted }: Closure): readonly string[] =>
  ask.filter((asked) => !consulted[asked] || consulted[asked].corrected);

/**
 * What the team or an agency said. Silence may be recorded only when the deadline has passed and somebody was chased
 * (CST-19); with the last answer the manager is asked to decide.
 */
export function recordConsultation(
  held: Case,
  command: RecordConsultation,
  { at, policy }: Context,
): Decision<CaseEvent> {
  const { by, with: asked, answer, content, roster } = command;
  const { closure } = held;
  if (!closure || closure.ended) return refuse("no-closure-open");
  const mayRecord =
    hasAny(by, "manager", "service-manager", "supervisor") ||
    (held.worker !== undefined && actsFor(roster, held.service, by.id, held.worker, dayOf(at)));
  if (!mayRecord) return refuse("not-the-worker");
  if (!closure.ask.includes(asked)) return refuse("not-asked", { asked });
  const already = closure.consulted[asked];
  if (already && !already.corrected)
    return refuse("already-given", { asked, by: already.by, at: already.at });
  const { obligation } = closure;
  // An answer that was corrected is recorded anew beside a decision that waits already.
  const isAnew = obligation?.kind === "closure" && already !== undefined;
  if (!obligation || (obligation.kind !== "consultation" && !isAnew)) return refuse("no-closure-open");
  const wasChased = at >= closure.answerBy && closure.chased === true;
  if (answer === "silent" && !wasChased)
    return refuse("still-time-to-answer", { answerBy: closure.answerBy });
  const recorded: CaseEvent = {
    type: "ConsultationRecorded",
    with: asked,
    answer,
    by: by.id,
    at,
    ...(content ? { content } : {}),
  };
  if (isAnew || unanswered(closure).length > 1) return accept(recorded);
  const next = closureObligation({ policy, at, wait: obligation.wait + 1 });
  return accept<CaseEvent>(recorded, settle(closure, obligation, "consulted", next), {
    type: "ObligationOpened",
    obligation: next,
    track: "closure",
  });
}

/**
 * The end of a closure: a manager, who is neither the case's worker nor the one who asked, closes or keeps it open
 * (CST-19, I7, X-04); or whoever asked takes it back. Closing stops everything that ticks, the open review included.
 */
export function endClosure(
  held: Case,
  { by, ended, content }: EndClosure,
  { at, policy }: Context,
): Decision<CaseEvent> {
  const { closure, obligation: main } = held;
  if (held.phase === "closed") return refuse("already-decided", { phase: held.phase });
  const obligation = closure?.obligation;
  if (!closure || closure.ended || !obligation) return refuse("no-closure-open");
  const over: CaseEvent = { type: "ClosureEnded", ended, ...(content ? { content } : {}) };
  if (ended === "withdrawn") {
    const mayWithdraw = by.id === closure.requestedBy || hasAny(by, "manager", "service-manager");
    return mayWithdraw
      ? accept(over, settle(closure, obligation, "withdrawn"))
      : refuse("not-a-decision-maker");
  }
  if (!hasAny(by, "manager", "service-manager")) return refuse("not-a-decision-maker");
  if (by.id === held.worker || by.id === closure.requestedBy) return refuse("same-person", { staff: by.id });
  if (unanswered(closure).length > 0) {
    return refuse("consultation-incomplete", {
      waitingFor: unanswered(closure).join(", "),
      answerBy: closure.answerBy,
    });
  }
  if (ended === "kept") return accept(over, settle(closure, obligation, "kept"));
  const rule = ruleOf(policy, closure.reason);
  if (!rule) return noRule(policy, closure.reason);
  const refused = (rule.consult ? lockOf(held, policy) : undefined) ?? stillOpen(held, policy);
  if (refused) return refused;
  const involved = [...new Set([...held.agencies, ...closure.ask.filter((asked) => asked !== theTeam)])];
  const tell = involved.filter((agency) =>
    policy.closure.agencies.some(({ id, email }) => id === agency && email !== null),
  );
  const untold = involved.length - tell.length;
  const { sequence } = held.episode;
  const stopped: readonly CaseEvent[] = main
    ? [{ type: "WaitSettled", sequence, wait: main.wait, answer: answerTo("closed", main.wait) }]
    : [];
  const dropped = endEveryCommitment(held, by.id);
  return accept<CaseEvent>(over, settle(closure, obligation, "closed"), ...stopped, ...dropped, {
    type: "CaseClosed",
    reason: closure.reason,
    planned: rule.planned,
    by: by.id,
    at,
    tell,
    untold,
  });
}

/** What must be said before somebody may leave: what became of each promise, and the outcomes (CST-19). */
function stillOpen(held: Case, policy: Policy) {
  const promised = commitmentsOf(held).filter((promise) => isByHand(promise) || isGrave(promise));
  if (promised.length > 0)
    return refuse("promises-open", { numbers: promised.map(({ id }) => id).join(", ") });
  return missingOutcomes(held, policy);
}

function settle({ episode }: Closure, obligation: Obligation, outcome: string, next?: Obligation): CaseEvent {
  const answer = answerTo(outcome, obligation.wait, next);
  return { type: "WaitSettled", sequence: episode.sequence, wait: obligation.wait, answer, track: "closure" };
}
