import { describe, expect, it } from "vitest";
import { climb, climbAgain, isClimbed, type Ladder } from "#shared/domain/ladder.ts";

const division = "england-and-wales";
const review: Ladder = {
  steps: [
    { after: { workingDays: -2, at: "09:00" }, to: ["worker", "supervisor"], says: "reminder" },
    { after: { workingDays: 0, at: "09:00" }, to: ["outstanding"], says: "due" },
    { after: { workingDays: 1, at: "09:00" }, to: ["outstanding", "deputy"], says: "overdue" },
    { after: { workingDays: 3, at: "14:00" }, to: ["manager"], says: "escalation" },
  ],
  repeat: { every: { workingDays: 2, at: "09:00" }, times: 2, to: ["service-manager"] },
};
const due = "2026-12-01T09:00:00.000Z";
const opened = "2026-11-17T10:00:00.000Z";

describe("the rungs of an obligation", () => {
  it("are its steps by working days from the due day, the repeats, and a hand-over", () => {
    expect(climb(review, { due, opened, division })).toEqual([
      { at: "2026-11-27T09:00:00.000Z", says: "reminder", to: ["worker", "supervisor"] },
      { at: "2026-12-01T09:00:00.000Z", says: "due", to: ["outstanding"] },
      { at: "2026-12-02T09:00:00.000Z", says: "overdue", to: ["outstanding", "deputy"] },
      { at: "2026-12-04T14:00:00.000Z", says: "escalation", to: ["manager"] },
      { at: "2026-12-08T09:00:00.000Z", says: "escalation", to: ["service-manager"] },
      { at: "2026-12-10T09:00:00.000Z", says: "escalation", to: ["service-manager"] },
      { at: "2026-12-14T09:00:00.000Z", says: "hand-over", to: [] },
    ]);
  });

  it("keep to their time on the clock over a change of the clocks", () => {
    const over = { due: "2026-10-23T08:00:00.000Z", opened: "2026-10-09T08:00:00.000Z", division } as const;
    expect(climb(review, over).map((rung) => rung.at)).toEqual([
      "2026-10-21T08:00:00.000Z",
      "2026-10-23T08:00:00.000Z",
      "2026-10-26T09:00:00.000Z",
      "2026-10-28T14:00:00.000Z",
      "2026-10-30T09:00:00.000Z",
      "2026-11-03T09:00:00.000Z",
      "2026-11-05T09:00:00.000Z",
    ]);
  });

  it("are in minutes where the obligation is (an emergency), at any hour", () => {
    const emergency: Ladder = {
      steps: [
        { after: { minutes: -60 }, to: ["manager"], says: "reminder" },
        { after: { minutes: 0 }, to: ["out-of-hours"], says: "due" },
      ],
      repeat: { every: { minutes: 30 }, times: 1, to: ["director"] },
    };
    const from = { due: "2026-12-26T03:00:00.000Z", opened: "2026-12-26T01:00:00.000Z", division } as const;
    expect(climb(emergency, from)).toEqual([
      { at: "2026-12-26T02:00:00.000Z", says: "reminder", to: ["manager"] },
      { at: "2026-12-26T03:00:00.000Z", says: "due", to: ["out-of-hours"] },
      { at: "2026-12-26T03:30:00.000Z", says: "escalation", to: ["director"] },
      { at: "2026-12-26T04:00:00.000Z", says: "hand-over", to: [] },
    ]);
  });

  it("leave out a reminder that has passed when the obligation opens, or that falls on that instant", () => {
    const all = climb(review, { due, opened, division });
    const reminder = all[0]?.at ?? "";
    expect(all[0]?.says).toBe("reminder");
    expect(climb(review, { due, opened: reminder, division })).toEqual(all.slice(1));
    // A service may leave out the milliseconds of a whole second.
    expect(climb(review, { due, opened: reminder.replace(".000Z", "Z"), division })).toEqual(all.slice(1));
  });

  it("keep every later step when the obligation opens late, so that it climbs at once (I5)", () => {
    const all = climb(review, { due, opened, division });
    expect(climb(review, { due, opened: "2027-06-01T09:00:00.000Z", division })).toEqual(all.slice(1));
  });

  it("are the repeats counted from the due time when a ladder has no steps", () => {
    const rungs = climb({ ...review, steps: [] }, { due, opened, division });
    expect(rungs.map((rung) => rung.at)).toEqual([
      "2026-12-03T09:00:00.000Z",
      "2026-12-07T09:00:00.000Z",
      "2026-12-09T09:00:00.000Z",
    ]);
  });

  it("come in order, and as one rung for everybody when two steps fall together", () => {
    const steps: Ladder["steps"] = [
      { after: { workingDays: 1, at: "09:00" }, to: ["manager"], says: "overdue" },
      { after: { minutes: 0 }, to: ["worker", "manager"], says: "reminder" },
      { after: { workingDays: 0, at: "09:00" }, to: ["supervisor", "worker"], says: "due" },
    ];
    expect(climb({ ...review, steps }, { due, opened, division }).slice(0, 2)).toEqual([
      { at: due, says: "due", to: ["worker", "manager", "supervisor"] },
      { at: "2026-12-02T09:00:00.000Z", says: "overdue", to: ["manager"] },
    ]);
  });

  it.each([
    { minutes: 0 },
    { minutes: -5 },
    { workingDays: 0, at: "09:00" },
    { workingDays: -1, at: "09:00" },
  ])("are refused when %j would repeat without moving forward", (every) => {
    const stuck: Ladder = { ...review, repeat: { every, times: 1, to: ["manager"] } };
    expect(() => climb(stuck, { due, opened, division })).toThrow("must move forward");
    expect(() => climbAgain(stuck, { from: due, division })).toThrow("must move forward");
  });
});

