import * as z from "zod";
import { caseRef } from "./api.ts";
import { missingHours } from "./missing-hours.ts";

/** What the API answers whoever looks after the machines: ids, instants and codes, and nothing of a person. */

/** The execution that should back a track, and whether it does. */
const backing = {
  execution: z.string(),
  state: z.enum(["running", "ended", "unknown"]).meta({
    description: "As the platform tells it. One that was started a moment ago may still be unknown.",
  }),
  healthy: z.boolean().meta({ description: "Whether the reconciler would leave it alone." }),
  reason: z
    .enum([
      "execution-ended",
      "execution-unknown",
      "wait-not-registered",
      "rung-passed-in-silence",
      "restored",
    ])
    .nullable()
    .meta({ description: "Why the reconciler would begin it anew; null where it is healthy." }),
};
const track = z.strictObject({ track: z.string(), step: z.string(), due: z.iso.datetime(), ...backing });
const effect = z.strictObject({
  kind: z.string(),
  since: z.iso.datetime(),
  tries: z.int(),
  parked: z.boolean(),
});

/** What runs for a case, and what is still to be done for it. */
export const operation = z.strictObject({
  caseRef,
  phase: z.string(),
  tracks: z.array(
    track.extend({
      begun: z.iso.datetime(),
      waitingSince: z.iso.datetime().nullable(),
      nextRung: z.iso.datetime().nullable(),
      minutesSilent: z
        .int()
        .meta({ description: "For how long a rung has passed that nothing climbed; past 60 it is stuck." }),
    }),
  ),
  owed: z.array(effect.extend({ of: z.string() })),
});
export const retried = z.strictObject({ caseRef, what: z.enum(["episode", "effects"]) });

/** What a restore leaves to be asked for. */
export const restoreStanding = z.strictObject({ missingHours });

/** What is stuck in the council, as far as the indexes tell. */
export const stuckList = z.strictObject({
  asAt: z.iso.datetime(),
  missingHours,
  cases: z.array(
    z.strictObject({
      caseRef,
      phase: z.string(),
      tracks: z.array(
        track.extend({
          minutesOverdue: z.int(),
          ladderClimbed: z.boolean().meta({
            description: "It is overdue, and everybody whom its ladder can tell was told: a person must act.",
          }),
        }),
      ),
    }),
  ),
  owed: z
    .array(
      z.strictObject({ of: z.string(), id: z.string(), historyLines: z.int(), effects: z.array(effect) }),
    )
    .meta({
      description:
        "What was given up on (parked), and what has been owed for more than half an hour: six sweeps.",
    }),
  quarantined: z.array(
    z.strictObject({
      reference: z.string(),
      due: z.iso.datetime(),
      status: z.string(),
      minutesOverdue: z.int(),
    }),
  ),
  notLookedAt: z
    .strictObject({ cases: z.int(), owed: z.int() })
    .meta({ description: "How many more there are to look at, where there are too many for one answer." }),
});
