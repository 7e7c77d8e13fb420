import { describe, expect, test } from "vitest";
import { climb, type Ladder } from "#shared/domain/ladder.ts";
import { policies } from "#shared/services/registry.ts";
import { pace } from "#workflows/asl/asl-rules.ts";

/** Every ladder anywhere in a policy. */
function* laddersIn(value: unknown, path: string): Generator<readonly [path: string, ladder: Ladder]> {
  if (typeof value !== "object" || value === null) return;
  if (isLadder(value)) yield [path, value];
  else for (const [key, child] of Object.entries(value)) yield* laddersIn(child, `${path} ${key}`);
}
const isLadder = (value: object): value is Ladder => "steps" in value && "repeat" in value;

const ladders = policies.flatMap((policy) => [...laddersIn(policy, policy.service)]);
/** The waits that a workflow enters again after an answer: the next review, the meeting after a deferral. */
const inLoops = policies.flatMap((policy) => [
  { name: `${policy.service} review`, ladder: policy.review.ladder, division: policy.division },
  { name: `${policy.service} meeting`, ladder: policy.meeting.ladder, division: policy.division },
]);

describe("the soundness rule counts no fewer rungs than a policy has", () => {
  test("every ladder was found", () => {
    expect(ladders.length).toBeGreaterThanOrEqual(5);
  });

  // One hand-over follows the repeats, and one instant of grace follows the hand-over.
  test.each(ladders)("%s", (_path, { steps, repeat }) => {
    expect(steps.length + repeat.times + 2).toBeLessThanOrEqual(pace.rungsOnce);
  });

  test.each(inLoops)("in any round of a week: $name", ({ ladder, division }) => {
    const due = "2026-12-22T09:00:00.000Z";
    const at = climb(ladder, { due, opened: "2026-12-01T09:00:00.000Z", division }).map((rung) =>
      Date.parse(rung.at),
    );
    const week = pace.daysARound * 86_400_000;
    const most = Math.max(
      ...at.map((from) => at.filter((other) => other >= from && other < from + week).length),
    );
    // And the instant of grace.
    expect(most + 1).toBeLessThanOrEqual(pace.rungsARound);
  });

  test.each(policies)("$service reviews no more often than once a round", (policy) => {
    expect(policy.review.everyDays).toBeGreaterThanOrEqual(pace.daysARound);
  });
});
