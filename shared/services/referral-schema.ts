import * as z from "zod";
import { relationships } from "#shared/domain/needs.ts";
import { adviceReasons } from "#shared/domain/policy.ts";
import { amendmentReasons } from "#shared/domain/referral-policy.ts";

const agency = z.string().min(1).optional();
const count = z.int().positive();

/** How a service takes a referral in, as data. */
export const referralSchema = z.strictObject({
  accessPoints: z.strictObject({ "no-home": agency, "acute-mental-health": agency }),
  acknowledgeWithinMinutes: count,
  tellOutcomeTo: z.array(z.enum([...relationships, "not-known"])),
  advice: z.partialRecord(
    z.enum(adviceReasons),
    z.strictObject({ letter: z.enum(adviceReasons), lookAgainAfterWorkingDays: count.optional() }),
  ),
  mostOffers: count.max(30),
  amendmentReasons: z.array(z.enum(amendmentReasons)),
  reEntry: z.strictObject({ withinDays: count, cycle: count }),
});
