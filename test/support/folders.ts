import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

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

/** A copy of the synthesized assembly: a synth under way beside the tests cannot change it. */
export function copyOfAssembly(): string {
  const folder = temporaryFolder("assembly");
  cpSync(resolve(import.meta.dirname, "../../cdk.out"), folder, { recursive: true });
  return folder;
}
