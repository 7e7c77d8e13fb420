import { describe, expect, test } from "vitest";
import { readExpression } from "#infra/local/schedule-expression.ts";

function runs(expression: string, from: string, count: number, timezone = "Europe/London"): string[] {
  const next = readExpression(expression, timezone, "nightly");
  const found: string[] = [];
  for (let at = Date.parse(from); found.length < count; ) {
    const run = next(at, Date.parse("2026-11-09T09:00:00Z"));
    if (run === undefined) break;
    found.push(new Date(run).toISOString().slice(0, 16));
    at = run;
  }
  return found;
}

describe("rate", () => {
  test("counts from the anchor, strictly after the last run", () => {
    expect(runs("rate(5 minutes)", "2026-11-09T09:00:00Z", 2)).toEqual([
      "2026-11-09T09:05",
      "2026-11-09T09:10",
    ]);
    expect(runs("rate(1 hour)", "2026-11-09T10:30:00Z", 2)).toEqual(["2026-11-09T11:00", "2026-11-09T12:00"]);
  });
});

describe("cron", () => {
  test("keeps its London hour over both changes of the clocks", () => {
    expect(runs("cron(30 5 * * ? *)", "2027-03-27T00:00:00Z", 2)).toEqual([
      "2027-03-27T05:30",
      "2027-03-28T04:30",
    ]);
    expect(runs("cron(30 5 * * ? *)", "2026-10-24T12:00:00Z", 1)).toEqual(["2026-10-25T05:30"]);
  });
  test("skips an hour that is skipped, and runs once in one that is repeated", () => {
    expect(runs("cron(30 1 * * ? *)", "2027-03-27T12:00:00Z", 1)).toEqual(["2027-03-29T00:30"]);
    expect(runs("cron(30 1 * * ? *)", "2026-10-24T12:00:00Z", 2)).toEqual([
      "2026-10-25T00:30",
      "2026-10-26T01:30",
    ]);
  });
  test("reads lists, ranges, steps and names", () => {
    expect(runs("cron(0/20 9-10 ? * TUE,THU *)", "2026-11-09T00:00:00Z", 7, "UTC")).toEqual([
      "2026-11-10T09:00",
      "2026-11-10T09:20",
      "2026-11-10T09:40",
      "2026-11-10T10:00",
      "2026-11-10T10:20",
      "2026-11-10T10:40",
      "2026-11-12T09:00",
    ]);
    expect(runs("cron(0 0 1 JAN-FEB ? 2028)", "2026-11-09T00:00:00Z", 3, "UTC")).toEqual([
      "2028-01-01T00:00",
      "2028-02-01T00:00",
    ]);
  });
  test("that names no date never runs", () => {
    expect(runs("cron(0 0 30 2 ? *)", "2026-11-09T00:00:00Z", 1)).toEqual([]);
  });
});

test.each([
  "at(2026-11-09T09:00:00)",
  "rate(0 minutes)",
  "rate(5 weeks)",
  "cron(0 9 * * ?)",
  "cron(0 9 L * ? *)",
  "cron(61 9 * * ? *)",
  "cron(0/0 9 * * ? *)",
])("%s is refused, with the schedule's name", (expression) => {
  expect(() => readExpression(expression, "UTC", "nightly")).toThrow(/nightly/);
});
