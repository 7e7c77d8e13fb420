import { planOperations } from "#shared/contracts/areas/plan.ts";
import { workOperations } from "#shared/contracts/areas/work.ts";
import { staffArea } from "../runtime/staff.ts";
import { planRoutes } from "./plan.ts";
import { workRoutes } from "./work.ts";

/** The plan of support, and the work that goes by it. */
export const area = staffArea({ ...planOperations, ...workOperations }, { ...planRoutes, ...workRoutes });
