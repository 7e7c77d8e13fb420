import { staffHandler } from "../runtime/staff.ts";
import { staffApi } from "./api.ts";

export const handler = staffHandler(staffApi);
