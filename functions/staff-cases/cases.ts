import { allocationChoice, confirmation } from "#shared/contracts/api.ts";
import { confirmSignpost, decideAllocation } from "#shared/usecases/decide-allocation.ts";
import { listOpenCases, readCase } from "#shared/usecases/read-cases.ts";
import { missingHoursOf } from "#shared/usecases/restores.ts";
import type { Reply } from "../runtime/http.ts";
import { problemOf } from "../runtime/refusals.ts";
import { readBody, type StaffHandlers, type StaffRequest } from "../runtime/staff.ts";
import { caseRefOf, changedCase, standing, whyOf } from "../runtime/standing.ts";

export const caseRoutes = {
  "GET /api/v1/cases": {
    answer: async ({ ports, staff, at }) => {
      const [missingHours, cases] = await Promise.all([
        missingHoursOf(ports, staff.council),
        listOpenCases(ports, staff, at),
      ]);
      return { status: 200, body: { missingHours, cases } };
    },
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
} satisfies StaffHandlers;

async function showCase(request: StaffRequest): Promise<Reply> {
  const { ports, staff, at } = request;
  const read = await readCase(ports, staff, caseRefOf(request), whyOf(request), at);
  if (read.refused) throw problemOf(read.refused);
  const { held, whoAnswers, ...rest } = read.found;
  return { status: 200, body: { ...standing(held, whoAnswers), ...rest } };
}
