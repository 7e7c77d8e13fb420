import {
  allocationChoice,
  confirmation,
  parameters,
  supervisorHalf,
  workerHalf,
} from "#shared/contracts/api.ts";
import type { StaffRoute } from "#shared/contracts/routes.ts";
import { type Case, executionName, type ReviewPart } from "#shared/domain/case/case.ts";
import { unanswered } from "#shared/domain/case/closure.ts";
import type { Closure } from "#shared/domain/case/closure-state.ts";
import { stepNames } from "#shared/domain/case/obligation.ts";
import type { Refusal } from "#shared/domain/decision.ts";
import { confirmSignpost, decideAllocation } from "#shared/usecases/decide-allocation.ts";
import { giveReviewPart } from "#shared/usecases/give-review-part.ts";
import { listOpenCases, readCase } from "#shared/usecases/read-cases.ts";
import type { Reply } from "../runtime/http.ts";
import { log } from "../runtime/log.ts";
import { read, readBody, type StaffHandler, type StaffRequest } from "../runtime/staff.ts";
import { notFound, problemOf } from "./refusals.ts";

/** A reference that is not one is answered like one that is not there. */
export function caseRefOf({ path }: StaffRequest): string {
  const parsed = parameters.caseRef.safeParse(path.caseRef);
  if (!parsed.success) throw notFound();
  return parsed.data;
}

/** What a change of a case answers: where the case now stands. */
export function changedCase(changed: { readonly state?: Case; readonly refused?: Refusal }): Reply {
  if (changed.refused) throw problemOf(changed.refused);
  if (!changed.state) throw notFound();
  return { status: 200, body: standing(changed.state) };
}

export const caseRoutes = {
  "GET /api/v1/cases": {
    answer: async ({ ports, staff, at }) => ({
      status: 200,
      body: { cases: await listOpenCases(ports, staff.council, at) },
    }),
  },
  "GET /api/v1/cases/{caseRef}": { answer: showCase },
  "POST /api/v1/cases/{caseRef}/decision": {
    answer: async (request) => {
      const { ports, staff, at, body } = request;
      const choice = readBody(allocationChoice, body);
      return changedCase(await decideAllocation(ports, staff, caseRefOf(request), choice, undefined, at));
    },
  },
  "POST /api/v1/cases/{caseRef}/confirmation": {
    answer: async (request) => {
      const { ports, staff, at, body } = request;
      readBody(confirmation, body === "" ? "{}" : body);
      return changedCase(await confirmSignpost(ports, staff, caseRefOf(request), at));
    },
  },
  "POST /api/v1/cases/{caseRef}/reviews/{cycle}/worker": {
    answer: (request) => giveHalf(request, "worker"),
  },
  "POST /api/v1/cases/{caseRef}/reviews/{cycle}/supervisor": {
    answer: (request) => giveHalf(request, "supervisor"),
  },
} satisfies Partial<Record<StaffRoute, StaffHandler>>;

async function giveHalf(request: StaffRequest, part: ReviewPart): Promise<Reply> {
  const { ports, staff, at, body, path } = request;
  const caseRef = caseRefOf(request);
  const cycle = read(parameters.cycle, path.cycle, "the review in the address");
  const half = part === "worker" ? readBody(workerHalf, body) : readBody(supervisorHalf, body);
  return changedCase(await giveReviewPart(ports, staff, caseRef, cycle, part, half, at));
}

async function showCase(request: StaffRequest): Promise<Reply> {
  const { ports, staff, at } = request;
  const caseRef = caseRefOf(request);
  const found = await readCase(ports, staff.council, caseRef);
  if (!found) throw notFound();
  log("info", "case-read", { caseRef, staff: staff.id, at });
  const { held, ...rest } = found;
  return { status: 200, body: { ...standing(held), ...rest } };
}

/** Where a case stands: its next step, who answers for it, and by when. Tokens stay inside. */
function standing(held: Case) {
  const { obligation, review, episode, closure } = held;
  return {
    caseRef: held.caseRef,
    referralRef: held.referralRef,
    personRef: held.personRef,
    service: held.service,
    phase: held.phase,
    receivedAt: held.receivedAt,
    screening: held.screening,
    possibleDuplicates: held.possibleDuplicates,
    otherBodies: held.otherBodies.length,
    unread: held.unread ?? [],
    worker: held.worker ?? null,
    supervisor: held.supervisor ?? null,
    declined: held.declined ?? null,
    nextStep: obligation
      ? {
          step: stepNames[obligation.kind],
          owner: obligation.owner === "worker" ? (held.worker ?? "duty") : obligation.owner,
          due: obligation.due,
          meeting: obligation.meeting ?? null,
          rungsReached: obligation.reached,
        }
      : null,
    review: review ? { cycle: review.cycle, planned: review.planned, given: review.given } : null,
    closure: closure ? closureStanding(held, closure) : null,
    closed: held.closed ?? null,
    earlierCases: held.earlier,
    execution: executionName(held, episode),
  };
}

/** What a closure waits for, and what was said so far. */
function closureStanding(held: Case, closure: Closure) {
  const { reason, requestedBy, requestedAt, answerBy, consulted, obligation, ended, episode } = closure;
  return {
    reason,
    requestedBy,
    requestedAt,
    waitingFor: unanswered(closure),
    answerBy,
    consulted,
    ended: ended ?? null,
    nextStep: obligation
      ? { step: stepNames[obligation.kind], owner: obligation.owner, due: obligation.due }
      : null,
    execution: executionName(held, episode),
  };
}
