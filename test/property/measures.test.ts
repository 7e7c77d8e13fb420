import fc from "fast-check";
import { expect, test } from "vitest";
import { dayOf, type Instant, plusMinutes } from "#shared/domain/calendar-day.ts";
import { answerLetter, signpostLetter } from "#shared/domain/case/answer-letter.ts";
import type { CaseCommand } from "#shared/domain/case/commands.ts";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import type { PastEvent } from "#shared/domain/measures/course.ts";
import { csv, reportCsv } from "#shared/domain/measures/csv.ts";
import { forOutside } from "#shared/domain/measures/outside.ts";
import { measuresOf } from "#shared/domain/measures/registry.ts";
import { type MeasuresReport, measure } from "#shared/domain/measures/report.ts";
import { type CallCommand, type Calls, decideCall, evolveCall } from "#shared/domain/referral-call.ts";
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

const measures = measuresOf(policy);
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
  const concern = commitmentsOf(held.state).find(({ kind }) => kind === "safeguarding-concern");
  const from = { by: actor("mira"), roster: team, content: `concern-${held.now}` } as const;
  const raise = {
    ...from,
    type: "record-work",
    record: { what: "concern", reference: "SA-117", on: dayOf(held.now) },
  } as const;
  const { id: result } = policy.work.concernResults[what - 9] ?? {};
  const end = { ...from, type: "end-commitment", id: concern?.id ?? 0 } as const;
  const concerns: readonly CaseCommand[] =
    what === 8
      ? [raise]
      : [result ? { ...end, as: "kept", result } : { ...end, as: "withdrawn", result: undefined }];
  const commands: readonly CaseCommand[] = choice
    ? [held.decision(choice)]
    : what === 4
      ? [held.half("worker")]
      : what === 5
        ? [held.half("supervisor")]
        : what === 6
          ? [close]
          : what === 7
            ? [{ type: "end-closure", by: actor("mira"), ended: "closed" }]
            : concerns;
  for (const command of commands) if (!("refused" in held.decide(command))) held.given(command);
}

/** Letters that cannot be written, or came back so many minutes after they went; and calls, written down so long after. */
const telephone = fc.record({
  cameBackAfter: fc.option(fc.nat(40 * 24 * 60)),
  calls: fc.array(
    fc.record({
      after: fc.nat(40 * 24 * 60),
      ago: fc.nat(4 * 24 * 60),
      as: fc.constantFrom("told" as const, "told" as const, "cannot-be-told" as const),
    }),
    { maxLength: 4 },
  ),
});

/** What became of the calls about the letters of a case, which were decided as they are in life. */
function callsOf(
  held: CaseBuilder,
  { cameBackAfter, calls }: typeof telephone extends fc.Arbitrary<infer One> ? One : never,
): readonly PastEvent[] {
  const { caseRef } = held.state;
  const letters = held.past.flatMap(({ at, event }) => {
    const isSignposted = event.type === "Screened" && event.way.outcome === "signposted";
    const key = isSignposted
      ? signpostLetter
      : event.type === "AllocationDecided"
        ? answerLetter(event)
        : event.type === "CaseClosed"
          ? "closed/referrer"
          : undefined;
    return key ? [{ at: plusMinutes(at, cameBackAfter ?? 0), cameAt: at, instead: `${caseRef}/${key}` }] : [];
  });
  const owes = letters.map(({ at, ...letter }) => ({
    at,
    command: { type: "owe-call", owner: "duty", ...letter } as CallCommand,
  }));
  let at = begins;
  const ends = calls.map(({ after, ago, as }) => {
    at = plusMinutes(at, after);
    const spokenAt = plusMinutes(at, -ago);
    const by = actor("duty-desk");
    return { at, command: { type: "end-call", by, as, spokenAt, content: "call-1" } as CallCommand };
  });
  let state: Calls = {};
  return [...owes, ...ends]
    .toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
    .flatMap(({ at: when, command }) => {
      const decision = decideCall(state, command, { at: when, policy });
      const events = "refused" in decision ? [] : decision.events;
      state = events.reduce(evolveCall, state);
      return events.map((event) => ({ at: when, event }));
    });
}

