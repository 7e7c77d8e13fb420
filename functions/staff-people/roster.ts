import { parameters, post } from "#shared/contracts/api.ts";
import { recordPost, rosterOf } from "#shared/usecases/roster.ts";
import { problemOf } from "../runtime/refusals.ts";
import { read, readBody, type StaffHandlers } from "../runtime/staff.ts";

export const rosterRoutes = {
  "GET /api/v1/roster": {
    answer: async ({ ports, staff }) => ({
      status: 200,
      body: { staff: await rosterOf(ports, staff.council) },
    }),
  },
  "PUT /api/v1/roster/{staffId}": {
    answer: async ({ ports, staff, path, body, at }) => {
      const member = {
        staffId: read(parameters.staffId, path.staffId, "the staff id in the address"),
        ...readBody(post, body),
      };
      const changed = await recordPost(ports, staff, member, at);
      if (changed.refused) throw problemOf(changed.refused);
      return { status: 200, body: changed.state };
    },
  },
} satisfies StaffHandlers;