describe("the rungs after a hand-over", () => {
  it("are the repeats again, and the next hand-over", () => {
    expect(climbAgain(review, { from: "2026-12-14T09:00:00.000Z", division })).toEqual([
      { at: "2026-12-16T09:00:00.000Z", says: "escalation", to: ["service-manager"] },
      { at: "2026-12-18T09:00:00.000Z", says: "escalation", to: ["service-manager"] },
      { at: "2026-12-22T09:00:00.000Z", says: "hand-over", to: [] },
    ]);
  });

  it("skip the bank holidays of the division", () => {
    const from = "2026-12-23T09:00:00.000Z";
    const days = climbAgain(review, { from, division: "scotland" }).map((rung) => rung.at.slice(0, 10));
    expect(days).toEqual(["2026-12-29", "2026-12-31", "2027-01-06"]);
  });
});

describe("X-07, L2: a ladder with nobody left to tell", () => {
  const rungs = climb(review, { due, opened, division });

  it.each([
    ["2026-12-01T08:59:00.000Z", false],
    ["2026-12-08T08:59:00.000Z", false],
    ["2026-12-08T09:00:00.000Z", true],
    ["2026-12-20T09:00:00.000Z", true],
  ])("at %s: %j", (at, climbed) => {
    expect(isClimbed(rungs, due, at)).toBe(climbed);
  });

  it("is climbed still when the repeats begin again after a hand-over", () => {
    const again = climbAgain(review, { from: "2026-12-14T09:00:00.000Z", division });
    expect(isClimbed(again, due, "2026-12-14T09:01:00.000Z")).toBe(true);
  });

  it("is not climbed before it is due, whoever was reminded", () => {
    const early: Ladder = {
      ...review,
      steps: [
        { after: { workingDays: -3, at: "09:00" }, to: ["service-manager"], says: "reminder" },
        ...review.steps,
      ],
    };
    const at = "2026-11-30T09:00:00.000Z";
    expect(isClimbed(climb(early, { due, opened, division }), due, at)).toBe(false);
  });
});
