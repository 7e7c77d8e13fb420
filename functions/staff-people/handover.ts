import { caseHours } from "#shared/contracts/requests/case-hours.ts";
import { handoverAnswer, handoverGiven, handoverWithdrawal } from "#shared/contracts/requests/handover.ts";
import { answerHandover, changeHours, giveCase, withdrawHandover } from "#shared/usecases/hand-over.ts";
import { readBody, type StaffHandlers, type StaffRequest } from "../runtime/staff.ts";
import { caseRefOf, changedCase } from "../runtime/standing.ts";

async function give(request: StaffRequest, how: "offer-handover" | "move-case") {
  const { ports, staff, body, at } = request;
  const given = readBody(handoverGiven, body);
  return changedCase(await giveCase(ports, staff, caseRefOf(request), how, given, at));
}

/** A case goes to somebody else, offered and accepted, or moved at once where its holder has left; or takes other hours (CST-09). */
export const handoverRoutes = {
  "POST /api/v1/cases/{caseRef}/handover": { answer: (request) => give(request, "offer-handover") },
  "POST /api/v1/cases/{caseRef}/handover/move": { answer: (request) => give(request, "move-case") },
  "POST /api/v1/cases/{caseRef}/handover/answer": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      const said = readBody(handoverAnswer, body);
      return changedCase(await answerHandover(ports, staff, caseRefOf(request), said, at));
    },
  },
  "POST /api/v1/cases/{caseRef}/handover/withdrawal": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      const { words } = readBody(handoverWithdrawal, body);
      return changedCase(await withdrawHandover(ports, staff, caseRefOf(request), words, at));
    },
  },
  "POST /api/v1/cases/{caseRef}/hours": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      const said = readBody(caseHours, body);
      return changedCase(await changeHours(ports, staff, caseRefOf(request), said, at));
    },
  },
} satisfies StaffHandlers;
