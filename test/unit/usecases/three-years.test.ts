import { beforeAll, describe, expect, it } from "vitest";
import { plusMinutes, sayInstant } from "#shared/domain/calendar-day.ts";
import { aCouncil, type Council } from "#test/support/council.ts";

const cycles = 78;
const dayMs = 86_400_000;
/** The fortnight that nobody answers for a hundred days: its whole ladder passes, and it is handed on. */
const neglected = 30;

/** Three years of one case, on executions that nothing mends: no sweep runs, and no reconciler. */
describe("A case of three years", () => {
  let council: Council;
  let caseRef = "";
  const dues: string[] = [];
  beforeAll(async () => {
    council = await aCouncil({ at: "2026-11-17T10:00:00.000Z" });
    caseRef = await council.allocated();
    for (let cycle = 1; cycle <= cycles; cycle++) {
      const { obligation } = await council.case(caseRef);
      if (obligation?.cycle !== cycle)
        throw new Error(`Review ${obligation?.cycle} is open, and not ${cycle}`);
      dues.push(obligation.due);
      await council.advance(plusMinutes(obligation.due, cycle === neglected ? 100 * 24 * 60 : 60));
      await council.giveBoth(caseRef);
    }
  });

  it("F20, F21: has no execution older than 120 days or above 500 events, and uses no name twice", () => {
    const { states } = council.machines;
    const ages = states.map(
      ({ startedAt, stoppedAt = council.at }) => (Date.parse(stoppedAt) - Date.parse(startedAt)) / dayMs,
    );
    expect(Math.max(...ages)).toBeLessThanOrEqual(120);
    expect(Math.max(...states.map(({ lastEventId }) => lastEventId))).toBeLessThanOrEqual(500);
    expect(new Set(council.machines.asked).size).toBe(council.machines.asked.length);
    expect(states.filter(({ status }) => status === "RUNNING").map(({ name }) => name)).toHaveLength(1);
    expect(states.filter(({ status }) => status !== "RUNNING" && status !== "SUCCEEDED")).toEqual([]);
  });

  it("F24, X-02: has every review due at nine in London on a working day, across six changes of the clocks", () => {
    for (const due of dues) expect(sayInstant(due)).toMatch(/^(Mon|Tues|Wednes|Thurs|Fri)day .* at 09:00$/);
    expect(dues[0]).toBe("2026-12-01T09:00:00.000Z");
    expect(Date.parse(dues.at(-1) ?? "") - Date.parse(dues[0] ?? "")).toBeGreaterThan(3 * 365 * dayMs);
  });

  it("A1: begins a new episode at each stage review, and wherever the ladder was spent", async () => {
    const begun = (await council.history(caseRef)).filter(({ type }) => type === "EpisodeBegun");
    const why = (reason: string) => begun.filter(({ facts }) => facts.why === reason).length;
    expect([why("received"), why("allocated"), why("ladder-ended")]).toEqual([1, 1, 3]);
    expect(why("stage-ended")).toBeGreaterThanOrEqual(12);
  });

  it("I8: sends no mail twice", () => {
    const keys = council.mailer.sent.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBeGreaterThan(3 * cycles);
  });
});
