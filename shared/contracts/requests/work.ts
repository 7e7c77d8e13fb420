import * as z from "zod";
import { calendarDayText, coded, words } from "../api.ts";
import { instantText } from "../times.ts";

/** What the team writes down about a case. The coded words are the service's policy's; a test of each is the domain's. */

/** A number of another system; never a name. */
export const reference = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9/._-]{0,39}$/, "a reference without spaces");

/** A contact with the person, or the attempt at one. */
export const contact = z.strictObject({
  channel: coded,
  place: coded,
  when: instantText.meta({
    description: "When it was: never later than now, or before the day on which the referral came.",
  }),
  minutes: z.int().nonnegative().max(1440),
  outcome: coded,
  seen: z
    .boolean()
    .meta({ description: "In person. Where neither this nor the next is true, it is an attempt." }),
  spokenTo: z.boolean().meta({ description: "By voice: nobody is spoken to by a letter." }),
  unsafeReason: coded.optional().meta({ description: "Why a channel was used that is not safe." }),
  words,
});

/** The risks as they now are, all of them; who agreed, and when somebody looks again. */
export const risk = z.strictObject({
  levels: z.record(coded, coded).refine((levels) => Object.keys(levels).length > 0, "at least one area"),
  joint: z.array(coded).max(20).default([]).meta({ description: "Agencies that agreed to it, by id." }),
  reviewOn: calendarDayText,
  words,
});

/** A warning for whoever visits; without a day to look again it is lifted. */
export const warning = z.strictObject({ kind: coded, reviewOn: calendarDayText.optional(), words });

/** A conversation by a form of the service's; without answers, the person did not want to have it. */
export const conversation = z.strictObject({
  tool: coded,
  edition: coded,
  on: calendarDayText,
  answers: z.record(coded, words).optional(),
  words: words.optional(),
});

/** A reading of a licensed tool: its numbers, which stand beside the case. */
export const reading = z.strictObject({
  tool: coded,
  edition: coded,
  on: calendarDayText,
  scores: z.array(z.int()).max(50),
  words: words.optional(),
});

/** The person is referred on; what becomes of it is chased. */
export const referralOn = z.strictObject({ destination: coded, on: calendarDayText, words });

/** A safeguarding concern that was raised where the duty for it lies; its outcome is chased. */
export const concern = z.strictObject({ reference, on: calendarDayText, words });

/** A mental capacity assessment about one decision, by the reference it has where it is kept. */
export const capacityAssessment = z.strictObject({
  decision: coded,
  reference,
  on: calendarDayText,
  words: words.optional(),
});
