import * as z from "zod";
import { handoverReasons, overrideReasons, streamServes } from "#shared/domain/people-policy.ts";

const id = z.string().regex(/^[a-z][a-z-]*[a-z]$/, "lower-case words joined by hyphens");
const capacity = { places: z.int().nonnegative().max(100), weeklyHours: z.number().nonnegative().max(60) };

/** The people of a service's policy; a post names a funding stream that is there. */
export const peopleSchema = z
  .strictObject({
    fundingStreams: z.array(z.strictObject({ id, title: z.string().min(1), serves: z.enum(streamServes) })),
    posts: z.array(z.strictObject({ id, title: z.string().min(1), ...capacity, fundingStream: id })),
    otherPost: z.strictObject(capacity),
    caseHours: z.number().positive().max(40),
    offDayReroutes: z.enum(["urgent", "everything", "nothing"]),
    allocation: z.strictObject({
      mostDaysAway: z.int().nonnegative(),
      lookAheadDays: z.int().nonnegative(),
      fewestDaysLeft: z.int().nonnegative(),
      mostSuggested: z.int().nonnegative(),
    }),
    overrideReasons: z.array(z.enum(overrideReasons)).min(1),
    handover: z.strictObject({
      reasons: z.array(z.enum(handoverReasons)).min(1),
    }),
    leaverReminderDays: z.int().nonnegative(),
    actsAsManager: z.array(z.enum(["supervisor", "service-manager", "director"])),
  })
  .refine(
    ({ posts, fundingStreams }) =>
      posts.every(({ fundingStream }) => fundingStreams.some((stream) => stream.id === fundingStream)),
    { message: "a funding stream of this policy", path: ["posts"] },
  );
