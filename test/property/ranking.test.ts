import fc from "fast-check";
import { expect, test } from "vitest";
import { type Instant, plusMinutes } from "#shared/domain/calendar-day.ts";
import { rank, type WaitingCase } from "#shared/domain/ranking.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { screeningFacts } from "#test/support/arbitraries.ts";

const day = "2026-12-15" as const;
const from: Instant = "2026-09-01T09:00:00.000Z";
const minutes = fc.nat(100 * 24 * 60);
const waiting = fc
  .uniqueArray(
    fc.record({
      n: fc.nat(500),
      minutes,
      screening: screeningFacts,
      deferrals: fc.nat(5),
      earlier: fc.nat(2),
    }),
    { minLength: 2, maxLength: 12, selector: ({ n }) => n },
  )
  .map((all) =>
    all.map(
      ({ n, minutes, ...rest }): WaitingCase => ({
        caseRef: `C-${String(n).padStart(10, "0")}`,
        receivedAt: plusMinutes(from, minutes),
        ...rest,
      }),
    ),
  );

const order = (cases: readonly WaitingCase[]) => rank(cases, policy, day).map(({ caseRef }) => caseRef);

test("CST-06: the queue is total and stable: each case once, in the same order however the list comes in", () => {
  fc.assert(
    fc.property(waiting, fc.infiniteStream(fc.double({ noNaN: true })), (cases, keys) => {
      const shuffled = cases
        .map((each) => ({ each, key: Number(keys.next().value) }))
        .sort((one, other) => one.key - other.key)
        .map(({ each }) => each);
      expect(order(shuffled)).toEqual(order(cases));
      expect(order(cases).toSorted()).toEqual(cases.map(({ caseRef }) => caseRef).toSorted());
    }),
    { numRuns: 100 },
  );
});

test("CST-06: age never lowers a rank: had a case come earlier, it would stand no further down", () => {
  fc.assert(
    fc.property(waiting, fc.nat(60 * 24 * 60), (cases, earlierBy) => {
      const [first, ...others] = cases;
      if (!first) return;
      const older = { ...first, receivedAt: plusMinutes(first.receivedAt, -earlierBy) };
      const now = order(cases).indexOf(first.caseRef);
      expect(order([older, ...others]).indexOf(first.caseRef)).toBeLessThanOrEqual(now);
    }),
    { numRuns: 100 },
  );
});

test("CST-06: a score is the sum of the reasons that are shown for it", () => {
  fc.assert(
    fc.property(waiting, (cases) => {
      for (const { score, reasons } of rank(cases, policy, day)) {
        expect(score).toBe(reasons.reduce((sum, { points }) => sum + points, 0));
        expect(reasons.every(({ points }) => points > 0)).toBe(true);
      }
    }),
    { numRuns: 50 },
  );
});
