import { openApi } from "#shared/contracts/openapi.ts";
import type { StaffApi } from "../runtime/staff.ts";
import { caseRoutes } from "./cases.ts";
import { closureRoutes } from "./closure.ts";
import { meetingRoutes } from "./meetings.ts";
import { quarantineRoutes } from "./quarantine.ts";
import { rosterRoutes } from "./roster.ts";

// Made when somebody first asks, and once a process: it is the same for everybody.
let description: ReturnType<typeof openApi> | undefined;
const describeApi = () => {
  description ??= openApi();
  return { status: 200, body: description };
};

/** Every route that this function answers. */
export const staffApi: StaffApi = {
  staff: { ...caseRoutes, ...closureRoutes, ...meetingRoutes, ...quarantineRoutes, ...rosterRoutes },
  open: { "GET /api/v1/openapi.json": describeApi },
};
