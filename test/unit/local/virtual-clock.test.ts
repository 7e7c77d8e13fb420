import { setTimeout } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Activity } from "#infra/local/activity.ts";
import { VirtualClock } from "#infra/local/virtual-clock.ts";
import { virtualDate } from "#infra/local/virtual-date.ts";

function frozen(now = 1000) {
  const kept: number[] = [];
  const clock = new VirtualClock({ now, frozen: true, persist: (at) => kept.push(at) });
  const activity = new Activity(() => clock.now());
  clock.start(activity);
  return { clock, activity, kept };
}

describe("a frozen clock", () => {
  test("rings whatever was set, in order of its instants and then of its setting, up to the instant asked for", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1001, max: 1020 }), { maxLength: 30 }),
        async (instants) => {
          const { clock, activity } = frozen();
          const rung: [number, number, number][] = [];
          for (const [index, at] of instants.entries()) {
            clock.at(at, async () => {
              rung.push([at, index, clock.now()]);
            });
          }
          const ran = await clock.advanceTo(activity, 1010);
          const due = [...instants.entries()]
            .filter(([, at]) => at <= 1010)
            .sort((a, b) => a[1] - b[1] || a[0] - b[0]);
          expect(rung).toEqual(due.map(([index, at]) => [at, index, at]));
          expect([ran, clock.now()]).toEqual([due.length, 1010]);
        },
      ),
      { numRuns: 50 },
    );
  });
  test("waits until nothing is in flight before it goes on", async () => {
    const { clock, activity } = frozen();
    const seen: string[] = [];
    clock.at(2000, async () => {
      void activity.during(async () => {
        await setTimeout(30);
        seen.push(`done at ${clock.now()}`);
        // What the work sets for an earlier instant comes first.
        clock.at(2500, async () => void seen.push(`inner at ${clock.now()}`));
      });
    });
    clock.at(3000, async () => void seen.push(`next at ${clock.now()}`));
    await clock.advanceTo(activity, 4000);
    expect(seen).toEqual(["done at 2000", "inner at 2500", "next at 3000"]);
  });
  test("does not ring what was cancelled, never goes back, and is kept before each ring", async () => {
    const { clock, activity, kept } = frozen();
    const cancel = clock.at(2000, async () => expect.unreachable());
    cancel();
    clock.at(2500, async () => expect(kept.at(-1)).toBe(2500));
    await clock.advanceTo(activity, 3000);
    await clock.advanceTo(activity, 1500);
    expect([clock.now(), kept.at(-1)]).toEqual([3000, 3000]);
  });
  test("stands still", async () => {
    const { clock } = frozen();
    await setTimeout(20);
    expect(clock.now()).toBe(1000);
  });
});

test("a virtual Date reads the clock's cell, and dates are otherwise as they were", () => {
  const { clock } = frozen(Date.parse("2026-11-09T09:00:00Z"));
  const original = Date.prototype.constructor;
  try {
    const Virtual = virtualDate(clock.cell);
    expect([Virtual.now(), new Virtual().getTime()]).toEqual([clock.now(), clock.now()]);
    expect(Virtual()).toContain("2026");
    expect(new Virtual("2020-02-29").toISOString()).toBe("2020-02-29T00:00:00.000Z");
    expect(new Virtual(0) instanceof Date && new Date(0) instanceof Virtual).toBe(true);
    expect(Virtual.UTC(2026, 0)).toBe(Date.UTC(2026, 0));
  } finally {
    Date.prototype.constructor = original;
  }
});
