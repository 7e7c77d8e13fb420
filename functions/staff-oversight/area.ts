import { oversightOperations } from "#shared/contracts/areas/oversight.ts";
import { staffArea } from "../runtime/staff.ts";
import { auditRoutes } from "./audit.ts";
import { exportRoutes } from "./export.ts";
import { restrictionRoutes } from "./restriction.ts";
import { retentionRoutes } from "./retention.ts";

/** What somebody must look at beside the cases: who may see what, and who did. */
export const area = staffArea(oversightOperations, {
  ...auditRoutes,
  ...exportRoutes,
  ...restrictionRoutes,
  ...retentionRoutes,
});
