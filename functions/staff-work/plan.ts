import { planDecision, planWritten } from "#shared/contracts/requests/plan.ts";
import { decidePlan, writePlan } from "#shared/usecases/plan.ts";
import { readPlan } from "#shared/usecases/read-plan.ts";
import { problemOf } from "../runtime/refusals.ts";
import { readBody, type StaffHandlers } from "../runtime/staff.ts";
import { caseRefOf, changedCase, whyOf } from "../runtime/standing.ts";
import { planStanding } from "../runtime/work-standing.ts";

/** The plan of a case: read whole, written on the version that was read, and approved by somebody else. */
export const planRoutes = {
  "GET /api/v1/cases/{caseRef}/plan": {
    answer: async (request) => {
      const { ports, staff, at } = request;
      const read = await readPlan(ports, staff, caseRefOf(request), whyOf(request), at);
      if (read.refused) throw problemOf(read.refused);
      const { held, shown, ...rest } = read.found;
      const standing = planStanding(held);
      return { status: 200, body: { plan: standing && { ...standing, ...shown }, ...rest } };
    },
  },
  "PUT /api/v1/cases/{caseRef}/plan": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      return changedCase(await writePlan(ports, staff, caseRefOf(request), readBody(planWritten, body), at));
    },
  },
  "POST /api/v1/cases/{caseRef}/plan/decision": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      return changedCase(
        await decidePlan(ports, staff, caseRefOf(request), readBody(planDecision, body), at),
      );
    },
  },
} satisfies StaffHandlers;
