import * as z from "zod";

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "lower-case words joined by hyphens");
const listed = z.strictObject({ id, title: z.string().min(1) });
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
});
