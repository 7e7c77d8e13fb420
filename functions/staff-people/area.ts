import { peopleOperations } from "#shared/contracts/areas/people.ts";
import { staffArea } from "../runtime/staff.ts";
import { handoverRoutes } from "./handover.ts";
import { rosterRoutes } from "./roster.ts";

/** Who works here, and who holds what. */
export const area = staffArea(peopleOperations, { ...handoverRoutes, ...rosterRoutes });
