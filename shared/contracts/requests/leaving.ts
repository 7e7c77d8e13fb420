import * as z from "zod";
import {
  closureReasons,
  engagementPrompts,
  offerChannels,
  offerPlaces,
  outcomeAreas,
} from "#shared/domain/policy.ts";
import { calendarDayText, coded, staffId, words } from "../api.ts";

/** Why the pathway is begun or ended. */
export const pathwayWords = z.strictObject({ words });

/** An offer of support: who made it (whoever writes it down, if nobody is named), when, how, where, and its answer. */
export const supportOffer = z.strictObject({
  madeBy: staffId.optional(),
  day: calendarDayText,
  channel: z.enum(offerChannels),
  place: z.enum(offerPlaces),
  answer: z.enum(["accepted", "declined", "no-answer"]),
  unsafeReason: coded.optional().meta({ description: "Why a channel was used that is not safe." }),
  words,
});
export type SupportOfferMade = z.infer<typeof supportOffer>;

/** What was done about a question of the pathway, or why it is not needed. */
export const promptAnswer = z.strictObject({
  prompt: z.enum(engagementPrompts),
  answer: z.enum(["done", "asked-for", "not-needed"]),
  words,
});
export type PromptAnswer = z.infer<typeof promptAnswer>;

export const wayOut = z.strictObject({
  reason: z.enum(closureReasons),
  standing: z.enum(["not-yet", "partly", "reached"]),
  words,
});
export type WayOutNoted = z.infer<typeof wayOut>;

/** Outcomes by area: whether there was a need, and if so whether it was met. */
export const outcomes = z.strictObject({
  answers: z.partialRecord(
    z.enum(outcomeAreas),
    z.discriminatedUnion("identified", [
      z.strictObject({ identified: z.literal(false) }),
      z.strictObject({ identified: z.literal(true), achieved: z.enum(["yes", "partly", "no"]) }),
    ]),
  ),
});
export type OutcomesRecorded = z.infer<typeof outcomes>;
