import { parseArgs } from "node:util";
import { Temporal } from "temporal-polyfill";
import { HostProblem } from "./problem.ts";

export interface Flags {
  readonly port: number;
  readonly data: string;
  readonly fresh: boolean;
  /** ms since the epoch. */
  readonly at?: number;
  readonly frozen: boolean;
  readonly assembly?: string;
  readonly cold: boolean;
  readonly inMemory: boolean;
  readonly help: boolean;
}

export const usage = `Runs the service on this machine, from the template that deploys to AWS.

  --port PORT      where it listens, on this machine only (8080)
  --data DIR       where it keeps everything (.local)
  --fresh          forget everything that was kept there
  --at INSTANT     what time it is, for example 2026-11-09T09:00:00Z; it never goes back
  --frozen         time moves only on request (POST /_local/clock)
  --assembly DIR   run that cloud assembly as it is, without synthesizing
  --cold           load no function before it is called
  --in-memory      keep the tables in memory: a little faster, and gone when it stops
  --help           this text

docs/local.md tells the rest.`;

/** Reads the command line. Throws `HostProblem` with one sentence for what it cannot read. */
export function readFlags(args: readonly string[]): Flags {
  const { port, data, fresh, at, frozen, assembly, cold, "in-memory": inMemory, help } = parse(args);
  if (!/^\d+$/.test(port) || Number(port) > 65_535)
    throw new HostProblem(`--port ${port} is not a port; give a number up to 65535.`);
  return {
    port: Number(port),
    data,
    fresh,
    frozen,
    cold,
    inMemory,
    help,
    ...(at === undefined ? {} : { at: readInstant(at) }),
    ...(assembly === undefined ? {} : { assembly }),
  };
}

function readInstant(at: string): number {
  try {
    return Temporal.Instant.from(at).epochMilliseconds;
  } catch (cause) {
    throw new HostProblem(`--at ${at} is not an instant; write it like 2026-11-09T09:00:00Z.`, { cause });
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: {
        port: { type: "string", default: "8080" },
        data: { type: "string", default: ".local" },
        fresh: { type: "boolean", default: false },
        at: { type: "string" },
        frozen: { type: "boolean", default: false },
        assembly: { type: "string" },
        cold: { type: "boolean", default: false },
        "in-memory": { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (cause) {
    const sentence = cause instanceof Error ? (cause.message.split(/\. |\n/)[0] ?? "") : String(cause);
    throw new HostProblem(
      `${sentence}. The flags are --port, --data, --fresh, --at, --frozen, --assembly, --cold, --in-memory and --help.`,
      { cause },
    );
  }
}
