import { oversightOperations } from "#shared/contracts/areas/oversight.ts";
import { staffArea } from "../runtime/staff.ts";
import { measureRoutes } from "./measures.ts";
import { quarantineRoutes } from "./quarantine.ts";

/** What somebody must look at beside the cases: what could not be read, and what the figures say. */
export const area = staffArea(oversightOperations, { ...quarantineRoutes, ...measureRoutes });
