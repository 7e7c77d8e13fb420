import { meetingDecision, parameters } from "#shared/contracts/api.ts";
import { decideAllocation } from "#shared/usecases/decide-allocation.ts";
import { readNextMeeting } from "#shared/usecases/read-cases.ts";
import { Problem } from "../runtime/problem.ts";
import { read, readBody, type StaffHandlers } from "../runtime/staff.ts";
import { changedCase } from "../runtime/standing.ts";

export const meetingRoutes = {
  "GET /api/v1/meetings/next": {
    answer: async ({ ports, staff, at }) => {
      const policy = ports.policies.find(({ council }) => council === staff.council);
      if (!policy) throw new Problem("no-service");
      return { status: 200, body: await readNextMeeting(ports, staff, policy, at) };
    },
  },
  "POST /api/v1/meetings/{date}/decisions": {
    answer: async ({ ports, staff, path, body, at }) => {
      const meeting = read(parameters.date, path.date, "the date in the address");
      const { caseRef, ...choice } = readBody(meetingDecision, body);
      return changedCase(await decideAllocation(ports, staff, caseRef, choice, meeting, at));
    },
  },
} satisfies StaffHandlers;
