import { meetingOperations } from "#shared/contracts/areas/meetings.ts";
import { staffArea } from "../runtime/staff.ts";
import { meetingRoutes } from "./meetings.ts";

/** The meeting at which the work is shared out. */
export const area = staffArea(meetingOperations, meetingRoutes);
