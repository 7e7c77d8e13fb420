import * as z from "zod";
import { adviceReasons } from "#shared/domain/advice-reasons.ts";
import { divisions } from "#shared/domain/calendar-day.ts";
import {
  closureReasons,
  commitmentKinds,
  deferralReasons,
  discardAnswers,
  discardReasons,
  engagementPrompts,
  outcomeAreas,
  type Policy,
} from "#shared/domain/policy.ts";
import { tenures, urgencies } from "#shared/domain/screening.ts";
import { keepingSchema } from "./keeping-schema.ts";
import { measuresSchema } from "./measures-schema.ts";
import { peopleSchema } from "./people-schema.ts";
import { referralSchema } from "./referral-schema.ts";
import { workSchema } from "./work-schema.ts";

const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a London wall time such as 09:00");
const offset = z.union([
  z.strictObject({ workingDays: z.int(), at: wallTime }),
  z.strictObject({ minutes: z.int() }),
]);
const forward = z.union([
  z.strictObject({ workingDays: z.int().positive(), at: wallTime }),
  z.strictObject({ minutes: z.int().positive() }),
]);
const recipient = z.enum([
  "worker",
  "supervisor",
  "outstanding",
  "owner",
  "deputy",
  "manager",
  "service-manager",
  "duty",
  "out-of-hours",
  "director",
]);
const says = z.enum(["reminder", "due", "overdue", "escalation"]);
const to = z.array(recipient).min(1);
const ladder = z.strictObject({
  steps: z.array(z.strictObject({ after: offset, to, says })),
  repeat: z.strictObject({ every: forward, times: z.int().positive().max(50), to }),
});
/** A ladder of something that has no worker yet: it names desks and posts only. */
const desks = z.array(z.enum(["duty", "manager", "service-manager", "out-of-hours", "director"])).min(1);
const deskLadder = z.strictObject({
  steps: z.array(z.strictObject({ after: offset, to: desks, says })),
  repeat: z.strictObject({ every: forward, times: z.int().positive().max(50), to: desks }),
});
const points = z.int().nonnegative().max(1000);
const isSorted = (steps: readonly { readonly withinDays: number; readonly points: number }[]): boolean =>
  steps.every((step, index) => {
    const nearer = steps[index - 1];
    return !nearer || (nearer.withinDays < step.withinDays && nearer.points >= step.points);
  });
const id = z.string().regex(/^[a-z][a-z-]*[a-z]$/, "lower-case words joined by hyphens");
const weekday = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);

const policySchema = z.strictObject({
  council: id,
  service: id,
  title: z.string().min(1),
  division: z.enum(divisions),
  meeting: z.strictObject({
    weekday,
    startsAt: wallTime,
    endsAt: wallTime,
    cutOff: z.strictObject({ workingDays: z.int().min(-5).max(0), at: wallTime }),
    ladder,
    deferral: z.strictObject({
      // A meeting that moves off a holiday may be eight days after the last one.
      withinDays: z.int().min(8),
      reasons: z.array(z.enum(deferralReasons)).min(1),
    }),
    ageing: z.strictObject({
      steps: z.array(z.strictObject({ after: forward, to: desks })).min(1),
      every: forward,
      to: desks,
    }),
    // Never negative: nothing that somebody waits for may put them further down.
    ranking: z.strictObject({
      acuteRiskNow: z.partialRecord(z.literal("not-known"), points),
      urgency: z.partialRecord(z.enum(urgencies), points),
      tenure: z.partialRecord(z.enum(tenures), points),
      homeAtRisk: z
        .strictObject({ yes: points, "not-known": points })
        .refine((counted) => counted.yes >= counted["not-known"], {
          message: "no fewer points for a home at risk than for one of which nobody said",
          path: ["yes"],
        }),
      notice: z
        .array(z.strictObject({ withinDays: z.int().nonnegative(), points }))
        .refine((steps) => isSorted(steps), {
          message: "the nearest first, and no further one with more points",
        }),
      reEntry: points,
      eachWorkingDay: points,
      eachMeeting: points,
      eachDeferral: points,
    }),
    closingLadder: deskLadder,
  }),
  screening: z.strictObject({ withinMinutes: z.int().positive() }),
  signpost: z.strictObject({
    acuteWithinMinutes: z.int().positive(),
    otherWithinWorkingDays: z.int().positive(),
    otherAt: wallTime,
    acuteLadder: ladder,
    otherLadder: ladder,
  }),
  emergency: z.strictObject({ withinMinutes: z.int().positive(), ladder }),
  review: z
    .strictObject({
      everyDays: z.int().positive(),
      at: wallTime,
      ladder,
      earliestDaysBefore: z.int().positive(),
      tellManagerAfterUnseen: z.int().positive(),
      changeWithinDays: z.int().positive(),
    })
    // Each window holds one planned day, so that no review is taken for the next one.
    .refine(({ everyDays, earliestDaysBefore }) => earliestDaysBefore < everyDays, {
      message: "fewer days than from one review to the next",
      path: ["earliestDaysBefore"],
    }),
  reminders: z.strictObject({
    grouped: z.array(z.enum(["review", "commitment", "consultation", "closure"])),
    notBefore: wallTime,
    waitMinutes: z.int().positive().max(15),
    aheadWorkingDays: z.int().nonnegative(),
  }),
  // An execution must end well before the platform's year is over (F20).
  stage: z.strictObject({ days: z.int().min(14).max(100) }),
  closure: z.strictObject({
    reasons: z
      .array(z.strictObject({ reason: z.enum(closureReasons), planned: z.boolean(), consult: z.boolean() }))
      .min(1),
    answerWithinWorkingDays: z.int().positive(),
    decideWithinWorkingDays: z.int().positive(),
    at: wallTime,
    consultationLadder: ladder,
    decisionLadder: ladder,
    agencies: z.array(
      z.strictObject({ id, names: z.array(z.string().min(1)).min(1), email: z.email().nullable() }),
    ),
    outcomes: z.array(z.enum(outcomeAreas)).min(1),
  }),
  nonEngagement: z.strictObject({
    atLeast: z.strictObject({
      offers: z.int().positive(),
      days: z.int().positive(),
      people: z.int().positive(),
      places: z.int().positive(),
      channels: z.int().positive(),
    }),
    prompts: z.array(z.enum(engagementPrompts)),
  }),
  quarantine: z.strictObject({
    withinWorkingDays: z.int().positive(),
    at: wallTime,
    ladder: deskLadder,
    discardReasons: z.array(z.enum(discardReasons)).min(1),
    discardAnswers: z.record(z.enum(discardReasons), z.enum(discardAnswers)),
  }),
  commitments: z.record(
    z.enum(commitmentKinds),
    z.strictObject({
      withinWorkingDays: z.int().positive(),
      at: wallTime,
      owner: z.enum([
        "worker",
        "supervisor",
        "duty",
        "manager",
        "service-manager",
        "out-of-hours",
        "director",
      ]),
      ladder,
    }),
  ),
  measures: measuresSchema,
  keeping: keepingSchema,
  people: peopleSchema,
  referral: referralSchema,
  work: workSchema,
  adviceReasons: z.array(z.enum(adviceReasons)).min(1),
});

/** Reads a service's policy as data. Throws zod's error, which names each value that does not fit (A7). */
export function readPolicy(data: unknown): Policy {
  return policySchema.parse(data);
}
