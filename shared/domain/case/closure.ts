import { isAgencyId } from "../agencies.ts";
import { dayOf } from "../calendar-day.ts";
import { accept, type Decision, hasAny, refuse } from "../decision.ts";
import type { Policy } from "../policy.ts";
import { actsFor } from "../roster.ts";
import type { Case } from "./case.ts";
import { closingRule } from "./closing-rule.ts";
import type { Closure } from "./closure-state.ts";
import type { Context, EndClosure, RecordConsultation, RequestClosure } from "./commands.ts";
import { commitmentsOf, endEveryCommitment, isByHand, isGrave } from "./commitment.ts";
import {
  answerByOf,
  askByMail,
  involvedAgencies,
  refuseSilence,
  theTeam,
  unanswered,
} from "./consultation.ts";
import type { CaseEvent } from "./events.ts";
import { closureObligation, consultationObligation } from "./next-obligation.ts";
import { contradicts, lockOf } from "./non-engagement.ts";
import { answerTo, type Obligation } from "./obligation.ts";
import { missingOutcomes } from "./outcomes.ts";

/**
 * The worker or a manager asks for a case to be closed, with a reason of the policy and evidence (CST-19). Reviews go
 * on meanwhile. Non-engagement asks the team and every involved agency first; the other reasons go to the decision.
 */
export function requestClosure(held: Case, command: RequestClosure, context: Context): Decision<CaseEvent> {
  const { at, policy } = context;
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
  const { rule, refused } = closingRule(policy, reason);
  if (refused) return { refused };
  const locked = rule.consult ? lockOf(held, policy) : contradicts(rule, held);
  if (locked) return locked;
  const unknown = agencies.find((agency) => !isAgencyId(policy, agency));
  if (unknown !== undefined) return refuse("not-an-agency", { agency: unknown });
  const ask = rule.consult ? [...new Set([theTeam, ...involvedAgencies(held, policy), ...agencies])] : [];
  const answerBy = answerByOf(dayOf(at), policy);
  const opening = { policy, at, wait: 1 };
  return accept<CaseEvent>(
    { type: "WayOutNoted", by: by.id, at, reason, standing: "reached", content: evidence },
    { type: "ClosureRequested", by: by.id, at, reason, evidence, agencies, ask, answerBy },
    ...askByMail(ask, context),
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

/** Who weighs a closure: a manager, who is neither the case's worker nor the one who asked (CST-19, I7, X-04). */
function mayNotWeigh({ worker }: Case, { requestedBy }: Closure, by: EndClosure["by"]) {
  if (!hasAny(by, "manager", "service-manager")) return refuse("not-a-decision-maker");
  return by.id === worker || by.id === requestedBy ? refuse("same-person", { staff: by.id }) : undefined;
}

/**
 * What the team or an agency said to the manager who weighs the closure, or that an agency stayed silent though it was
 * chased (CST-19); with the last answer that manager is asked to decide.
 */
export function recordConsultation(
  held: Case,
  command: RecordConsultation,
  context: Context,
): Decision<CaseEvent> {
  const { at, policy } = context;
  const { by, with: asked, answer, content } = command;
  const { closure } = held;
  if (!closure || closure.ended) return refuse("no-closure-open");
  const refused = mayNotWeigh(held, closure, by);
  if (refused) return refused;
  if (!closure.ask.includes(asked)) return refuse("not-asked", { asked });
  const already = closure.consulted[asked];
  if (already && !already.corrected)
    return refuse("already-given", { asked, by: already.by, at: already.at });
  const { obligation } = closure;
  if (!obligation) return refuse("no-closure-open");
  const tooSoon = answer === "silent" ? refuseSilence(closure, asked, context) : undefined;
  if (tooSoon) return tooSoon;
  const recorded: CaseEvent = {
    type: "ConsultationRecorded",
    with: asked,
    answer,
    by: by.id,
    at,
    ...(content ? { content } : {}),
  };
  // One that was corrected, or an agency that is involved since, is heard beside a decision that waits already.
  if (obligation.kind === "closure" || unanswered(closure).length > 1) return accept(recorded);
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
  { by, ended, meetsObjections, content }: EndClosure,
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
  const mayNot = mayNotWeigh(held, closure, by);
  if (mayNot) return mayNot;
  if (unanswered(closure).length > 0) {
    return refuse("consultation-incomplete", {
      waitingFor: unanswered(closure).join(", "),
      answerBy: closure.answerBy,
    });
  }
  if (ended === "kept") return accept(over, settle(closure, obligation, "kept"));
  const objecting = closure.ask.filter((asked) => closure.consulted[asked]?.answer === "objects");
  if (objecting.length > 0 && !meetsObjections)
    return refuse("objection-not-met", { objecting: objecting.join(", ") });
  const { rule, refused } = closingRule(policy, closure.reason);
  if (refused) return { refused };
  const locked = (rule.consult ? lockOf(held, policy) : contradicts(rule, held)) ?? stillOpen(held, policy);
  if (locked) return locked;
  // Also whoever was named and not asked, because the reason needs no consultation.
  const named = [...(closure.agencies ?? []), ...closure.ask.filter((asked) => asked !== theTeam)];
  const tell = [...new Set([...held.agencies, ...named])];
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
