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
import { calendarDayText, staffId, words } from "./api.ts";
import { instantText } from "./times.ts";

/** What the API takes about who may see a case, who did, and how long it is kept. */

export const personRef = z
  .string()
  .regex(/^P-[0-9A-HJKMNP-TV-Z]{10}$/, "the reference of a person such as P-7M2QX4KD9T");
export const accessReason = z.enum(accessReasons);

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

/** The tables were put back to an instant (F39). */
export const restoring = z.strictObject({ from: z.iso.datetime() });
/** Every sender was asked for what they sent in the hours that are missing. */
export const sendersAsked = z.strictObject({});

/** A day of London, which stands for its last instant, or an instant. */
export const moment = z.union([calendarDayText.transform(lastInstantOf), z.iso.datetime()], {
  error: "a day such as 2026-12-01, or an instant such as 2026-12-01T09:00:00Z",
});

/** Everything about one person, part by part; each part is asked for with the instant that the first one names. */
export const exportRequest = z.strictObject({
  reason: accessReason,
  part: z.int().positive().max(999).default(1),
  asAt: instantText.optional(),
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
