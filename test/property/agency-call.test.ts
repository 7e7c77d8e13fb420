import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type AgencyCallCommand,
  type AgencyCalls,
  agencyCallOwner,
  decideAgencyCall,
  evolveAgencyCall,
} from "#shared/domain/agency-call.ts";
import { type Instant, plusMinutes } from "#shared/domain/calendar-day.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { actor } from "#test/support/staff.ts";

const begins: Instant = "2026-11-11T10:00:00.000Z";
const minutes = fc.integer({ min: 0, max: 60 * 24 * 4 });
const agency = fc.constantFrom("police", "probation", "agency-2", "agency-3");

/** What happens, and how long after what came before: a mail may be an older one that came back. */
const happening = fc.record({
  after: minutes,
  ago: minutes,
  what: fc.oneof(
    fc.record({ type: fc.constant("owe-agency-call" as const), agency }),
    fc.record({
      type: fc.constant("climb-agency-call" as const),
      desk: fc.constantFrom("duty" as const, "manager" as const),
    }),
    fc.record({
      type: fc.constant("end-agency-call" as const),
      agency,
      as: fc.constantFrom("told" as const, "cannot-be-told" as const),
      isAhead: fc.boolean(),
    }),
  ),
});
type Happening = typeof happening extends fc.Arbitrary<infer One> ? One : never;

function commandOf({ what, ago }: Happening, at: Instant): AgencyCallCommand {
  switch (what.type) {
    case "owe-agency-call": {
      const letter = { instead: `closed/${what.agency}`, cameAt: plusMinutes(at, -ago) };
      return { ...what, ...letter, desk: "duty", worker: "anneke", supervisor: "idris" };
    }
    case "climb-agency-call":
      return what;
    case "end-agency-call": {
      const { isAhead, ...said } = what;
      const spokenAt = plusMinutes(at, isAhead ? ago + 1 : -ago);
      return { ...said, by: actor("anneke"), spokenAt, content: "call-1" };
    }
  }
}

test("CST-19, I5: each agency is owed once, by the day that the first was, until somebody says how it ended", () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40 }), (lives) => {
      let at = begins;
      let held: AgencyCalls = {};
      const untold = new Map<string, Instant>();
      const asked = new Set<string>();
      let due: Instant | undefined;
      for (const life of lives) {
        at = plusMinutes(at, life.after);
        const command = commandOf(life, at);
        const decision = decideAgencyCall(held, command, { at, policy });
        if (command.type === "end-agency-call") {
          const since = untold.get(command.agency);
          const refused =
            (since === undefined && "no-call-owed") ||
            (command.spokenAt > at && "not-yet") ||
            (since !== undefined && command.spokenAt < since && "no-call-owed-then") ||
            undefined;
          expect("refused" in decision ? decision.refused.name : undefined).toBe(refused);
          if (!refused) untold.delete(command.agency);
        }
        if (command.type === "owe-agency-call" && !asked.has(command.agency)) {
          asked.add(command.agency);
          untold.set(command.agency, command.cameAt);
        }
        held = ("refused" in decision ? [] : decision.events).reduce(evolveAgencyCall, held);
        const { agencyCall: call } = held;
        expect(new Map(call?.toTell.map(({ agency: who, cameAt }) => [who, cameAt]))).toEqual(untold);
        if (!call) {
          due = undefined;
          continue;
        }
        // What joins an open call, and what is told of it, never moves its day.
        due ??= call.due;
        expect(call.due).toBe(due);
        expect(agencyCallOwner(call)).toBe("anneke");
        // It is chased, whenever it began.
        expect(call.rungs.length).toBeGreaterThan(call.reached);
        if (command.type === "climb-agency-call") {
          expect(call.rungs.slice(call.reached).every((rung) => rung.at > at)).toBe(true);
          expect(call.desk).toBe(command.desk);
        }
      }
    }),
    { numRuns: 300 },
  );
});
