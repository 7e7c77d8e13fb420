import { cpSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { freshAssembly } from "#infra/synth.ts";
import { forget, temporaryFolder } from "./folders.ts";
import { LocalHost } from "./host.ts";
import { joinRun, partsOf } from "./prepared-run.ts";

/** Before every instant at which a journey begins. */
const before = "2026-11-02T00:00:00Z";

/**
 * Before the journeys: one host boots from the assembly of this source and puts the team on its roster, through the API
 * as always; every other host of the run begins with a copy of what it kept. Starting anew twenty times over would take
 * a third of the time that the journeys take.
 */
export default async function prepareRun(): Promise<() => void> {
  const folder = temporaryFolder("run");
  const { assembly, data, compiled } = partsOf(folder);
  cpSync(await freshAssembly(), assembly, { recursive: true });
  const host = await LocalHost.start({ at: before, compiled, assembly });
  await host.stop();
  renameSync(host.data, data);
  // Each host has a clock of its own, and says its own things.
  for (const own of ["clock.json", "schedules.jsonl", "functions.log"]) rmSync(join(data, own));
  const leave = joinRun(folder);
  return () => {
    leave();
    forget(folder);
  };
}
