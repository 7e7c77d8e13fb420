import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { hashOfInputs, root, stampFile } from "./inputs.ts";

const assembly = join(root, "cdk.out");

function isFresh(): boolean {
  try {
    return readFileSync(join(assembly, stampFile), "utf8") === hashOfInputs("prod");
  } catch {
    return false;
  }
}

/**
 * Synthesizes into a folder beside the assembly and puts it in its place when it is whole: who reads `cdk.out` at that
 * moment finds the old one or the new one, and a failed synth leaves the old one standing.
 *
 * @param checked also runs the CDK's own template checks, which cost as much again as the rest; cdk-nag runs in either case
 * @throws when synth fails, its findings having been printed
 */
async function synthesize({ checked }: { readonly checked: boolean }): Promise<void> {
  const started = performance.now();
  const beside = `${assembly}.${process.pid}`;
  try {
    const app = spawn(process.execPath, [join(root, "infra/app.ts")], {
      cwd: root,
      env: { ...process.env, CDK_OUTDIR: beside, CDK_VALIDATION: checked ? "true" : "false" },
      stdio: ["ignore", "inherit", "inherit"],
    });
    const [code] = await once(app, "exit");
    if (code !== 0) throw new Error(`synth failed (exit ${code}); see the findings above`);
    rmSync(assembly, { recursive: true, force: true });
    renameSync(beside, assembly);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
  console.error(`Synthesized cdk.out in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

/**
 * The folder of the cloud assembly, synthesized anew only when something that it is made from has changed. Says on stderr
 * which of the two it did.
 *
 * @throws when synth fails
 */
export async function freshAssembly(): Promise<string> {
  if (isFresh()) console.error("cdk.out is up to date");
  else await synthesize({ checked: false });
  return assembly;
}

if (import.meta.main) await synthesize({ checked: true });
