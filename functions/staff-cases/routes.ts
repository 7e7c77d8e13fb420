import { confirmation } from "#shared/contracts/api.ts";
import { emergencyCall, formAttached } from "#shared/contracts/requests/emergency.ts";
import { acknowledgeAlert } from "#shared/usecases/decide-allocation.ts";
import { attachForm, recordEmergency } from "#shared/usecases/record-emergency.ts";
import { problemOf } from "../runtime/refusals.ts";
import { readBody, type StaffHandlers } from "../runtime/staff.ts";
import { caseRefOf, changedCase } from "../runtime/standing.ts";

/** The ways in that need somebody at once: an alert that is taken, and an emergency that was telephoned (CST-05, CST-08). */
export const routeRoutes = {
  "POST /api/v1/emergencies": {
    answer: async ({ ports, staff, body, at }) => {
      const recorded = await recordEmergency(ports, staff, readBody(emergencyCall, body), at);
      if ("refused" in recorded) throw problemOf(recorded.refused);
      return { status: 200, body: recorded };
    },
  },
  "POST /api/v1/cases/{caseRef}/retrospective-form": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      const { referralRef } = readBody(formAttached, body);
      return changedCase(await attachForm(ports, staff, caseRefOf(request), referralRef, at));
    },
  },
  "POST /api/v1/cases/{caseRef}/acknowledgement": {
    answer: async (request) => {
      const { ports, staff, at, body } = request;
      readBody(confirmation, body === "" ? "{}" : body);
      return changedCase(await acknowledgeAlert(ports, staff, caseRefOf(request), at));
    },
  },
} satisfies StaffHandlers;
