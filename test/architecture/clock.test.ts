import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./template.ts";

/** Ways of asking what time it is. A date made from an instant that somebody handed over is none. */
const reads = [
  /\bDate\.now\b/g,
  /\bnew Date(?!\w)(?!\s*\(\s*[^\s)])/g,
  /(?<![\w.])(?<!new )Date\s*\(/g,
  /\bTemporal\.Now\b/g,
  /\bperformance\.now\b/g,
  /\bhrtime\b/g,
  /\bset(Timeout|Interval|Immediate)\b/g,
];

/** The places where a source reads a clock (A5); comments may speak of it. */
function clockReads(source: string): readonly string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(^|[^:"'`])\/\/.*$/gm, "$1");
  return reads.flatMap((read) => [...code.matchAll(read)].map(([found]) => found));
}

const sources = globSync(["shared/**/*.ts", "workflows/**/*.ts", "functions/**/*.ts"], { cwd: root });

test("nothing but the runtime's clock reads a clock", () => {
  expect(sources.length).toBeGreaterThan(30);
  const found = sources
    .filter((path) => path !== "functions/runtime/clock.ts")
    .flatMap((path) => clockReads(readFileSync(join(root, path), "utf8")).map((read) => `${path}: ${read}`));
  expect(found).toEqual([]);
});

test.each([
  "const at = Date.now();",
  "const at = new Date().toISOString();",
  "const at = new Date;",
  "const at = Date();",
  "const at = Temporal.Now.instant();",
  "const at = performance.now();",
  "const now = Date.now;",
  "setTimeout(remind, 1000);",
])("a planted %s is seen", (line) => {
  expect(clockReads(`export function due() {\n  ${line}\n}`)).toHaveLength(1);
});

test.each([
  "const at = new Date(instant);",
  "const at = Date.parse(text);",
  "const at = new Date(\n  instant,\n);",
  "// not `Date.now()`: the caller says when",
  "/** never new Date() */",
  "const at = Temporal.Instant.from(text);",
  "const day: CalendarDate = toDate(text);",
])("%s reads no clock", (line) => {
  expect(clockReads(line)).toEqual([]);
});
