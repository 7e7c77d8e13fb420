import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instant, plusMinutes } from "#shared/domain/calendar-day.ts";
import type { ReviewEntry } from "#shared/domain/case/review-calendar.ts";
import { iCalendar } from "#shared/mail/icalendar.ts";

const begins = "2025-01-01T00:00:00.000Z";
const references = fc.stringMatching(/^C-[0-9A-HJKMNP-TV-Z]{10}$/);
const entry: fc.Arbitrary<ReviewEntry> = fc.record({
  caseRef: references,
  cycle: fc.integer({ min: 1, max: 99_999 }),
  due: fc.integer({ min: 0, max: 20 * 365 * 24 * 60 }).map((minutes) => plusMinutes(begins, minutes)),
  sequence: fc.nat(999),
  status: fc.constantFrom("confirmed" as const, "cancelled" as const),
});
/** An address may hold whatever somebody configures; characters of several octets among them. */
const urls = fc.oneof(
  fc.constant("https://holdfast.example"),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.string({ unit: "binary", maxLength: 300 }),
);

const octets = (text: string): number => Buffer.byteLength(text, "utf8");
/** A content line of RFC 5545, section 3.1: a name, parameters, and a value without a control character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the grammar says which of them may not be there.
const contentLine = /^[A-Z][A-Z0-9-]*(;[A-Z-]+=[^:;,"]+)*:[^\u0000-\u0008\u000a-\u001f\u007f]*$/;
const text = /^([^\\;,]|\\[\\;,nN])*$/;
const value = (lines: readonly string[], name: string): string =>
  lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1) ?? "";

/** Reads an object back by the grammar alone: unfolds it, and splits it into its events. */
function parsed(object: string): { head: readonly string[]; events: readonly (readonly string[])[] } {
  const lines = object.replaceAll("\r\n ", "").split("\r\n");
  expect(lines.pop()).toBe("");
  for (const line of lines) expect(line).toMatch(contentLine);
  expect([lines[0], lines.at(-1)]).toEqual(["BEGIN:VCALENDAR", "END:VCALENDAR"]);
  const events: string[][] = [];
  const head: string[] = [];
  let open: string[] | undefined;
  for (const line of lines.slice(1, -1)) {
    if (line === "BEGIN:VEVENT") {
      expect(open).toBeUndefined();
      open = [];
    } else if (line === "END:VEVENT") {
      events.push(open ?? []);
      open = undefined;
    } else (open ?? head).push(line);
  }
  expect(open).toBeUndefined();
  return { head, events };
}

describe("A calendar of reviews", () => {
  it("is an iCalendar object by the grammar of RFC 5545, whatever is in it", () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 4 }), urls, (entries, url) => {
        const object = iCalendar(entries, { url, at: begins });
        expect(object).not.toMatch(/[^\r]\n|\r[^\n]/);
        for (const line of object.split("\r\n")) expect(octets(line)).toBeLessThanOrEqual(75);
        const { head, events } = parsed(object);
        expect(
          head.filter((line) => /^(VERSION:2\.0|PRODID:.+|METHOD:(PUBLISH|CANCEL))$/.test(line)),
        ).toHaveLength(3);
        expect(events).toHaveLength(entries.length);
        for (const [index, lines] of events.entries()) {
          const { caseRef, cycle, due, sequence, status } = entries[index] ?? expect.fail();
          const names = lines.map((line) => line.slice(0, line.indexOf(":")));
          expect(new Set(names).size).toBe(names.length);
          expect(value(lines, "UID")).toBe(`${caseRef}-review-${cycle}@holdfast`);
          const start = value(lines, "DTSTART");
          expect(start).toMatch(/^\d{8}T\d{6}Z$/);
          const read = start.replace(/^(....)(..)(..T)(..)(..)(..Z)$/, "$1-$2-$3$4:$5:$6");
          expect(instant(read)).toBe(instant(due));
          expect(value(lines, "DTSTAMP")).toBe("20250101T000000Z");
          expect([value(lines, "SEQUENCE"), value(lines, "STATUS")]).toEqual([
            `${sequence}`,
            status.toUpperCase(),
          ]);
          for (const name of ["SUMMARY", "DESCRIPTION"]) expect(value(lines, name)).toMatch(text);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("takes back what it escapes and folds", () => {
    const sign = "é".repeat(100);
    const object = iCalendar(
      [{ caseRef: "C-7M2QX4KD9T", cycle: 1, due: begins, sequence: 0, status: "confirmed" }],
      {
        url: `https://a.example/;,\\${sign}`,
        at: begins,
      },
    );
    const [lines = []] = parsed(object).events;
    const said = value(lines, "DESCRIPTION").replaceAll(/\\([\\;,n])/g, (_, sign) =>
      sign === "n" ? "\n" : sign,
    );
    expect(said).toContain(`Sign in to open it: https://a.example/;,\\${sign}`);
  });
});
