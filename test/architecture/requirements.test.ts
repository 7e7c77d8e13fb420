import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { provenBy, requirementsDocument } from "./requirements/document.ts";
import { faults, notYet, rules } from "./requirements/ids.ts";
import { readTitles, titlesIn } from "./requirements/titles.ts";

const root = resolve(import.meta.dirname, "../..");
const tests = readTitles(root);
const proofs = provenBy(tests);

test("each rule is named by a test, but for those that are listed as not proven yet", () => {
  expect(Object.keys(rules).filter((id) => !proofs.has(id))).toEqual(Object.keys(notYet));
});

test("no test names a rule or a fault that there is not", () => {
  const known = new Set([...Object.keys(rules), ...Object.keys(faults)]);
  expect([...proofs.keys()].filter((id) => !known.has(id))).toEqual([]);
});

test("docs/requirements.md is the one of these tests; if not, npm run docs", () => {
  expect(readFileSync(join(root, "docs/requirements.md"), "utf8")).toBe(requirementsDocument(tests));
});

describe("the titles of tests are read from their source", () => {
  const read = (source: string) => titlesIn(source, "a.test.ts").map(({ title }) => title);
  test("with the titles around them", () => {
    expect(
      read(`describe("CST-17: a review", () => { describe("late", () => { it("is told", f); }); });`),
    ).toEqual(["CST-17: a review late is told"]);
  });
  test("a title for each row that is written out", () => {
    const rows = `[["X-02", 1], ["X-03", 2]] as const`;
    expect(read(`test.each(${rows})("%s: %i days", (id) => {});`)).toEqual(["X-02: … days", "X-03: … days"]);
    expect(read(`test.each(cases)("I1: %s", (id) => {});`)).toEqual(["I1: …"]);
    expect(read(`for (const one of all) test(\`I2: \${one} holds\`, f);`)).toEqual(["I2: … holds"]);
  });
  test("and one that is skipped proves nothing", () => {
    expect(
      read(`test.skip("I1: owner", f); test.todo("I2: next"); describe.skip("I3", () => { test("x", f); });`),
    ).toEqual([]);
  });
});
