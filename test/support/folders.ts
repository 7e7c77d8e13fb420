import { cpSync, lstatSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { preparedRun } from "./prepared-run.ts";

const folders = new Set<string>();
process.once("exit", () => {
  for (const folder of folders) forget(folder);
});

/** Deletes a folder that `temporaryFolder` made; any other is left alone. */
export function forget(folder: string): void {
  if (folders.delete(folder)) rmSync(folder, { recursive: true, force: true });
}

/** A folder that goes with the host that uses it, or when the test process does. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `holdfast-${name}-`));
  folders.add(folder);
  return folder;
}

/** A data folder: empty, or in a prepared run with the roster that a first start puts there. */
export function dataFolder(): string {
  const folder = temporaryFolder("data");
  const run = preparedRun();
  if (run !== undefined) cpSync(run.data, folder, { recursive: true });
  return folder;
}

/**
 * A copy of the synthesized assembly: a synth under way beside the tests cannot change it. In a prepared run its bundles
 * are links to the run's one copy of them, so that what one host has compiled serves the next.
 */
export function copyOfAssembly(): string {
  const folder = temporaryFolder("assembly");
  const run = preparedRun();
  if (run === undefined) {
    cpSync(resolve(import.meta.dirname, "../../cdk.out"), folder, { recursive: true });
    return folder;
  }
  for (const entry of readdirSync(run.assembly, { withFileTypes: true })) {
    const [from, to] = [join(run.assembly, entry.name), join(folder, entry.name)];
    if (entry.isDirectory()) symlinkSync(from, to);
    else cpSync(from, to);
  }
  return folder;
}

/** Makes a bundle of a copied assembly that copy's own, so that a change of it is seen nowhere else. */
export function ownBundle(bundle: string): void {
  if (!lstatSync(bundle).isSymbolicLink()) return;
  const shared = realpathSync(bundle);
  rmSync(bundle);
  cpSync(shared, bundle, { recursive: true });
}
