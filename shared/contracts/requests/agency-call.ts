import type * as z from "zod";
import { coded } from "../api.ts";
import { referrerCallEnded } from "./referrer-call.ts";

/** How it ended with one agency that is told by telephone or by letter that the support has ended (CST-19). */
export const agencyCallEnded = referrerCallEnded.extend({ agency: coded });
export type AgencyCallEnded = z.infer<typeof agencyCallEnded>;
