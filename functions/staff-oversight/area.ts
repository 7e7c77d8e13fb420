import { oversightOperations } from "#shared/contracts/areas/oversight.ts";
import { staffArea } from "../runtime/staff.ts";
import { quarantineRoutes } from "./quarantine.ts";

/** What somebody must look at beside the cases: what could not be read. */
export const area = staffArea(oversightOperations, quarantineRoutes);
