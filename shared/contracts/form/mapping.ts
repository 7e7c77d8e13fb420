import * as z from "zod";

/**
 * How the flat answers of a form product become a canonical referral: data, so that another form is another mapping
 * and no code (A7). A reader says how one answer is written; what it cannot read is kept and shown, never guessed.
 */

/** A label as it is compared: without case, and with single spaces. */
export const comparable = (label: string): string => label.trim().replace(/\s+/g, " ").toLowerCase();

/** Labels as the form shows them, and the value that each stands for. See `comparable`. */
const labels = z.record(z.string().min(1), z.string().min(1)).refine(
  (table) => {
    const compared = Object.keys(table).map(comparable);
    return compared.length > 0 && new Set(compared).size === compared.length;
  },
  { error: "labels that are there, and that differ by more than case and spaces" },
);

const reader = z.discriminatedUnion("kind", [
  /** The words as they were typed. */
  z.strictObject({ kind: z.literal("text") }),
  z.strictObject({ kind: z.literal("upper-case text") }),
  /** The words as the only member of a list. */
  z.strictObject({ kind: z.literal("one text of a list") }),
  z.strictObject({ kind: z.literal("yes-no-not-known") }),
  z.strictObject({ kind: z.literal("date dd/mm/yyyy") }),
  /** A day and a time on London's clocks, as `18/11/2026 14:07`. */
  z.strictObject({ kind: z.literal("date-time dd/mm/yyyy hh:mm") }),
  z.strictObject({ kind: z.literal("value table"), values: labels }),
  /** Several answers in one text, each from a closed list. */
  z
    .strictObject({
      kind: z.literal("several answers"),
      separator: z.string().min(1).max(3),
      values: labels,
    })
    .refine(({ separator, values }) => Object.keys(values).every((label) => !label.includes(separator)), {
      error: "a label that holds the separator could never be read",
    }),
  /** `Environmental health - joint inspection; GP - none`: agencies with what they offer. */
  z.strictObject({
    kind: z.literal("agencies"),
    separator: z.string().min(1).max(3),
    between: z.string().min(1).max(5),
    none: z.string().min(1),
  }),
]);
export type Reader = z.infer<typeof reader>;

/** A place in the canonical body, such as `home.tenure`. */
const place = z.string().regex(/^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)?$/, "a place such as home.tenure");

const field = z.strictObject({
  /** The form's own name of the answer. */
  from: z.string().min(1).max(100),
  to: place,
  reader,
  /** Without it the referral cannot be kept. */
  required: z.boolean().default(false),
  /** The way in depends on it: when it is there and cannot be read, somebody must look before anything goes on. */
  decides: z.boolean().default(false),
});

const isDistinct = (texts: readonly string[]): boolean => new Set(texts).size === texts.length;

const formMapping = z
  .strictObject({
    /** What the form never says, because it is always the same. */
    fixed: z.array(z.strictObject({ to: place, value: z.string().min(1) })),
    fields: z.array(field).min(1),
  })
  .refine(({ fields }) => isDistinct(fields.map(({ from }) => from)), "a form's field is mapped twice")
  .refine(
    ({ fixed, fields }) => isDistinct([...fixed, ...fields].map(({ to }) => to)),
    "two fields lead to the same place",
  );
export type FormMapping = z.infer<typeof formMapping>;
export type MappedField = FormMapping["fields"][number];

/** Reads a mapping as data. Throws zod's error, which names each value that does not fit. */
export function readMapping(data: unknown): FormMapping {
  return formMapping.parse(data);
}
