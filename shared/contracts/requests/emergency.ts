import * as z from "zod";
import { channels, needAreas, relationships } from "#shared/domain/needs.ts";
import { knownTenures } from "#shared/domain/screening.ts";
import { words } from "../api.ts";

const short = z.string().trim().min(1).max(200);
const known = z.enum(["yes", "no", "not-known"]);

/** An emergency taken by telephone: who called, what it is about, and how the person may be reached (CST-08). */
export const emergencyCall = z.strictObject({
  service: short,
  caller: z.strictObject({
    name: short,
    agency: short.optional(),
    role: short.optional(),
    phone: short.optional(),
    email: z
      .email()
      .max(254)
      .regex(/^.{1,64}@/)
      .optional(),
    relationship: z.enum(relationships),
  }),
  needAreas: z.array(z.enum(needAreas)).min(1).max(needAreas.length),
  safeContact: z.strictObject({
    ...(Object.fromEntries(channels.map((channel) => [channel, known])) as Record<
      (typeof channels)[number],
      typeof known
    >),
    note: words.optional(),
  }),
  person: z
    .strictObject({ given: short.optional(), family: short.optional(), dateOfBirth: z.iso.date().optional() })
    .optional(),
  home: z.strictObject({ address: short.optional(), tenure: z.enum(knownTenures).optional() }).optional(),
  words,
});
export type EmergencyCall = z.infer<typeof emergencyCall>;

export const formAttached = z.strictObject({
  referralRef: z.string().regex(/^R-[0-9A-HJKMNP-TV-Z]{10}$/, "a reference such as R-7M2QX4KD9T"),
});
