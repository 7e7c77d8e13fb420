import * as z from "zod";
import { isMonth, type Month } from "#shared/domain/measures/month.ts";
import { instant } from "./times.ts";

/** What is asked of the measures, and how they are answered (CST-11). */

const monthWords = "a month such as 2026-11";
const month = z
  .string(monthWords)
  .refine((text): text is Month => isMonth(text), monthWords)
  .meta({ format: undefined, description: "A month of the calendar in London, such as 2026-11." });

/** The query of both routes. That the period is in order, and not too long for the policy, is seen beside it. */
export const measuresQuery = z.strictObject({
  from: month.meta({ description: "The first month, such as 2026-11." }),
  to: month.meta({ description: "The last month, such as 2027-03; it may be this one, which is not over." }),
  service: z
    .string()
    .max(100)
    .optional()
    .meta({ description: "Which service, where your council has several here; else the first." }),
  audience: z.enum(["inside", "outside"]).default("inside").meta({
    description:
      "`outside` for figures that leave the council: what is made of few is left out, and counts are rounded.",
  }),
});

const target = z.strictObject({ atLeast: z.number().optional(), atMost: z.number().optional() });
const figure = z.strictObject({
  id: z.string(),
  value: z
    .number()
    .nullable()
    .meta({ description: "Null where there is nothing to make it of, or it is left out." }),
  of: z.int().nonnegative().nullable().meta({ description: "How many it is made of." }),
  target: target.nullable(),
  met: z.boolean().nullable(),
  withheld: z.boolean().meta({ description: "Left out or rounded, for an audience outside." }),
});

export const measuresReport = z.strictObject({
  service: z.string(),
  from: z.string(),
  to: z.string(),
  asOf: instant,
  definitions: z.array(
    z.strictObject({ id: z.string(), title: z.string(), definition: z.string(), unit: z.string() }),
  ),
  months: z.array(
    z.strictObject({
      month: z.string(),
      isOver: z.boolean().meta({ description: "False while its figures may still grow." }),
      streams: z.array(z.strictObject({ fundingStream: z.string(), figures: z.array(figure) })),
    }),
  ),
});

export const measuresCsv = z.string().meta({
  description:
    "RFC 4180 in UTF-8 with its mark, which Excel needs; one line a figure, its definition at the end. A cell that would begin like a formula begins with an apostrophe.",
});

export const openCasesCsv = z.string().meta({
  description:
    "RFC 4180 in UTF-8 with its mark; one line an open case, in ids only, by who acts and then by when. Nothing in it is run by a spreadsheet.",
});
