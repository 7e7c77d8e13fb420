import * as z from "zod";
import { adviceReasons } from "#shared/domain/advice-reasons.ts";
import { calendarDay } from "#shared/domain/calendar-day.ts";
import { roles } from "#shared/domain/decision.ts";
import { absenceKinds, conflictKinds, overrideReasons } from "#shared/domain/people-policy.ts";
import { closureReasons, deferralReasons, discardReasons } from "#shared/domain/policy.ts";

/** What the staff API takes. Strict everywhere: a field that is not named here is refused, not ignored (F49). */

export const staffId = z.string().regex(/^[a-z][a-z0-9-]{1,60}$/, "lower-case letters, digits and hyphens");
export const calendarDayText = z
  .string()
  .meta({ format: "date" })
  .transform((text, context) => {
    try {
      return calendarDay(text);
    } catch {
      context.addIssue({ code: "custom", message: "a day such as 2026-12-01" });
      return z.NEVER;
    }
  });
export const caseRef = z
  .string()
  .regex(/^C-[0-9A-HJKMNP-TV-Z]{10}$/, "a case reference such as C-7M2QX4KD9T");
export const words = z.string().trim().min(1).max(10_000);

/** Why a limit is passed: coded, and in words (CST-09, CST-10). */
export const override = z.strictObject({ reason: z.enum(overrideReasons), words });
export const hoursAWeek = z.number().positive().max(40).multipleOf(0.25);

const allocate = z.strictObject({
  decision: z.literal("allocate"),
  worker: staffId,
  supervisor: staffId.optional(),
  hours: hoursAWeek.optional().meta({ description: "Hours a week; the policy's, where none are named." }),
  override: override.optional(),
});
const advise = z.strictObject({ decision: z.literal("advise"), reason: z.enum(adviceReasons) });
const redirect = z.strictObject({ decision: z.literal("redirect"), reason: z.enum(adviceReasons) });
const defer = z.strictObject({
  decision: z.literal("defer"),
  until: calendarDayText.meta({ description: "The day of the later meeting." }),
  reason: z.enum(deferralReasons),
});
const meeting = z.strictObject({ decision: z.literal("meeting") });

export const allocationChoice = z.discriminatedUnion("decision", [
  allocate,
  advise,
  redirect,
  defer,
  meeting,
]);

export type AllocationRequest = z.infer<typeof allocationChoice>;

/** A decision of the meeting is the same choice, and names its case. */
export const meetingDecision = z.discriminatedUnion("decision", [
  allocate.extend({ caseRef }),
  advise.extend({ caseRef }),
  redirect.extend({ caseRef }),
  defer.extend({ caseRef }),
  meeting.extend({ caseRef }),
]);

/** Who sits at a meeting. Nobody is both there and excused. */
export const attendance = z
  .strictObject({
    chair: staffId,
    present: z.array(staffId).min(1).max(100),
    apologies: z.array(staffId).max(100).default([]),
  })
  .refine(({ chair, present, apologies }) => ![chair, ...present].some((id) => apologies.includes(id)), {
    message: "nobody who is present or in the chair",
    path: ["apologies"],
  });
export const takingIn = z.strictObject({ caseRef });
/** The place counts from 1, at the top. */
export const moving = z.strictObject({ caseRef, place: z.int().positive(), reason: words });
export const minutesCorrection = z.strictObject({ words });

/** A coded word, such as `environmental-health`. */
export const coded = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "lower-case words joined by hyphens");
const agency = coded;

/** A request to close a case: why, what shows it, and which agencies are involved now (CST-19). */
export const closureRequest = z.strictObject({
  reason: z.enum(closureReasons),
  evidence: z
    .string()
    .trim()
    .min(20, "a sentence at least, of 20 characters or more, about what shows it: a manager decides by it")
    .max(10_000),
  agencies: z.array(agency).max(30).default([]),
});
export const consultation = z.discriminatedUnion("answer", [
  z.strictObject({ with: agency, answer: z.enum(["agrees", "objects"]), words }),
  z.strictObject({ with: agency, answer: z.literal("silent"), words: words.optional() }),
]);
/** That somebody asked an agency about a closure: on which day, and in words whom and how (CST-19). */
export const agencyAsked = z.strictObject({ with: agency, on: calendarDayText, words });
export const closureDecision = z.strictObject({
  decision: z.enum(["close", "keep-open"]),
  words,
  despiteObjections: words.optional().meta({
    description: "Why it closes all the same, where the team or an agency objects; asked for then.",
  }),
});
export const closureWithdrawal = z.strictObject({ words });

