import { join } from "node:path";

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
