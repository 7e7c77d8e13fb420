import * as z from "zod";

const count = z.int().positive();

/** How a service takes a referral in, as data. */
export const referralSchema = z.strictObject({
  mostOffers: count.max(30),
  reEntry: z.strictObject({ withinDays: count, cycle: count }),
});
