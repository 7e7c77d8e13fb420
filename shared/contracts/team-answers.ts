import * as z from "zod";
import { staffId } from "./api.ts";
import { day } from "./times.ts";

/** Who has room, who is away, and who could take a case: how a team looks to those who share out its work. */

const count = z.int().nonnegative();

export const room = z.strictObject({
  places: count,
  weeklyHours: z.number(),
  cases: count,
  hours: z.number(),
  placesLeft: z.int().meta({ description: "Negative where more cases are held than there are places." }),
  hoursLeft: z.number(),
});
export const totals = room.extend({ people: count });

const conflictNames = ["conflict-of-interest", "conflict-possible"] as const;
const objection = z.enum([
  "same-person-elsewhere",
  "not-eligible",
  "caseload-full",
  "hours-full",
  "worker-away",
  ...conflictNames,
  "away-now",
  "away-soon",
  "leaving-soon",
]);

/** Workers for a case of the agenda. */
export const suggested = z.strictObject({
  best: z
    .array(
      z.strictObject({
        staffId,
        post: z.string().nullable(),
        fundingStream: z.string().nullable(),
        room,
        fits: z.boolean().meta({ description: "Could be allocated with no reason given." }),
        reasonsFor: z.array(
          z.discriminatedUnion("name", [
            z.strictObject({ name: z.literal("room"), places: count, hours: z.number() }),
            z.strictObject({ name: z.literal("holds-now"), caseRef: z.string() }),
            z.strictObject({ name: z.literal("held-before"), caseRef: z.string() }),
            z.strictObject({ name: z.literal("funded-for-this"), fundingStream: z.string() }),
          ]),
        ),
        reasonsAgainst: z.array(
          z.strictObject({
            name: objection,
            details: z.record(z.string(), z.union([z.string(), z.number()])),
            passes: z
              .enum(["nobody", "service-manager", "manager", "anybody"])
              .meta({ description: "Who may allocate all the same, with a reason." }),
          }),
        ),
      }),
    )
    .meta({ description: "The most fitting first. Nobody with a conflict, or perhaps one, is among them." }),
  others: z.array(z.strictObject({ objection: objection.nullable(), people: count })).meta({
    description: "How many more workers, by what speaks most against them; null where nothing does.",
  }),
  conflicts: z
    .array(z.strictObject({ staffId, name: z.enum(conflictNames) }))
    .meta({ description: "Who has a conflict with the case, or perhaps has; its ground is not told." }),
});

/** The team on the day of a meeting, or today where that has passed. */
export const meetingTeam = z.strictObject({
  day,
  byPost: z.record(z.string(), totals),
  byFundingStream: z.record(z.string(), totals),
  away: z
    .array(
      z.strictObject({
        post: z.string().nullable().meta({ description: "The kind of post; nothing says why it is away." }),
        from: day,
        until: day.nullable().meta({ description: "The last day away; null while nobody knows it." }),
        cover: z.array(staffId).meta({ description: "Who is reached instead." }),
      }),
    )
    .meta({ description: "From today, until the service's look-ahead after the meeting." }),
});
