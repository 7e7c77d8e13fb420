import { commitmentNumber } from "#shared/contracts/api.ts";
import {
  commitmentMade,
  commitmentMoved,
  commitmentOutcome,
} from "#shared/contracts/requests/commitments.ts";
import { makeCommitment, moveCommitment, sayOutcome } from "#shared/usecases/commitments.ts";
import { read, readBody, type StaffHandlers, type StaffRequest } from "../runtime/staff.ts";
import { caseRefOf, changedCase } from "../runtime/standing.ts";

const numberIn = ({ path }: StaffRequest) =>
  read(commitmentNumber, path.commitment, "the number of the promise in the address");

/** Promises about a person: made with a day, moved with a reason, and ended by saying what became of them (CST-20). */
export const commitmentRoutes = {
  "POST /api/v1/cases/{caseRef}/commitments": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      return changedCase(
        await makeCommitment(ports, staff, caseRefOf(request), readBody(commitmentMade, body), at),
      );
    },
  },
  "POST /api/v1/cases/{caseRef}/commitments/{commitment}/outcome": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      const said = readBody(commitmentOutcome, body);
      return changedCase(await sayOutcome(ports, staff, caseRefOf(request), numberIn(request), said, at));
    },
  },
  "POST /api/v1/cases/{caseRef}/commitments/{commitment}/due": {
    answer: async (request) => {
      const { ports, staff, body, at } = request;
      const moved = readBody(commitmentMoved, body);
      return changedCase(
        await moveCommitment(ports, staff, caseRefOf(request), numberIn(request), moved, at),
      );
    },
  },
} satisfies StaffHandlers;
