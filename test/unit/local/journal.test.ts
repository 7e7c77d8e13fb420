import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { appendLine, readJson, readLines } from "#infra/local/journal.ts";
import { temporaryFolder } from "#test/support/folders.ts";

const path = () => join(temporaryFolder("journal"), "lines.jsonl");

test("a journal cut at any byte gives back every whole line, and takes the next one", () => {
  const lines = [{ n: 1 }, { text: "é\n" }, { n: 3 }];
  const whole = path();
  for (const line of lines) appendLine(whole, line);
  const bytes = readFileSync(whole);
  for (let length = 0; length <= bytes.length; length++) {
    const cut = path();
    writeFileSync(cut, bytes.subarray(0, length));
    const kept = bytes.subarray(0, length).filter((byte) => byte === 0x0a).length;
    expect(readLines(cut)).toEqual(lines.slice(0, kept));
    appendLine(cut, { next: true });
    expect(readLines(cut)).toEqual([...lines.slice(0, kept), { next: true }]);
  }
});

test("a broken line before the last is damage, said with its place", () => {
  const broken = path();
  writeFileSync(broken, '{"n":1}\n{"n":\n{"n":3}\n');
  expect(() => readLines(broken)).toThrow(/damaged: .*lines.jsonl, line 2 cannot be read/);
  writeFileSync(broken, "");
  expect(() => readJson(broken)).toThrow(/damaged/);
  expect([readLines(path()), readJson(path())]).toEqual([[], undefined]);
});
