import fc from "fast-check";
import { expect, test } from "vitest";
import { type Instant, plusMinutes } from "#shared/domain/calendar-day.ts";
import type { PastEvent } from "#shared/domain/measures/course.ts";
import { csv, reportCsv } from "#shared/domain/measures/csv.ts";
import { forOutside } from "#shared/domain/measures/outside.ts";
import { measures } from "#shared/domain/measures/registry.ts";
import { type MeasuresReport, measure } from "#shared/domain/measures/report.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { aCase, type CaseBuilder } from "#test/support/cases.ts";
import { actor, team } from "#test/support/staff.ts";

/** Reads RFC 4180 as its grammar has it; throws where a text is not in it. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const lines: string[][] = [];
  const token = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  let line: string[] = [];
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const found = token.exec(text);
    if (!found) throw new Error(`Not RFC 4180 at ${at}: ${JSON.stringify(text.slice(at, at + 20))}`);
    line.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? "");
    if (found[3] === "\r\n") {
      lines.push(line);
      line = [];
    }
  }
  return lines;
}

const nasty = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", '"=1', ',"', "\r\n", "a,b"),
);

test("F48, CST-11: a CSV reads back as it was written, and no cell begins like a formula", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(nasty, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 5 }),
      (lines) => {
        const text = csv(lines);
        expect(text.startsWith("\uFEFF")).toBe(true);
        const cells = parseCsv(text.slice(1));
        const isRun = (cell: string) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell);
        expect(cells.flat().filter(isRun)).toEqual([]);
        expect(cells).toEqual(lines.map((line) => line.map((cell) => (isRun(cell) ? `'${cell}` : cell))));
      },
    ),
    { numRuns: 300 },
  );
});

const begins: Instant = "2026-11-11T10:00:00.000Z";
const choices = [
  { decision: "allocate", worker: "anneke", supervisor: "idris" },
  { decision: "advise", reason: "needs-met" },
  { decision: "redirect", reason: "other-team-fits" },
] as const;

/** One step of a life; a step that is refused is passed over. */
function step(held: CaseBuilder, what: number): void {
  const choice = what === choices.length ? held.deferral() : choices[what];
  const close = {
    type: "request-closure",
    by: actor("anneke"),
    reason: "actively-engaging",
    evidence: "closure-evidence",
    agencies: [],
    roster: team,
  } as const;
  const commands = choice
    ? [held.decision(choice)]
    : what === 4
      ? [held.half("worker")]
      : what === 5
        ? [held.half("supervisor")]
        : what === 6
          ? [close]
          : [{ type: "end-closure", by: actor("mira"), ended: "closed" } as const];
  for (const command of commands) if (!("refused" in held.decide(command))) held.given(command);
}

const life = fc.record({
  screening: fc.record({
    acuteRiskNow: fc.constantFrom("yes", "no", "not-known"),
    urgency: fc.constantFrom("routine", "emergency"),
    tenure: fc.constantFrom("council", "none"),
  } as const),
  after: fc.nat(40 * 24 * 60),
  stream: fc.constantFrom(undefined, "housing-revenue-account", "general-fund"),
  steps: fc.array(fc.tuple(fc.nat(9 * 24 * 60), fc.constantFrom(0, 0, 1, 2, 3, 4, 4, 4, 5, 5, 5, 6, 7)), {
    maxLength: 25,
  }),
});

const histories = fc.array(life, { maxLength: 8 }).map((lives) =>
  lives.map(({ screening, after, stream, steps }): readonly PastEvent[] => {
    const held = aCase({ screening }, { at: plusMinutes(begins, after) }).screened();
    for (const [minutes, what] of steps) {
      held.at(plusMinutes(held.now, minutes));
      step(held, what);
    }
    return held.past.map(({ at, event }) => ({
      at,
      event: stream && event.type === "AllocationDecided" ? { ...event, fundingStream: stream } : event,
    }));
  }),
);
const asked = { from: "2026-11", to: "2027-04", asOf: "2027-04-20T09:00:00.000Z" };

const sums: readonly (readonly [whole: string, parts: readonly string[]])[] = [
  ["reviews-due", ["reviews-on-time", "reviews-late", "reviews-outstanding", "reviews-missed"]],
  ["reviews-completed", ["reviews-on-time", "reviews-late"]],
  ["referrals-answered", ["answered-in-time", "answered-late"]],
  ["referrals-answered", ["allocated", "advised", "redirected", "signposted"]],
];

test("CST-11: of whatever lives, streams add up to all of them, and each whole is the sum of its parts", () => {
  const met = new Set<string>();
  fc.assert(
    fc.property(histories, (lives) => {
      for (const { streams } of measure(lives, policy, asked).months) {
        const rows = streams.map(({ figures }) => new Map(figures.map(({ id, value }) => [id, value ?? 0])));
        const [all = new Map<string, number>(), ...each] = rows;
        for (const [id, { summary }] of measures) {
          if ((all.get(id) ?? 0) > 0) met.add(id);
          if (summary === "count")
            expect(all.get(id)).toBe(each.reduce((sum, row) => sum + (row.get(id) ?? 0), 0));
        }
        for (const row of rows)
          for (const [whole, parts] of sums)
            expect(row.get(whole)).toBe(parts.reduce((sum, part) => sum + (row.get(part) ?? 0), 0));
      }
    }),
    { numRuns: 60 },
  );
  // The draw is worth something only where most measures have something to count.
  expect(met.size).toBeGreaterThan(25);
});

const small = ({ months }: MeasuresReport) =>
  months.flatMap(({ streams }) => streams.flatMap(({ figures }) => figures));

test("CST-11: nothing that leaves the council is made of fewer than the policy allows, and every count is rounded", () => {
  const { outside } = policy.measures;
  fc.assert(
    fc.property(histories, (lives) => {
      const inside = measure(lives, policy, asked);
      const given = small(forOutside(inside, outside));
      small(inside).forEach(({ of, value }, index) => {
        if (of !== null && of > 0 && of < outside.fewerThan)
          expect(given[index]).toMatchObject({ value: null, of: null });
        const isCount = measures.get(given[index]?.id ?? "")?.summary === "count";
        if (isCount && value !== null && value > 0)
          expect((given[index]?.value ?? 0) % outside.roundTo).toBe(0);
      });
      expect(() => parseCsv(reportCsv(forOutside(inside, outside)).slice(1))).not.toThrow();
    }),
    { numRuns: 30 },
  );
});
