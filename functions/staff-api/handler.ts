import { staffHandler } from "../runtime/staff.ts";
import { caseRoutes } from "./cases.ts";
import { meetingRoutes } from "./meetings.ts";
import { rosterRoutes } from "./roster.ts";

export const handler = staffHandler({ ...caseRoutes, ...meetingRoutes, ...rosterRoutes });
