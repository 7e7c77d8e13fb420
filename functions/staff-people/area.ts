import { peopleOperations } from "#shared/contracts/areas/people.ts";
import { staffArea } from "../runtime/staff.ts";
import { handoverRoutes } from "./handover.ts";
import { meetingRoutes } from "./meetings.ts";
import { rosterRoutes } from "./roster.ts";

/** Who works here, and the meeting at which they share out the work. */
export const area = staffArea(peopleOperations, { ...handoverRoutes, ...meetingRoutes, ...rosterRoutes });
