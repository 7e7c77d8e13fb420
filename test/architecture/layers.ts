import { resolve } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import extractConfig from "dependency-cruiser/config-utl/extract-depcruise-config";

/** One import that a rule refuses. */
export interface Refused {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}
export interface Layers {
  /** How many of our own modules were read: with the wrong parser none is, and nothing is refused. */
  readonly modules: number;
  readonly refused: readonly Refused[];
}

const rooms = ["infra", "functions", "workflows", "shared", "test"];

const config = await extractConfig(resolve(import.meta.dirname, "../../.dependency-cruiser.mjs"));
const forbidden = config.forbidden ?? [];

/** The names of all the rules. */
export const rules: readonly string[] = forbidden.map(({ name }) => name ?? "a rule without a name");

/** Reads every import below `root` and holds it against the rules of `.dependency-cruiser.mjs`. */
export async function readLayers(root: string): Promise<Layers> {
  const { output } = await cruise(rooms, {
    ...config.options,
    baseDir: root,
    validate: true,
    ruleSet: { forbidden },
  });
  const { modules, summary } = output as ICruiseResult;
  return {
    modules: modules.filter(({ source }) => rooms.some((room) => source.startsWith(`${room}/`))).length,
    refused: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}

/** Fewer than this cannot be the whole project. */
export const fewestModules = 60;

if (import.meta.main) {
  const { modules, refused } = await readLayers(resolve(import.meta.dirname, "../.."));
  for (const { rule, from, to } of refused) console.error(`${rule}: ${from} -> ${to}`);
  console.log(`${modules} modules read, ${refused.length} imports refused`);
  if (refused.length > 0 || modules < fewestModules) process.exit(1);
}
