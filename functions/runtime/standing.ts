import { parameters } from "#shared/contracts/api.ts";
import { whyRead } from "#shared/contracts/keeping.ts";
import { type Case, executionName } from "#shared/domain/case/case.ts";
import type { Closure } from "#shared/domain/case/closure-state.ts";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import type { Commitment } from "#shared/domain/case/commitment-state.ts";
import { unanswered } from "#shared/domain/case/consultation.ts";
import type { Handover } from "#shared/domain/case/handover-state.ts";
import { alikeOn, samePersonAs } from "#shared/domain/case/linked-cases.ts";
import { ownerOf, stepNames } from "#shared/domain/case/obligation.ts";
import { reEntryOf } from "#shared/domain/case/re-entry.ts";
import { openObjectives } from "#shared/domain/case/review-answers.ts";
import type { Refusal } from "#shared/domain/decision.ts";
import { policyOf } from "#shared/domain/policy.ts";
import { policies } from "#shared/services/registry.ts";
import type { WhoAnswers } from "#shared/usecases/who-answers.ts";
import type { Reply } from "./http.ts";
import { notFound, problemOf } from "./refusals.ts";
import { read, type StaffRequest } from "./staff.ts";
import { planStanding, warningsStanding, workStanding } from "./work-standing.ts";

/** A reference that is not one is answered like one that is not there. */
export function caseRefOf({ path }: StaffRequest): string {
  const parsed = parameters.caseRef.safeParse(path.caseRef);
  if (!parsed.success) throw notFound();
  return parsed.data;
}

/** Why somebody reads, as the address says; undefined where it says nothing. */
export const whyOf = ({ query }: StaffRequest) => read(whyRead, query, "the address").reason;

/** What a change of a case answers: where the case now stands. */
export function changedCase(changed: {
  readonly state?: Case;
  readonly whoAnswers?: WhoAnswers;
  readonly refused?: Refusal;
}): Reply {
  if (changed.refused) throw problemOf(changed.refused);
  if (!changed.state) throw notFound();
  return { status: 200, body: standing(changed.state, changed.whoAnswers) };
}

/**
 * Where a case stands: its next step, who answers for it, and by when. Tokens stay inside. Of what is past, and so of
 * nobody's absence today, whoever held it then is shown.
 */
export function standing(held: Case, whoAnswers: WhoAnswers = (owner) => owner) {
  const { obligation, review, episode, closure, council, service } = held;
  const policy = policyOf(policies, council, service);
  return {
    warnings: warningsStanding(held),
    caseRef: held.caseRef,
    referralRef: held.referralRef,
    personRef: held.personRef,
    service: held.service,
    phase: held.phase,
    receivedAt: held.receivedAt,
    screening: held.screening,
    facts: held.facts ?? null,
    provisional: held.provisional === true && !held.form?.attached,
    form: held.form ?? null,
    alertHeld: held.alertHeld ?? null,
    possibleDuplicates: held.possibleDuplicates,
    alikeOn: alikeOn(held),
    samePersonAs: samePersonAs(held),
    personChecks: Object.entries(held.people ?? {}).map(([caseRef, found]) => ({ caseRef, ...found })),
    otherBodies: held.otherBodies.length,
    version: held.version ?? null,
    lookAgain: held.lookAgain ?? null,
    unread: held.unread ?? [],
    worker: held.worker ?? null,
    supervisor: held.supervisor ?? null,
    declined: held.declined ?? null,
    nextStep: obligation
      ? {
          step: stepNames[obligation.kind],
          owner: whoAnswers(ownerOf(held, obligation)),
          due: obligation.due,
          meeting: obligation.meeting ?? null,
          rungsReached: obligation.reached,
        }
      : null,
    review: review
      ? {
          cycle: review.cycle,
          planned: review.planned,
          given: review.given,
          objectives: openObjectives(held),
        }
      : null,
    challenge: held.challenge ?? null,
    unseenReviews: held.unseenReviews ?? 0,
    closure: closure ? closureStanding(held, closure) : null,
    handover: held.handover ? handoverStanding(held.handover) : null,
    hours: held.hours ?? null,
    commitments: commitmentsOf(held).map((commitment) => commitmentStanding(held, commitment, whoAnswers)),
    nonEngagement: held.pathway
      ? {
          begunBy: held.pathway.begunBy,
          begunAt: held.pathway.begunAt,
          prompts: held.pathway.prompts,
        }
      : null,
    offers: held.offers ?? [],
    waysOut: held.waysOut ?? {},
    outcomes: held.outcomes ?? null,
    plan: planStanding(held),
    work: workStanding(held),
    closed: held.closed ?? null,
    reEntry: (policy && reEntryOf(held, policy)) ?? null,
    earlierCases: held.earlier,
    restricted: held.restricted ?? null,
    execution: executionName(held, episode),
  };
}

/** An open promise: what, who keeps it, and by when. Its words are in the case's contents. */
function commitmentStanding(
  held: Case,
  { id, kind, about, madeBy, madeAt, obligation, episode }: Commitment,
  whoAnswers: WhoAnswers,
) {
  return {
    id,
    kind,
    about: about ?? null,
    owner: obligation ? whoAnswers(ownerOf(held, obligation)) : "duty",
    due: obligation?.due ?? madeAt,
    rungsReached: obligation?.reached ?? 0,
    madeBy,
    madeAt,
    execution: executionName(held, episode),
  };
}

/** What a closure waits for, and what was said so far. */
function closureStanding(held: Case, closure: Closure) {
  const {
    reason,
    requestedBy,
    requestedAt,
    answerBy,
    asked = {},
    consulted,
    obligation,
    ended,
    episode,
  } = closure;
  return {
    reason,
    requestedBy,
    requestedAt,
    waitingFor: unanswered(closure),
    answerBy,
    asked,
    consulted,
    ended: ended ?? null,
    nextStep: obligation
      ? { step: stepNames[obligation.kind], owner: obligation.owner, due: obligation.due }
      : null,
    execution: executionName(held, episode),
  };
}

/** Who is asked to take over, and why; the words are in the case's content. */
const handoverStanding = ({ part, from, to, by, at, reason }: Handover) => ({
  part,
  from,
  to,
  by,
  at,
  reason,
});
