import { sayDay } from "#shared/domain/calendar-day.ts";
import { policies } from "#shared/services/registry.ts";
import { FlagProblem, type Flags, readFlags, usage } from "./flags.ts";
import { rehearse } from "./rehearse.ts";

/** `npm run rehearse`: months of a team in seconds. Ends with 1 where anything broke the promise, and with 2 for a flag. */
const services = policies.map(({ service }) => service);

function flagsOf(args: readonly string[]): Flags {
  try {
    return readFlags(args, services);
  } catch (error) {
    if (!(error instanceof FlagProblem)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}

const { service, months, seed, help } = flagsOf(process.argv.slice(2));
if (help) {
  console.log(usage);
  process.exit(0);
}
const policy = policies.find((each) => each.service === service);
if (!policy) throw new Error(`${service} has no policy`);

const isTerminal = process.stderr.isTTY === true;
const width = 30;
const began = performance.now();
const { lines, violations } = await rehearse({
  policy,
  months,
  seed,
  onDay: (day, share) => {
    if (isTerminal) {
      const done = Math.floor(share * width);
      const bar = `${"#".repeat(done)}${".".repeat(width - done)}`;
      process.stderr.write(
        `\r[${bar}] ${String(Math.floor(share * 100)).padStart(3)} %  ${sayDay(day)}\x1b[K`,
      );
    } else if (day.endsWith("-01")) console.error(`${sayDay(day)}`);
  },
});
if (isTerminal) process.stderr.write("\r\x1b[K");
for (const line of lines) console.log(line);
for (const violation of violations.slice(0, 40)) console.log(`VIOLATION ${violation}`);
console.error(`${((performance.now() - began) / 1000).toFixed(1)} s`);
process.exit(violations.length === 0 ? 0 : 1);
