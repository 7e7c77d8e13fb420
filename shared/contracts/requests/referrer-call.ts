import * as z from "zod";
import { callOutcomes } from "#shared/domain/referral-call.ts";
import { words } from "../api.ts";

/** How the call to a referrer ended, in words. */
export const referrerCallEnded = z.strictObject({ outcome: z.enum(callOutcomes), words });
export type ReferrerCallEnded = z.infer<typeof referrerCallEnded>;
