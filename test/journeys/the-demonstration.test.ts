import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");

/** `npm run demo`, as a newcomer runs it: it throws here where the demonstration does not exit with 0. */
test("I1, I2, I3, I4, I5, I6, I7, I8, L3: the demonstration tells a year of a council and finds nothing that breaks the promise", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ["test/demo/main.ts"], { cwd: root });
  const last = stdout.trimEnd().split("\n").at(-1);
  expect(last).toMatch(
    /^5 referrals, 0 open, 2 closed, 27 reviews, reminders before \d+ \/ on the day \d+ \/ overdue \d+,/,
  );
  expect(last).toMatch(/, oldest execution \d{2} days, violations of I1-I8: 0, /);
  expect(stdout).toContain("Tuesday 29 December 2026 at 10:00: review 3");
  expect(stdout).toContain("Ada is away from tomorrow; Ben stands in");
}, 110_000);
