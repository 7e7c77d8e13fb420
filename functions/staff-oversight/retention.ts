import { legalHold, personRef, retentionDecision } from "#shared/contracts/keeping.ts";
import type { Case } from "#shared/domain/case/case.ts";
import type { Refusal } from "#shared/domain/decision.ts";
import { decideRetention, holdCase, holdPerson, listRetention } from "#shared/usecases/retention.ts";
import type { Reply } from "../runtime/http.ts";
import { Problem } from "../runtime/problem.ts";
import { notFound, problemOf } from "../runtime/refusals.ts";
import { readBody, type StaffHandlers } from "../runtime/staff.ts";
import { caseRefOf } from "../runtime/standing.ts";

/** What a decision about keeping answers: how the case now stands on the schedule, and nothing of the person. */
function kept({ state, refused }: { readonly state?: Case; readonly refused?: Refusal }): Reply {
  if (refused) throw problemOf(refused);
  if (!state) throw notFound();
  const { caseRef: reference, retention = {} } = state;
  const { hold, extendedUntil = null, approved } = retention;
  return {
    status: 200,
    body: { reference, onHold: hold !== undefined, extendedUntil, approved: approved !== undefined },
  };
}

/** How long what is over is kept: a list, and decisions that are recorded. Nothing here erases anything (CST-20). */
export const retentionRoutes = {
  "GET /api/v1/retention": {
    answer: async ({ ports, staff, at }) => ({
      status: 200,
      body: { due: await listRetention(ports, staff, at) },
    }),
  },
  "POST /api/v1/retention/{caseRef}/decision": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      const caseRef = caseRefOf(request);
      return kept(await decideRetention(ports, staff, caseRef, readBody(retentionDecision, body), at));
    },
  },
  "POST /api/v1/cases/{caseRef}/hold": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      return kept(await holdCase(ports, staff, caseRefOf(request), readBody(legalHold, body), at));
    },
  },
  "POST /api/v1/people/{personRef}/hold": {
    answer: async ({ ports, staff, path, body, at }) => {
      const parsed = personRef.safeParse(path.personRef);
      if (!parsed.success) throw new Problem("no-such-record");
      const changed = await holdPerson(ports, staff, parsed.data, readBody(legalHold, body), at);
      if (changed.refused) throw problemOf(changed.refused);
      const onHold = changed.state.hold !== undefined;
      return { status: 200, body: { reference: parsed.data, onHold, extendedUntil: null, approved: false } };
    },
  },
} satisfies StaffHandlers;
