import { mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { lighter } from "./bundle-weight.ts";
import type { FunctionDefinition } from "./functions.ts";

/** A function's code, ready to be an asset: a folder that holds `index.mjs` and nothing else. */
export interface Bundle {
  readonly name: string;
  readonly folder: string;
  readonly bytes: number;
}

/** CommonJS packages inside an ESM bundle still call `require` for Node's own modules. */
const requireBanner =
  'import{createRequire as $createRequire}from"node:module";const require=$createRequire(import.meta.url);';

/**
 * Bundles the functions, all that need the same in one call of esbuild, so that the SDK is parsed once for them. The SDK is inside:
 * what ran in the tests is what runs on AWS, whatever the runtime ships. No source map goes into the asset, which
 * would double what a cold start loads; the same commit bundled again gives the same lines.
 *
 * @param root the project's root folder
 * @param into an empty or missing folder that receives a folder for each function
 */
export async function bundle(
  functions: readonly FunctionDefinition[],
  root: string,
  into: string,
): Promise<readonly Bundle[]> {
  rmSync(into, { recursive: true, force: true });
  mkdirSync(into, { recursive: true });
  for (const describes of [false, true]) {
    const alike = functions.filter((definition) => definition.describesApi === describes);
    await bundleAlike(alike, describes, root, into);
  }
  return functions.map(({ name }) => {
    const folder = join(into, name);
    return { name, folder, bytes: statSync(join(folder, "index.mjs")).size };
  });
}

async function bundleAlike(
  functions: readonly FunctionDefinition[],
  describes: boolean,
  root: string,
  into: string,
): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: functions.map(({ name, entry }) => ({ in: entry, out: `${name}/index` })),
    outdir: into,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    target: "node24",
    mainFields: ["module", "main"],
    alias: { "@aws-sdk/credential-provider-node": "./infra/environment-credentials.ts" },
    plugins: [lighter(describes)],
    banner: { js: requireBanner },
    // Licence texts are kept in node_modules and the lockfile; inside a bundle they are only bytes to load.
    legalComments: "none",
    logLevel: "warning",
  });
}

/** A line a function, in kB of 1,000 bytes, for whoever watches a synth. */
export const bundleReport = (bundles: readonly Bundle[]): string =>
  bundles
    .map(({ name, bytes }) => `  ${name.padEnd(20)} ${(bytes / 1000).toFixed(0).padStart(4)} kB`)
    .join("\n");
