import * as z from "zod";
import { whyRead } from "./keeping.ts";
import { whats } from "./work-answers.ts";

/** Which records are asked for: one kind, or those before the last that was read. */
export const workAsked = whyRead.extend({
  what: z.enum(whats).optional(),
  before: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, "the number of a record")
    .transform(Number)
    .optional()
    .meta({ description: "Where the next page begins, as the last one said." }),
});
