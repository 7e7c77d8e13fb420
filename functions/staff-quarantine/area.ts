import { quarantineOperations } from "#shared/contracts/areas/quarantine.ts";
import { staffArea } from "../runtime/staff.ts";
import { quarantineRoutes } from "./quarantine.ts";

/** What could not be read, and waits for somebody. */
export const area = staffArea(quarantineOperations, quarantineRoutes);
