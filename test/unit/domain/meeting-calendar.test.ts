import { describe, expect, it } from "vitest";
import { currentMeeting, isMeetingDay, nextMeeting } from "#shared/domain/meeting-calendar.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";

describe("The weekly meeting", () => {
  it.each([
    ["the Wednesday before", "2026-11-11T10:42:00.000Z", "2026-11-17"],
    ["the same Tuesday, a minute before ten", "2026-11-17T09:59:00.000Z", "2026-11-17"],
    ["ten o'clock itself", "2026-11-17T10:00:00.000Z", "2026-11-24"],
    ["five past ten, while it sits", "2026-11-17T10:05:00.000Z", "2026-11-24"],
    ["summer time, when ten in London is nine in UTC", "2027-06-15T08:59:00.000Z", "2027-06-15"],
    ["summer time, a minute later", "2027-06-15T09:00:00.000Z", "2027-06-22"],
  ])("CST-06: is the next that has not begun: %s", (_when, at, day) => {
    expect(nextMeeting(policy, at)).toBe(day);
  });

  it.each([
    ["a week before", "2027-12-21T12:00:00.000Z", "2027-12-29"],
    ["on the bank holiday itself", "2027-12-28T12:00:00.000Z", "2027-12-29"],
    ["on the day that it was moved to, before it begins", "2027-12-29T09:59:00.000Z", "2027-12-29"],
    ["on that day, once it has begun", "2027-12-29T10:01:00.000Z", "2028-01-04"],
  ])("X-02, F25: moves off the bank holiday of Tuesday 28 December 2027: %s", (_when, at, day) => {
    expect(nextMeeting(policy, at)).toBe(day);
  });

  it("X-02: sits on the day it was moved to, and not on the holiday", () => {
    expect(isMeetingDay(policy, "2027-12-28")).toBe(false);
    expect(isMeetingDay(policy, "2027-12-29")).toBe(true);
    expect(isMeetingDay(policy, "2026-11-18")).toBe(false);
  });

  it("CST-06: is still the meeting of today until its end", () => {
    expect(currentMeeting(policy, "2026-11-17T16:59:00.000Z")).toBe("2026-11-17");
    expect(currentMeeting(policy, "2026-11-17T17:00:00.000Z")).toBe("2026-11-24");
    expect(currentMeeting(policy, "2027-12-29T12:00:00.000Z")).toBe("2027-12-29");
  });

  it("I3: is never ten days away, over ten years of Tuesdays and holidays", () => {
    const from = Date.parse("2026-01-01T10:00:00.000Z");
    const far = Array.from({ length: 3650 }, (_, day) => new Date(from + day * 86_400_000)).filter((at) => {
      const next = Date.parse(`${nextMeeting(policy, at.toISOString())}T12:00:00.000Z`);
      return next - at.getTime() > 9.5 * 86_400_000;
    });
    expect(far).toEqual([]);
  });
});
