import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

/** What every host of one test run begins with, made once before the first of them. */
export interface PreparedRun {
  /** A copy of the synthesized assembly. */
  readonly assembly: string;
  /** The data folder of a host that has put the fictional team on its roster, without its clock. */
  readonly data: string;
  /** Where Node keeps what it has compiled of the host and of the bundles. */
  readonly compiled: string;
}

const variable = "HOLDFAST_TEST_RUN";

/** The prepared run that this process is part of, if any: `npm run demo` and a lone script have none. */
export function preparedRun(): PreparedRun | undefined {
  const folder = process.env[variable];
  return folder === undefined ? undefined : partsOf(folder);
}

/** Lets this process and every one that it starts be part of the run; gives back what makes them not. */
export function joinRun(folder: string): () => void {
  process.env[variable] = folder;
  return () => {
    delete process.env[variable];
  };
}

export const partsOf = (folder: string): PreparedRun => ({
  assembly: join(folder, "assembly"),
  data: join(folder, "data"),
  compiled: join(folder, "compiled"),
});

const sayings = (folder: string) => ({ ready: join(folder, "ready"), failed: join(folder, "failed") });

/** Notes that what the run's hosts begin with is there, or why it is not. */
export function notePrepared(folder: string, failure?: unknown): void {
  const { ready, failed } = sayings(folder);
  if (failure === undefined) writeFileSync(ready, "");
  else writeFileSync(failed, String(failure));
}

/** Waits until what this process's run begins with is there; at once where it is part of none. Throws where it failed. */
export async function whenPrepared(): Promise<void> {
  const folder = process.env[variable];
  if (folder === undefined) return;
  const { ready, failed } = sayings(folder);
  while (!existsSync(ready)) {
    if (existsSync(failed)) throw new Error(`The run could not be prepared: ${readFileSync(failed, "utf8")}`);
    await setTimeout(50);
  }
}
