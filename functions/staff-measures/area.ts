import { measureOperations } from "#shared/contracts/areas/measures.ts";
import { staffArea } from "../runtime/staff.ts";
import { measureRoutes } from "./measures.ts";

/** What the figures say. */
export const area = staffArea(measureOperations, measureRoutes);
