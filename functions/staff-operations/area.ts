import { operatorOperations } from "#shared/contracts/areas/operations.ts";
import { staffArea } from "../runtime/staff.ts";
import { operationRoutes } from "./operations.ts";

/** What whoever looks after the machines asks and does. */
export const area = staffArea(operatorOperations, operationRoutes);
