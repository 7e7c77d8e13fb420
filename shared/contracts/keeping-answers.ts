import * as z from "zod";
import { caseStanding, historyEntry } from "./answers.ts";
import { caseRef } from "./api.ts";
import { accessReason, personRef } from "./keeping.ts";

/** What the API answers about who may see a case, who did, and how long it is kept; apart, as no function needs it. */

const historyLine = historyEntry.extend({
  correctedBy: z.array(z.int()).meta({ description: "The numbers of the lines that correct this one." }),
});
/** Everything that happened to a case, with who, when and why. */
export const caseHistory = z.strictObject({ caseRef, history: z.array(historyLine) });

/** What was known of a case at an instant. */
export const caseAsAt = z.strictObject({
  caseRef,
  asAt: z.iso.datetime(),
  known: caseStanding.nullable().meta({ description: "The case as it stood; null before it was opened." }),
  contents: z
    .array(z.strictObject({ name: z.string(), seq: z.int(), at: z.iso.datetime(), by: z.string() }))
    .meta({ description: "The texts that were kept by then, by the line that named each first." }),
  history: z.array(historyLine),
});

/** Everything about one person, part by part. */
export const personExport = z.strictObject({
  personRef,
  asAt: z.iso.datetime(),
  part: z.int(),
  parts: z.int(),
  covers: z
    .array(caseRef)
    .meta({ description: "The cases in it, those found to be the same person's included." }),
  perhaps: z.array(caseRef).meta({
    description: "Cases of perhaps the same person: not in it until somebody has decided about them.",
  }),
  withheld: z
    .int()
    .meta({ description: "How many more cases there are of either kind that you may not see." }),
  items: z.array(
    z.strictObject({
      what: z.enum(["as-sent", "as-read", "record", "event", "words", "mail", "reading"]),
      of: z.string(),
      at: z.iso.datetime().nullable(),
      by: z.string().nullable(),
      name: z.string(),
      data: z.unknown(),
      check: z
        .array(z.string())
        .meta({ description: "Places that may be about somebody else; an empty text is the whole." }),
    }),
  ),
  toCheck: z.int().meta({ description: "How many items of this part somebody must check before release." }),
  readable: z.string().meta({ description: "The same in plain English." }),
});

/** What has reached its date, and waits for a decision. */
export const retentionList = z.strictObject({
  due: z.array(
    z.strictObject({
      caseRef,
      service: z.string(),
      endedOn: z.iso.date(),
      keptUntil: z.iso.date(),
      links: z
        .array(
          z.strictObject({
            caseRef,
            link: z.enum(["same-person", "perhaps"]),
            open: z.boolean(),
            onHold: z.boolean().meta({ description: "The case, or everything about its person." }),
          }),
        )
        .meta({ description: "Other cases of the person, as somebody found, or perhaps of theirs." }),
      withheld: z.int().meta({ description: "How many more of them there are that you may not see." }),
    }),
  ),
});
export const keptRecord = z.strictObject({
  reference: z.string(),
  onHold: z.boolean(),
  extendedUntil: z.iso.date().nullable(),
  approved: z
    .boolean()
    .meta({ description: "That it may be erased, by the records officer's own procedure." }),
});

/** Who read a case, or changed it and so was shown where it stood (`change`), oldest first. */
export const accessLog = z.strictObject({
  caseRef,
  reads: z.array(
    z.strictObject({
      at: z.iso.datetime(),
      by: z.string(),
      what: z.string(),
      why: accessReason.nullable(),
    }),
  ),
});
