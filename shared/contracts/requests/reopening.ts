import * as z from "zod";
import { knownUrgencies } from "#shared/domain/screening.ts";
import { words } from "../api.ts";

/** Why a closed case is taken up again, and how urgent it is now. */
export const reopening = z.strictObject({ urgency: z.enum(knownUrgencies), words });
export type Reopening = z.infer<typeof reopening>;
