import * as z from "zod";
import { coded, staffId } from "./api.ts";
import { day, instant } from "./times.ts";

const count = z.int().nonnegative();
export const whats = [
  "contact",
  "risk",
  "warning",
  "conversation",
  "reading",
  "referral-on",
  "concern",
  "capacity",
] as const;

/** What was written down about a case, newest first, as it was kept. */
export const workRecords = z.strictObject({
  records: z.array(
    z.strictObject({ seq: count, what: z.enum(whats), by: staffId, at: instant, kept: z.unknown() }),
  ),
  next: count.nullable().meta({ description: "Where the next page begins; null on the last." }),
});

const written = { by: staffId, at: instant };
const last = z.record(
  coded,
  z.strictObject({
    ...written,
    on: day,
    edition: z.string().optional(),
    declined: z.boolean().optional(),
    reference: z.string().optional(),
  }),
);

/** What whoever visits must know first. */
export const warningsStanding = z.array(z.strictObject({ kind: coded, reviewOn: day, ...written }));

/** Where the work of a case stands, in coded values. */
export const workStanding = z.strictObject({
  notSeenSince: day.meta({ description: "By the contact log and the reviews; else since the referral." }),
  contacts: z
    .strictObject({
      attempts: count,
      sightings: count,
      talks: count,
      lastAttempted: day.nullable(),
      lastSeen: day.nullable(),
      lastSpokenTo: day.nullable(),
    })
    .nullable(),
  risk: z
    .strictObject({ levels: z.record(coded, coded), joint: z.array(coded), reviewOn: day, ...written })
    .nullable(),
  conversations: last,
  readings: last,
  capacity: last,
});
