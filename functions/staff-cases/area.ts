import { caseOperations } from "#shared/contracts/areas/cases.ts";
import { staffArea } from "../runtime/staff.ts";
import { caseRoutes } from "./cases.ts";
import { closureRoutes } from "./closure.ts";
import { reviewRoutes } from "./reviews.ts";
import { routeRoutes } from "./routes.ts";

/** Cases, their reviews and their end. */
export const area = staffArea(caseOperations, {
  ...routeRoutes,
  ...caseRoutes,
  ...closureRoutes,
  ...reviewRoutes,
});
