import * as z from "zod";
import { callOutcomes } from "#shared/domain/referral-call.ts";
import { words } from "../api.ts";
import { instantText } from "../times.ts";

/** How the call to a referrer ended, in words, and when that was: what came later is still to be told. */
export const referrerCallEnded = z.strictObject({
  outcome: z.enum(callOutcomes),
  spokenAt: instantText.meta({ description: "When they spoke, or last tried to; never later than now." }),
  words,
});
export type ReferrerCallEnded = z.infer<typeof referrerCallEnded>;
