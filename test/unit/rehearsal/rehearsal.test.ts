import { expect, test } from "vitest";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { Chance } from "#test/rehearsal/chance.ts";
import { readFlags } from "#test/rehearsal/flags.ts";
import { rehearse } from "#test/rehearsal/rehearse.ts";

const aMonth = (seed: string) => rehearse({ policy, months: 1, seed });

test("I1, I2, I3, I4, I5, I6, I7, I8, X-03: a month of the team breaks no promise, and the same seed is the same month", async () => {
  const [one, again, other] = [await aMonth("1"), await aMonth("1"), await aMonth("2")];
  expect(one.violations).toEqual([]);
  expect(again.lines).toEqual(one.lines);
  expect(other.violations).toEqual([]);
  expect(other.lines).not.toEqual(one.lines);
  expect(one.lines.at(-1)).toMatch(/^looked \d+ times at every case; violations: 0$/);
});

test("I4, F19: where nothing mends what was killed, the rehearsal finds it", async () => {
  const { violations } = await rehearse({ policy, months: 1, seed: "1", isMended: false });
  expect(violations.filter((found) => found.includes(" I4: "))).not.toEqual([]);
});

test.each([
  [["--months", "0"], "--months 0 is not a number from 1 to 24."],
  [["--months", "25"], "--months 25 is not a number from 1 to 24."],
  [["--service", "another"], "--service another is not one of ours; give community-support-team."],
  [["--speed", "2"], "Unknown option '--speed'. The flags are --service, --months, --seed and --help."],
])("a flag that cannot be read says what to do: %j", (args, sentence) => {
  expect(() => readFlags(args, ["community-support-team"])).toThrow(sentence);
});

test("chance has the mean that it is asked for, and is the same for the same words", () => {
  const chance = new Chance("1", "referrals");
  const draws = Array.from({ length: 2000 }, () => chance.times(25));
  expect(draws.reduce((sum, each) => sum + each, 0) / draws.length).toBeCloseTo(25, 0);
  expect(new Chance("1", "a").next()).toBe(new Chance("1", "a").next());
  expect(new Chance("1", "a").next()).not.toBe(new Chance("2", "a").next());
});
