import fc from "fast-check";
import { expect, test } from "vitest";
import { type Instant, plusMinutes } from "#shared/domain/calendar-day.ts";
import {
  type CallCommand,
  type CallEvent,
  type Calls,
  decideCall,
  evolveCall,
  latestOutcomeAt,
} from "#shared/domain/referral-call.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { actor } from "#test/support/staff.ts";

const begins: Instant = "2026-11-11T10:00:00.000Z";
const minutes = fc.integer({ min: 0, max: 60 * 24 * 4 });

/** What happens, and how long after what came before: an outcome may be an older letter's that came back. */
const happening = fc.record({
  after: minutes,
  ago: minutes,
  what: fc.oneof(
    fc.record({ type: fc.constant("owe-call" as const), letter: fc.nat(6), considered: fc.boolean() }),
    fc.record({ type: fc.constant("climb-call" as const) }),
    fc.record({
      type: fc.constant("end-call" as const),
      as: fc.constantFrom("told", "cannot-be-told"),
      isAhead: fc.boolean(),
    }),
  ),
});
type Happening = typeof happening extends fc.Arbitrary<infer One> ? One : never;

function commandOf({ what, ago }: Happening, at: Instant): CallCommand {
  switch (what.type) {
    case "owe-call": {
      const how = what.considered ? { considered: true as const } : {};
      const outcome = { instead: `letter-${what.letter}`, cameAt: plusMinutes(at, -ago), ...how };
      return { type: "owe-call", owner: "duty", ...outcome };
    }
    case "climb-call":
      return { type: "climb-call", owner: "duty" };
    case "end-call": {
      const spokenAt = plusMinutes(at, what.isAhead ? ago + 1 : -ago);
      return { type: "end-call", by: actor("duty-desk"), as: what.as, spokenAt, content: "call-1" };
    }
  }
}

test("CST-07, I5, X-05: whatever came after somebody spoke to the referrer is owed, and nothing that came before", () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 30 }), (lives) => {
      let at = begins;
      let held: Calls = {};
      const untold = new Map<string, { readonly cameAt: Instant; readonly considered: boolean }>();
      const asked = new Set<string>();
      // Until when they know everything.
      let toldUntil: Instant | undefined;
      for (const life of lives) {
        at = plusMinutes(at, life.after);
        const command = commandOf(life, at);
        const cameAts = [...untold.values()].map(({ cameAt }) => cameAt).sort();
        const decision = decideCall(held, command, { at, policy });
        if (command.type === "end-call") {
          const [since] = cameAts;
          const { spokenAt } = command;
          const refused =
            (since === undefined && "no-call-owed") ||
            (spokenAt > at && "not-yet") ||
            (since !== undefined && spokenAt < since && "no-call-owed-then") ||
            undefined;
          expect("refused" in decision ? decision.refused.name : undefined).toBe(refused);
          if (!refused) for (const [key, { cameAt }] of untold) if (cameAt <= spokenAt) untold.delete(key);
          if (!refused && command.as === "told") toldUntil = [toldUntil ?? spokenAt, spokenAt].sort().at(-1);
        }
        if (command.type === "owe-call" && !asked.has(command.instead)) {
          asked.add(command.instead);
          const { cameAt } = command;
          if (toldUntil === undefined || cameAt > toldUntil)
            untold.set(command.instead, { cameAt, considered: command.considered === true });
        }
        const events: readonly CallEvent[] = "refused" in decision ? [] : decision.events;
        held = events.reduce(evolveCall, held);
        const { call, callsFor = [] } = held;
        expect(call?.toTell?.map(({ instead }) => instead).sort() ?? []).toEqual([...untold.keys()].sort());
        expect(new Set(callsFor)).toEqual(asked);
        expect(callsFor).toHaveLength(asked.size);
        if (!call) continue;
        expect(call.considered === true).toBe([...untold.values()].some(({ considered }) => considered));
        expect(latestOutcomeAt(call)).toBe(
          [...untold.values()]
            .map(({ cameAt }) => cameAt)
            .sort()
            .at(-1),
        );
        // It is chased, whenever it began.
        expect(call.rungs.length).toBeGreaterThan(call.reached);
      }
    }),
    { numRuns: 300 },
  );
});
