import * as z from "zod";
import { lastInstantOf } from "#shared/domain/calendar-day.ts";
import {
  accessReasons,
  correctionReasons,
  holdReasons,
  liftingReasons,
  movingReasons,
  restrictionReasons,
  retentionReasons,
} from "#shared/domain/keeping-policy.ts";
import { caseStanding, historyEntry } from "./answers.ts";
import { calendarDayText, caseRef, staffId, words } from "./api.ts";

/** What the API takes and answers about who may see a case, who did, and how long it is kept. */

export const personRef = z
  .string()
  .regex(/^P-[0-9A-HJKMNP-TV-Z]{10}$/, "the reference of a person such as P-7M2QX4KD9T");
const accessReason = z.enum(accessReasons);

/** Why somebody reads: kept in the access log, and needed where the case is restricted. */
export const whyRead = z.strictObject({
  reason: accessReason.optional().meta({
    description: "Why it is read: kept in its access log, and needed where the case is restricted.",
  }),
});

/** Who besides those it belongs to may see a restricted case, and why it is one. */
export const restriction = z.strictObject({
  reason: z.enum(restrictionReasons),
  words,
  named: z.array(staffId).max(30).default([]),
});
export const lifting = z.strictObject({ reason: z.enum(liftingReasons), words });
/** A manager who is not on the list looks all the same, and says why. */
export const override = z.strictObject({ reason: accessReason, words });

/** A line of the history is wrong, and what is right. */
export const correction = z.strictObject({
  of: z.int().positive(),
  reason: z.enum(correctionReasons),
  words,
});
/** The open review on another day. */
export const reviewDate = z.strictObject({ day: calendarDayText, reason: z.enum(movingReasons), words });
/** What is tried again: the execution of a track, or effects that were given up on. */
export const retrying = z.discriminatedUnion("what", [
  z.strictObject({
    what: z.literal("episode"),
    track: z
      .string()
      .regex(/^(main|closure|commitment-[1-9]\d{0,5})$/, "main, closure, or commitment- and its number")
      .default("main"),
  }),
  z.strictObject({ what: z.literal("effects") }),
]);

/** A day of London, which stands for its last instant, or an instant. */
export const moment = z.union([calendarDayText.transform(lastInstantOf), z.iso.datetime({ offset: true })], {
  error: "a day such as 2026-12-01, or an instant such as 2026-12-01T09:00:00Z",
});

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

/** What runs for a case, and what is still to be done for it. */
export const operation = z.strictObject({
  caseRef,
  phase: z.string(),
  tracks: z.array(
    z.strictObject({
      track: z.string(),
      step: z.string(),
      due: z.iso.datetime(),
      execution: z.string(),
      begun: z.iso.datetime(),
      waitingSince: z.iso.datetime().nullable(),
      nextRung: z.iso.datetime().nullable(),
      minutesSilent: z
        .int()
        .meta({ description: "For how long a rung has passed that nothing climbed; past 60 it is stuck." }),
    }),
  ),
  owed: z.array(
    z.strictObject({
      of: z.string(),
      kind: z.string(),
      since: z.iso.datetime(),
      tries: z.int(),
      parked: z.boolean(),
    }),
  ),
});
export const retried = z.strictObject({ caseRef, what: z.enum(["episode", "effects"]) });

/** Everything about one person, part by part; each part is asked for with the instant that the first one names. */
export const exportRequest = z.strictObject({
  reason: accessReason,
  part: z.int().positive().max(999).default(1),
  asAt: z.iso.datetime().optional(),
});
export const personExport = z.strictObject({
  personRef,
  asAt: z.iso.datetime(),
  part: z.int(),
  parts: z.int(),
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
    z.strictObject({ caseRef, service: z.string(), endedOn: z.iso.date(), keptUntil: z.iso.date() }),
  ),
});
export const retentionDecision = z.discriminatedUnion("decision", [
  z.strictObject({ decision: z.literal("approve"), reason: z.enum(retentionReasons), words }),
  z.strictObject({
    decision: z.literal("extend"),
    until: calendarDayText,
    reason: z.enum(retentionReasons),
    words,
  }),
]);
export const legalHold = z.strictObject({
  hold: z.enum(["set", "lift"]),
  reason: z.enum(holdReasons),
  words,
});
export const keptRecord = z.strictObject({
  reference: z.string(),
  onHold: z.boolean(),
  extendedUntil: z.iso.date().nullable(),
  approved: z
    .boolean()
    .meta({ description: "That it may be erased, by the records officer's own procedure." }),
});

/** Who read a case, oldest first. */
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
