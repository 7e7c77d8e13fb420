import { staffHandler } from "../runtime/staff.ts";
import { caseRoutes } from "./cases.ts";
import { closureRoutes } from "./closure.ts";
import { meetingRoutes } from "./meetings.ts";
import { rosterRoutes } from "./roster.ts";

export const handler = staffHandler({ ...caseRoutes, ...closureRoutes, ...meetingRoutes, ...rosterRoutes });
