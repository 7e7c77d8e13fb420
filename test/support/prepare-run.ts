import { cpSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { freshAssembly } from "#infra/synth.ts";
import { forget, temporaryFolder } from "./folders.ts";
import { LocalHost } from "./host.ts";
import { joinRun, notePrepared, type PreparedRun, partsOf, preparedRun } from "./prepared-run.ts";

/** Before every instant at which a journey begins. */
const before = "2026-11-02T00:00:00Z";

/**
 * For the tests that start from the assembly of this source: it is synthesized where the source has changed since, and one
 * host boots from it and puts the team on its roster, through the API as always. Every other host of the run begins with a
 * copy of what that one kept; starting anew twenty times over would take a third of the time that the journeys take. It is
 * done beside the tests of pure code, which run first; who needs it waits for it.
 */
export default function prepareRun(): (() => Promise<void>) | undefined {
  if (preparedRun() !== undefined) return undefined; // Another project of the same run has begun it.
  const folder = temporaryFolder("run");
  const leave = joinRun(folder);
  const done = prepare(partsOf(folder)).then(
    () => notePrepared(folder),
    (error: unknown) => notePrepared(folder, error),
  );
  return async () => {
    await done;
    leave();
    forget(folder);
  };
}

async function prepare({ assembly, data, compiled }: PreparedRun): Promise<void> {
  cpSync(await freshAssembly(), assembly, { recursive: true });
  const host = await LocalHost.first({ at: before, compiled, assembly });
  await host.stop();
  renameSync(host.data, data);
  // Each host has a clock of its own, and says its own things.
  for (const own of ["clock.json", "schedules.jsonl", "functions.log"]) rmSync(join(data, own));
}
