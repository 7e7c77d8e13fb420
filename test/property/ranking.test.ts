import fc from "fast-check";
import { expect, test } from "vitest";
import { type CalendarDay, type Instant, plusDays, plusMinutes } from "#shared/domain/calendar-day.ts";
import { rank, type WaitingCase } from "#shared/domain/ranking.ts";
import type { ScreeningFacts } from "#shared/domain/screening.ts";
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

/** Where the first of some cases stands, were its home as given, and all else as it is; and what it scores. */
function placedWith(cases: readonly WaitingCase[], home: Partial<ScreeningFacts>) {
  const [first, ...others] = cases;
  if (!first) throw new Error("Nobody waits");
  const { atRiskOfLoss: _, noticeExpires: _notice, ...screening } = first.screening;
  const twin = { ...first, screening: { ...screening, ...home } };
  const queue = rank([twin, ...others], policy, day);
  const place = queue.findIndex(({ caseRef }) => caseRef === first.caseRef);
  return { place, score: queue[place]?.score ?? 0, reasons: queue[place]?.reasons ?? [] };
}
const notice = fc.integer({ min: -400, max: 120 }).map((n): CalendarDay => plusDays(day, n));

test("CST-06, CST-10: a case whose home is at risk stands no further down than its twin's, and scores more", () => {
  fc.assert(
    fc.property(waiting, fc.option(notice, { nil: undefined }), (cases, expires) => {
      const known = expires ? { noticeExpires: expires } : {};
      const atRisk = placedWith(cases, { ...known, atRiskOfLoss: "yes" });
      for (const other of [{}, { atRiskOfLoss: "no" }, { atRiskOfLoss: "not-known" }] as const) {
        const twin = placedWith(cases, { ...known, ...other });
        expect(atRisk.place).toBeLessThanOrEqual(twin.place);
        expect(atRisk.score).toBeGreaterThan(twin.score);
      }
    }),
    { numRuns: 50 },
  );
});

test("CST-06: nobody said whether a home is at risk is not a no, also of a case from before it was kept", () => {
  fc.assert(
    fc.property(waiting, (cases) => {
      const unsaid = placedWith(cases, {});
      expect(unsaid).toEqual(placedWith(cases, { atRiskOfLoss: "not-known" }));
      expect(unsaid.score).toBeGreaterThan(placedWith(cases, { atRiskOfLoss: "no" }).score);
    }),
    { numRuns: 30 },
  );
});

test("CST-06: a case with a nearer notice stands no further down than its twin with a later one, or with none", () => {
  fc.assert(
    fc.property(waiting, notice, fc.nat(200), (cases, expires, later) => {
      const near = placedWith(cases, { noticeExpires: expires });
      const far = placedWith(cases, { noticeExpires: plusDays(expires, later) });
      const none = placedWith(cases, {});
      expect(near.place).toBeLessThanOrEqual(far.place);
      expect(far.place).toBeLessThanOrEqual(none.place);
      expect(near.score).toBeGreaterThanOrEqual(far.score);
    }),
    { numRuns: 100 },
  );
});

test.each([
  ["expired long ago", -400, 30],
  ["expired the day before", -1, 30],
  ["expires on the day", 0, 30],
  ["expires in a week", 7, 30],
  ["expires in eight days", 8, 20],
  ["expires in four weeks", 28, 20],
  ["expires in 56 days", 56, 10],
  ["expires in 57 days", 57, undefined],
] as const)("CST-06: a notice that %s counts as its reason says", (_what, days, points) => {
  const expires = plusDays(day, days);
  const [only] = rank(
    [
      {
        caseRef: "C-0000000001",
        receivedAt: from,
        screening: { acuteRiskNow: "no", urgency: "routine", tenure: "council", noticeExpires: expires },
        deferrals: 0,
        earlier: 0,
      },
    ],
    policy,
    day,
  );
  expect(only?.reasons.find(({ fact }) => fact === "notice")).toEqual(
    points === undefined ? undefined : { fact: "notice", value: expires, points },
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
