import { lifting, override, restriction } from "#shared/contracts/keeping.ts";
import { readAccesses } from "#shared/usecases/read-access.ts";
import { liftRestriction, overrideRestriction, restrictCase } from "#shared/usecases/restrict-case.ts";
import { problemOf } from "../runtime/refusals.ts";
import { readBody, type StaffHandlers } from "../runtime/staff.ts";
import { caseRefOf, changedCase, whyOf } from "../runtime/standing.ts";

/** Who may see a case, and who did. */
export const restrictionRoutes = {
  "POST /api/v1/cases/{caseRef}/restriction": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      const caseRef = caseRefOf(request);
      return changedCase(await restrictCase(ports, staff, caseRef, readBody(restriction, body), at));
    },
  },
  "POST /api/v1/cases/{caseRef}/restriction/lifting": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      const caseRef = caseRefOf(request);
      return changedCase(await liftRestriction(ports, staff, caseRef, readBody(lifting, body), at));
    },
  },
  "POST /api/v1/cases/{caseRef}/restriction/override": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      const caseRef = caseRefOf(request);
      return changedCase(await overrideRestriction(ports, staff, caseRef, readBody(override, body), at));
    },
  },
  "GET /api/v1/cases/{caseRef}/access": {
    answer: async (request) => {
      const { ports, staff, at } = request;
      const caseRef = caseRefOf(request);
      const read = await readAccesses(ports, staff, caseRef, whyOf(request), at);
      if (read.refused) throw problemOf(read.refused);
      return { status: 200, body: { caseRef, reads: read.reads } };
    },
  },
} satisfies StaffHandlers;
