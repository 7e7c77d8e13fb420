import * as z from "zod";
import { calendarDay } from "#shared/domain/calendar-day.ts";
import { roles } from "#shared/domain/decision.ts";
import { adviceReasons, closureReasons, discardReasons } from "#shared/domain/policy.ts";

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

const allocate = z.strictObject({
  decision: z.literal("allocate"),
  worker: staffId,
  supervisor: staffId.optional(),
});
const advise = z.strictObject({ decision: z.literal("advise"), reason: z.enum(adviceReasons) });
const redirect = z.strictObject({ decision: z.literal("redirect"), reason: z.enum(adviceReasons) });
const defer = z.strictObject({ decision: z.literal("defer") });
const meeting = z.strictObject({ decision: z.literal("meeting") });

export const allocationChoice = z.discriminatedUnion("decision", [
  allocate,
  advise,
  redirect,
  defer,
  meeting,
]);

/** A decision of the meeting is the same choice, and names its case. */
export const meetingDecision = z.discriminatedUnion("decision", [
  allocate.extend({ caseRef }),
  advise.extend({ caseRef }),
  redirect.extend({ caseRef }),
  defer.extend({ caseRef }),
  meeting.extend({ caseRef }),
]);

/** Coded words for agencies, such as `environmental-health`. */
const agency = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "lower-case words joined by hyphens");

/** A request to close a case: why, what shows it, and which agencies are involved now (CST-19). */
export const closureRequest = z.strictObject({
  reason: z.enum(closureReasons),
  evidence: words,
  agencies: z.array(agency).max(30).default([]),
});
export const consultation = z.discriminatedUnion("answer", [
  z.strictObject({ with: agency, answer: z.enum(["agrees", "objects"]), words }),
  z.strictObject({ with: agency, answer: z.literal("silent"), words: words.optional() }),
]);
export const closureDecision = z.strictObject({ decision: z.enum(["close", "keep-open"]), words });
export const closureWithdrawal = z.strictObject({ words });

/** A mended body; it is checked against the canonical referral by the use case, which names what does not fit. */
export const mending = z.strictObject({ body: z.record(z.string(), z.unknown()) });
export const discarding = z.strictObject({ reason: z.enum(discardReasons), words });

export const post = z
  .strictObject({
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
  })
  .refine(({ startsOn, leavesOn }) => leavesOn === null || startsOn <= leavesOn, {
    message: "a last day that is not before the first",
    path: ["leavesOn"],
  });

export const confirmation = z.strictObject({});

/** The number of a promise in its case. */
export const commitmentNumber = z
  .string()
  .regex(/^[1-9]\d{0,5}$/, "the number of a promise")
  .transform(Number);

export const parameters = {
  caseRef,
  quarantineRef: z.string().regex(/^Q-[0-9A-HJKMNP-TV-Z]{10}$/, "a reference such as Q-7M2QX4KD9T"),
  staffId,
  date: calendarDayText,
  cycle: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, "the number of a review")
    .transform(Number),
};
