import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";

/** The root of the project. */
export const root = resolve(import.meta.dirname, "..");

/** The file in an assembly that says what it was made from. */
export const stampFile = "inputs.sha256";

/** Everything that can change what is synthesized. The local host reads the result, so it is no part of this. */
const inputs = [
  "infra",
  "workflows",
  "shared",
  "functions",
  "cdk.json",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
];
const notInputs = new Set(["infra/local"]);

function filesBelow(path: string): readonly string[] {
  const name = relative(root, path);
  if (notInputs.has(name)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((entry) => filesBelow(join(path, entry)));
}

/** What the assembly of a stage is made from, as one hash: equal exactly when a new synth would give the same. */
export function hashOfInputs(stage: string): string {
  const hash = createHash("sha256").update(`stage ${stage}\n`);
  for (const file of inputs.flatMap((input) => filesBelow(join(root, input)))) {
    const content = readFileSync(file);
    hash.update(`${relative(root, file)} ${content.byteLength}\n`).update(content);
  }
  return hash.digest("hex");
}
