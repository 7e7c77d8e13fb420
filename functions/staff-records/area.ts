import { recordOperations } from "#shared/contracts/areas/records.ts";
import { staffArea } from "../runtime/staff.ts";
import { amendmentRoutes } from "./amendments.ts";
import { commitmentRoutes } from "./commitments.ts";
import { leavingRoutes } from "./leaving.ts";
import { personCheckRoutes } from "./person-check.ts";

/** What the team writes down about a case: what was promised and what became of it, and whose it is. */
export const area = staffArea(recordOperations, {
  ...amendmentRoutes,
  ...commitmentRoutes,
  ...leavingRoutes,
  ...personCheckRoutes,
});
