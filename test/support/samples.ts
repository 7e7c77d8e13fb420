import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A sample referral of nobody who lives, by the name of its file in `samples/`. */
export const sample = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(import.meta.dirname, "samples", `${name}.json`), "utf8"));
