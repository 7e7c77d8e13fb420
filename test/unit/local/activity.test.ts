import { describe, expect, it } from "vitest";
import { Activity } from "#infra/local/activity.ts";

const at = (time: string) => Date.parse(`2026-11-16T${time}:00Z`);

describe("What was written down for later", () => {
  const activity = new Activity(() => at("09:00"));
  activity.note("case", '{"due":{"S":"2026-11-16T17:00:00.000Z"},"began":{"S":"2026-11-16T08:00:00Z"}}');
  activity.note(
    "mail",
    '{"leaseUntil":{"S":"2026-11-16T09:05:00.000Z"},"due":{"S":"2026-11-16T17:00:00.000Z"}}',
  );

  it.each<[string, string, boolean]>([
    ["09:00", "09:04", false],
    ["09:00", "09:05", true],
    ["09:05", "16:59", false],
    ["16:59", "17:00", true],
    ["17:00", "23:00", false],
  ])("between %s and %s is met: %s", (from, until, isMet) => {
    expect(activity.cameBetween(at(from), at(until))).toBe(isMet);
  });

  it("is forgotten when the item is written again without it", () => {
    const again = new Activity(() => at("09:00"));
    again.note("case", '"2026-11-16T17:00:00.000Z"');
    again.note("case", '"2026-11-16T18:00:00.000Z"');
    expect([
      again.cameBetween(at("09:00"), at("17:30")),
      again.cameBetween(at("17:30"), at("18:00")),
    ]).toEqual([false, true]);
  });

  it("is not what had passed already", () => {
    expect(activity.cameBetween(Number.NEGATIVE_INFINITY, at("09:00"))).toBe(false);
  });
});
