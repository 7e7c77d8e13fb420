import * as z from "zod";
import { instant } from "./times.ts";

/** What was done in these hours may be missing, after a restore (F39). */
export const missingHours = z.array(z.strictObject({ from: instant, to: instant })).meta({
  description:
    "Hours of which what was done may be missing, because records were put back; empty once every sender was asked for what they sent in them.",
});