const life = fc.record({
  telephone: fc.option(telephone),
  screening: fc.record({
    acuteRiskNow: fc.constantFrom("yes", "no", "not-known"),
    urgency: fc.constantFrom("routine", "emergency"),
    tenure: fc.constantFrom("council", "none"),
  } as const),
  after: fc.nat(40 * 24 * 60),
  stream: fc.constantFrom(undefined, "housing-revenue-account", "general-fund"),
  steps: fc.array(
    fc.tuple(
      fc.nat(9 * 24 * 60),
      fc.constantFrom(0, 0, 1, 2, 3, 4, 4, 4, 5, 5, 5, 6, 7, 8, 8, 9, 10, 11, 12, 13),
    ),
    {
      maxLength: 25,
    },
  ),
});

const histories = fc.array(life, { maxLength: 8 }).map((lives) =>
  lives.map(({ screening, after, stream, steps, telephone }): readonly PastEvent[] => {
    // Who left no address is promised a call while the case is open.
    const isTelephoned = telephone?.cameBackAfter === null;
    const how = isTelephoned ? { callReferrer: true as const } : {};
    const held = aCase({ screening, ...how }, { at: plusMinutes(begins, after) }).screened();
    for (const [minutes, what] of steps) {
      held.at(plusMinutes(held.now, minutes));
      step(held, what);
    }
    const calls = telephone ? callsOf(held, telephone) : [];
    // A decision comes before the call about it, also where both are of one instant.
    const past = [...held.past, ...calls].toSorted((one, other) =>
      one.at < other.at ? -1 : one.at > other.at ? 1 : 0,
    );
    return past.map(({ at, event }) => ({
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
  ["referrals-answered", ["accepted", "advised", "redirected", "signposted"]],
  ["concerns-followed-up", policy.work.concernResults.map(({ id }) => `concern-${id}`)],
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
  expect([...met].filter((id) => id.startsWith("concern"))).toHaveLength(
    3 + policy.work.concernResults.length,
  );
  // The draw is worth something only where most measures have something to count.
  expect(met.size).toBeGreaterThan(25);
});

test("CST-07, CST-11: what was owed and what was decided is what was answered, what cannot be told, and what is still owed", () => {
  const met = new Set<string>();
  fc.assert(
    fc.property(histories, (lives) => {
      let owedBefore = 0;
      for (const { streams } of measure(lives, policy, asked).months) {
        const all = new Map(streams[0]?.figures.map(({ id, value }) => [id, value ?? 0]));
        const of = (id: string): number => {
          const value = all.get(id) ?? Number.NaN;
          if (value > 0) met.add(id);
          return value;
        };
        const gone = of("referrals-answered") + of("answers-cannot-be-told") + of("answers-still-owed");
        expect(owedBefore + of("referrals-decided")).toBe(gone);
        owedBefore = of("answers-still-owed");
      }
    }),
    { numRuns: 200 },
  );
  expect(met.size).toBe(4);
});

const small = ({ months }: MeasuresReport) =>
  months.flatMap(({ streams }) => streams.flatMap(({ figures }) => figures));

test("CST-11: nothing that leaves the council is made of fewer than the policy allows, and every count is rounded", () => {
  const { outside } = policy.measures;
  fc.assert(
    fc.property(histories, (lives) => {
      const inside = measure(lives, policy, asked);
      const given = small(forOutside(inside, policy));
      small(inside).forEach(({ of, value }, index) => {
        if (of !== null && of > 0 && of < outside.fewerThan)
          expect(given[index]).toMatchObject({ value: null, of: null });
        const isCount = measures.get(given[index]?.id ?? "")?.summary === "count";
        if (isCount && value !== null && value > 0)
          expect((given[index]?.value ?? 0) % outside.roundTo).toBe(0);
      });
      expect(() => parseCsv(reportCsv(forOutside(inside, policy)).slice(1))).not.toThrow();
    }),
    { numRuns: 30 },
  );
});
