import * as z from "zod";
import { channels } from "#shared/domain/needs.ts";

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "lower-case words joined by hyphens");
const listed = z.strictObject({ id, title: z.string().min(1) });
const contactWord = listed.extend({ seen: z.boolean(), spokenTo: z.boolean() });
const once = <T extends { readonly id: string }>(list: readonly T[]) =>
  new Set(list.map(({ id }) => id)).size === list.length;
const lines = z.array(listed).min(1).refine(once, "each id once");

/** The plan and the work of a service's policy; an id stands for one thing. */
export const workSchema = z.strictObject({
  plan: z.strictObject({
    isOwed: z.boolean(),
    catalogue: z
      .array(listed.extend({ dates: z.array(listed) }))
      .min(1)
      .refine(once, "each id once"),
    earlyFocus: z.array(listed).refine(once, "each id once"),
    accommodation: lines,
  }),
  promisedWithinDays: z.int().positive().max(240),
  movedWithinDays: z.int().positive(),
  contact: z.strictObject({
    channels: z.array(contactWord.extend({ safe: z.enum(channels).nullable() })).min(1),
    places: z.array(contactWord).min(1).refine(once, "each id once"),
    outcomes: z.array(contactWord).min(1).refine(once, "each id once"),
    unsafeReasons: lines,
    notSeenDays: z.int().positive(),
    tellAgainAfterDays: z.int().positive(),
  }),
  risk: z.strictObject({
    areas: lines,
    levels: lines,
    warnings: lines,
    recordWithinWorkingDays: z.int().positive(),
    reviewWithinDays: z.int().positive(),
  }),
  conversations: z.array(
    z.strictObject({
      tool: id,
      edition: id,
      title: z.string().min(1),
      questions: z
        .array(
          listed.omit({ title: true }).extend({
            text: z.string().min(1),
            kind: z.enum(["text", "choice", "scale"]),
            choices: z.array(listed),
          }),
        )
        .min(1)
        .refine(once, "each id once"),
    }),
  ),
  readings: z.array(
    z.strictObject({
      tool: id,
      title: z.string().min(1),
      scores: z.int().positive(),
      lowest: z.int(),
      highest: z.int(),
    }),
  ),
  destinations: lines,
  concernResults: lines,
  capacityDecisions: lines,
});
