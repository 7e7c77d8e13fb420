import * as z from "zod";
import { hoursAWeek, override, words } from "../api.ts";

/** Hours a week that a case takes from now on, and why; the worker's own limit is passed as at an allocation (CST-09). */
export const caseHours = z.strictObject({ hours: hoursAWeek, words, override: override.optional() });
export type CaseHours = z.infer<typeof caseHours>;
