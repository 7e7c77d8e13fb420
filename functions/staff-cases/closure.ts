import {
  agencyAsked,
  closureDecision,
  closureRequest,
  closureWithdrawal,
  consultation,
} from "#shared/contracts/api.ts";
import { endClosure, noteAsking, recordConsultation, requestClosure } from "#shared/usecases/close-case.ts";
import { readBody, type StaffHandlers } from "../runtime/staff.ts";
import { caseRefOf, changedCase } from "../runtime/standing.ts";

/** Closing a case: asked for, weighed with others, and decided by a manager (CST-18, CST-19). */
export const closureRoutes = {
  "POST /api/v1/cases/{caseRef}/closure": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      return changedCase(
        await requestClosure(ports, staff, caseRefOf(request), readBody(closureRequest, body), at),
      );
    },
  },
  "POST /api/v1/cases/{caseRef}/closure/asked": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      return changedCase(await noteAsking(ports, staff, caseRefOf(request), readBody(agencyAsked, body), at));
    },
  },
  "POST /api/v1/cases/{caseRef}/closure/consultations": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      return changedCase(
        await recordConsultation(ports, staff, caseRefOf(request), readBody(consultation, body), at),
      );
    },
  },
  "POST /api/v1/cases/{caseRef}/closure/decision": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      const { decision, ...words } = readBody(closureDecision, body);
      const ended = decision === "close" ? "closed" : "kept";
      return changedCase(await endClosure(ports, staff, caseRefOf(request), { ended, ...words }, at));
    },
  },
  "POST /api/v1/cases/{caseRef}/closure/withdrawal": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      const { words } = readBody(closureWithdrawal, body);
      return changedCase(
        await endClosure(ports, staff, caseRefOf(request), { ended: "withdrawn", words }, at),
      );
    },
  },
} satisfies StaffHandlers;
