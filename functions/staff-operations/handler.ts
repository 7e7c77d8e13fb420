import { staffHandler } from "../runtime/staff.ts";
import { area } from "./area.ts";

export const handler = staffHandler(area);