/** A mended body; it is checked against the canonical referral by the use case, which names what does not fit. */
export const mending = z.strictObject({ body: z.record(z.string(), z.unknown()) });
export const discarding = z.strictObject({ reason: z.enum(discardReasons), words });

/** Coded words such as `social-worker`. */
const code = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, "lower-case words joined by hyphens");
const weekday = z.union([
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
  z.literal(5),
  z.literal(6),
  z.literal(7),
]);

/** A post, as answers show it. */
export const post = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .regex(/^[^\p{Cc}]*$/u, "a name in one line"),
  email: z.email().max(254),
  roles: z.array(z.enum(roles)).min(1),
  services: z.array(z.string().min(1).max(100)).min(1),
  deputy: staffId.nullable(),
  startsOn: calendarDayText,
  leavesOn: calendarDayText.nullable(),
  post: code.optional().meta({ description: "The kind of post, as the service's policy names it." }),
  teams: z.array(code).max(20).optional(),
  fundingStream: code.optional().meta({ description: "Where it is not that of the kind of post." }),
  workingDays: z
    .array(weekday)
    .min(1)
    .max(7)
    .optional()
    .meta({ description: "Weekdays worked, Monday is 1; every one, where none are named." }),
  weeklyHours: z.number().nonnegative().max(60).multipleOf(0.25).optional(),
  places: z.int().nonnegative().max(100).optional(),
});

/** The same as somebody records it, with why where they say so: it is kept with the history alone. */
export const postRecorded = z
  .strictObject({ ...post.shape, why: words.optional() })
  .refine(({ startsOn, leavesOn }) => leavesOn === null || startsOn <= leavesOn, {
    message: "a last day that is not before the first",
    path: ["leavesOn"],
  });

/** Why a conflict does not stand, for whoever audits it. */
export const conflictWithdrawal = z.strictObject({ why: words });

/** When somebody is away, and who stands in. Its kind is coded: nothing more is said or kept about why. */
export const absence = z
  .strictObject({
    kind: z.enum(absenceKinds),
    from: calendarDayText,
    until: calendarDayText.nullable().meta({ description: "The last day away; null while nobody knows." }),
    cover: staffId.nullable().meta({ description: "Who stands in; the deputy, where nobody is named." }),
  })
  .refine(({ from, until }) => until === null || from <= until, {
    message: "a last day that is not before the first",
    path: ["until"],
  });

/** What stands between a member of staff and a case or a person. */
export const conflict = z.union([
  z.strictObject({ kind: z.enum(conflictKinds), caseRef }),
  z.strictObject({
    kind: z.enum(conflictKinds),
    personRef: z.string().regex(/^P-[0-9A-HJKMNP-TV-Z]{10}$/, "a reference such as P-7M2QX4KD9T"),
  }),
]);

export const confirmation = z.strictObject({});

/** The number of a promise in its case. */
export const commitmentNumber = z
  .string()
  .regex(/^[1-9]\d{0,5}$/, "the number of a promise")
  .transform(Number);

export const parameters = {
  caseRef,
  referralRef: z.string().regex(/^R-[0-9A-HJKMNP-TV-Z]{10}$/, "a reference such as R-7M2QX4KD9T"),
  quarantineRef: z.string().regex(/^Q-[0-9A-HJKMNP-TV-Z]{10}$/, "a reference such as Q-7M2QX4KD9T"),
  staffId,
  absenceId: z.string().regex(/^A-[1-9]\d{0,4}$/, "an absence such as A-1"),
  conflictId: z.string().regex(/^K-[1-9]\d{0,4}$/, "a conflict such as K-1"),
  date: calendarDayText,
  cycle: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, "the number of a review")
    .transform(Number),
};
