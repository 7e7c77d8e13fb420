import * as z from "zod";
import { adviceReasons } from "#shared/domain/advice-reasons.ts";
import { relationships } from "#shared/domain/needs.ts";
import { amendmentReasons } from "#shared/domain/referral-policy.ts";
import { isSignpost } from "#shared/domain/screening.ts";

const agency = z.string().min(1).optional();
const count = z.int().positive();

/** How a service takes a referral in, as data. */
export const referralSchema = z.strictObject({
  accessPoints: z.strictObject({ "no-home": agency, "acute-mental-health": agency }),
  acknowledgeWithinMinutes: count,
  tellOutcomeTo: z.array(z.enum([...relationships, "not-known"])),
  advice: z.partialRecord(
    z.enum(adviceReasons),
    z
      .strictObject({ letter: z.enum(adviceReasons), lookAgainAfterWorkingDays: count.optional() })
      // Such a letter says that somebody makes sure of it now, and so somebody is asked to.
      .refine(({ letter, lookAgainAfterWorkingDays }) => !(isSignpost(letter) && lookAgainAfterWorkingDays), {
        message: "nothing that another service has comes back to a meeting",
        path: ["lookAgainAfterWorkingDays"],
      }),
  ),
  holdingLetterAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a London wall time such as 09:00"),
  mostOffers: count.max(30),
  amendmentReasons: z.array(z.enum(amendmentReasons)),
  reEntry: z.strictObject({ withinDays: count, cycle: count }),
});
