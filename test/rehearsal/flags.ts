import { parseArgs } from "node:util";

export interface Flags {
  readonly service: string;
  readonly months: number;
  readonly seed: string;
  readonly help: boolean;
}

export const usage = `Rehearses a team's months: people, days and faults by chance, and the promise checked all the way.

  --service SERVICE  which service (community-support-team)
  --months N         how many months from April 2027 on, 1 to 24 (12)
  --seed SEED        whatever is the same is the same rehearsal (1)
  --help             this text

It ends with 1 where anything broke the promise.`;

/** One sentence that says what to do; the rehearsal ends with 2. */
export class FlagProblem extends Error {
  override readonly name = "FlagProblem";
}

/** Reads the command line. Throws FlagProblem for what it cannot read. */
export function readFlags(args: readonly string[], services: readonly string[]): Flags {
  const { service, months, seed, help } = parse(args);
  if (!services.includes(service))
    throw new FlagProblem(`--service ${service} is not one of ours; give ${services.join(" or ")}.`);
  if (!/^([1-9]|1\d|2[0-4])$/.test(months))
    throw new FlagProblem(`--months ${months} is not a number from 1 to 24.`);
  return { service, months: Number(months), seed, help };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: {
        service: { type: "string", default: "community-support-team" },
        months: { type: "string", default: "12" },
        seed: { type: "string", default: "1" },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (cause) {
    const sentence = cause instanceof Error ? (cause.message.split(/\. |\n/)[0] ?? "") : String(cause);
    throw new FlagProblem(`${sentence}. The flags are --service, --months, --seed and --help.`, { cause });
  }
}
