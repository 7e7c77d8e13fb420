import * as z from "zod";

/** Whether an answer says nothing at all: null, absent, empty, or a way of writing "not known". */
export const saysNothing = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  (typeof value === "string" && /^(|unknown|not known|not-known)$/i.test(value.trim()));

/** Null, empty, absent and "unknown" all mean that nobody said: not known, and never *no* (X-01). */
export function told<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (saysNothing(value) ? undefined : value), schema.optional());
}

/** A yes, a no, or not known. */
export const known = told(z.enum(["yes", "no"])).transform((answer) => answer ?? ("not-known" as const));

/** One of a closed list, or not known. A value outside the list is a fault, and never read as not known. */
export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return told(z.enum(values)).transform((answer) => answer ?? ("not-known" as const));
}

/** Text as somebody typed it, trimmed at the ends. Long enough for any form, short enough to store. */
export const text = told(z.string().trim().max(20_000));

/** One address that mail can go to, or not known; a mail's local part has at most 64 characters (RFC 5321). */
export const email = told(
  z
    .string()
    .trim()
    .max(254)
    .pipe(z.email().regex(/^.{1,64}@/)),
);

/** A section of the form. One that is not known has nothing in it, and so nothing in it is known. */
export const section = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.preprocess((value) => (value === undefined || saysNothing(value) ? {} : value), z.strictObject(shape));

/** A calendar day, or not known. */
export const day = told(z.iso.date());
