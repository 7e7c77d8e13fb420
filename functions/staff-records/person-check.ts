import { personCheck } from "#shared/contracts/requests/person-check.ts";
import { decidePerson } from "#shared/usecases/decide-person.ts";
import { readBody, type StaffHandlers } from "../runtime/staff.ts";
import { caseRefOf, changedCase } from "../runtime/standing.ts";

/** Whether two cases are the same person's: decided by somebody, with a reason (X-01, F2). */
export const personCheckRoutes = {
  "POST /api/v1/cases/{caseRef}/person-check": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      return changedCase(
        await decidePerson(ports, staff, caseRefOf(request), readBody(personCheck, body), at),
      );
    },
  },
} satisfies StaffHandlers;
