import { amendment } from "#shared/contracts/requests/amendment.ts";
import { amendReferral } from "#shared/usecases/amend-referral.ts";
import { Problem } from "../runtime/problem.ts";
import { readBody, type StaffHandlers } from "../runtime/staff.ts";
import { caseRefOf, changedCase } from "../runtime/standing.ts";

/** Versions of a referral: what is known better now, or has changed (CST-04). */
export const amendmentRoutes = {
  "POST /api/v1/cases/{caseRef}/referral/versions": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      const said = readBody(amendment, body);
      const amended = await amendReferral(ports, staff, caseRefOf(request), said, at);
      if ("faults" in amended) throw new Problem("does-not-fit", { faults: amended.faults });
      return changedCase(amended);
    },
  },
} satisfies StaffHandlers;
