import {
  absence,
  confirmation,
  conflict,
  conflictWithdrawal,
  parameters,
  postRecorded,
} from "#shared/contracts/api.ts";
import { hasAny } from "#shared/domain/decision.ts";
import type { StaffMember } from "#shared/domain/roster.ts";
import { readCaseloads } from "#shared/usecases/caseloads.ts";
import { rosterOf } from "#shared/usecases/read-roster.ts";
import { readStaffHistory } from "#shared/usecases/read-staff-history.ts";
import {
  cancelAbsence,
  declareConflict,
  recordAbsence,
  recordPost,
  withdrawConflict,
} from "#shared/usecases/roster.ts";
import type { Reply } from "../runtime/http.ts";
import { Problem } from "../runtime/problem.ts";
import { problemOf } from "../runtime/refusals.ts";
import { read, readBody, type Staff, type StaffHandlers, type StaffRequest } from "../runtime/staff.ts";

/** An id that is none is answered like one of somebody who is not there. */
function staffIdOf({ path }: StaffRequest): string {
  const parsed = parameters.staffId.safeParse(path.staffId);
  if (!parsed.success) throw new Problem("no-such-person");
  return parsed.data;
}
const absenceIdOf = ({ path }: StaffRequest): string => {
  const parsed = parameters.absenceId.safeParse(path.absenceId);
  if (!parsed.success) throw new Problem("no-such-absence");
  return parsed.data;
};
const conflictIdOf = ({ path }: StaffRequest): string => {
  const parsed = parameters.conflictId.safeParse(path.conflictId);
  if (!parsed.success) throw new Problem("no-such-conflict");
  return parsed.data;
};

/** Why somebody is away and what they declared is for themselves and for who manages them; that they are away is for all. */
function shownTo(staff: Staff, member: StaffMember) {
  if (staff.id === member.staffId || hasAny(staff, "supervisor", "manager", "service-manager")) return member;
  const { conflicts: _, absences, ...rest } = member;
  const seesKinds = hasAny(staff, "roster-admin");
  const plain = absences?.map(({ kind, ...times }) => (seesKinds ? { kind, ...times } : times));
  return plain ? { ...rest, absences: plain } : rest;
}

function changed(
  { staff }: StaffRequest,
  result: Awaited<ReturnType<typeof cancelAbsence | typeof declareConflict>>,
): Reply {
  if (result.refused) throw problemOf(result.refused);
  return { status: 200, body: shownTo(staff, result.state) };
}

/** Who works here, when they are away, and what they hold. */
export const rosterRoutes = {
  "GET /api/v1/roster": {
    answer: async ({ ports, staff }) => {
      const roster = await rosterOf(ports, staff.council);
      return { status: 200, body: { staff: roster.map((member) => shownTo(staff, member)) } };
    },
  },
  "GET /api/v1/roster/{staffId}/history": {
    answer: async (request) => {
      const { ports, staff, at } = request;
      const staffId = staffIdOf(request);
      const found = await readStaffHistory(ports, staff, staffId, at);
      if (found.refused) throw problemOf(found.refused);
      return { status: 200, body: { staffId, history: found.history } };
    },
  },
  "PUT /api/v1/roster/{staffId}": {
    answer: async ({ ports, staff, path, body, at }) => {
      const staffId = read(parameters.staffId, path.staffId, "the staff id in the address");
      const { why, ...post } = readBody(postRecorded, body);
      const recorded = await recordPost(ports, staff, { staffId, ...post }, at, why);
      if (recorded.refused) throw problemOf(recorded.refused);
      const { state, openCases } = recorded;
      return { status: 200, body: { ...shownTo(staff, state), openCases } };
    },
  },
  "POST /api/v1/roster/{staffId}/absences": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      const wanted = readBody(absence, body);
      return changed(request, await recordAbsence(ports, staff, staffIdOf(request), wanted, at));
    },
  },
  "PUT /api/v1/roster/{staffId}/absences/{absenceId}": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      const wanted = readBody(absence, body);
      const [staffId, id] = [staffIdOf(request), absenceIdOf(request)];
      return changed(request, await recordAbsence(ports, staff, staffId, wanted, at, id));
    },
  },
  "POST /api/v1/roster/{staffId}/absences/{absenceId}/cancellation": {
    answer: async (request) => {
      const { ports, staff, at } = request;
      readBody(confirmation, request.body === "" ? "{}" : request.body);
      const [staffId, id] = [staffIdOf(request), absenceIdOf(request)];
      return changed(request, await cancelAbsence(ports, staff, staffId, id, at));
    },
  },
  "POST /api/v1/roster/{staffId}/conflicts": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      const declared = readBody(conflict, body);
      return changed(request, await declareConflict(ports, staff, staffIdOf(request), declared, at));
    },
  },
  "POST /api/v1/roster/{staffId}/conflicts/{conflictId}/withdrawal": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      const { why } = readBody(conflictWithdrawal, body);
      const [staffId, id] = [staffIdOf(request), conflictIdOf(request)];
      return changed(request, await withdrawConflict(ports, staff, staffId, { id, why }, at));
    },
  },
  "GET /api/v1/caseloads": {
    answer: async ({ ports, staff, at }) => {
      const policy = ports.policies.find(({ council }) => council === staff.council);
      if (!policy) throw new Problem("no-service");
      return { status: 200, body: await readCaseloads(ports, staff, policy, at) };
    },
  },
} satisfies StaffHandlers;
