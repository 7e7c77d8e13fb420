import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { preparedRun } from "#test/support/prepared-run.ts";

const main = fileURLToPath(new URL("../../../infra/local/main.ts", import.meta.url));

/** What one host has compiled serves the next, where the run is a prepared one. */
const environment = { ...process.env, NODE_COMPILE_CACHE: preparedRun()?.compiled };

/** The host as a process of its own, as `npm start` runs it. */
export interface SpawnedHost {
  readonly url: string;
  /** `kill -9`; resolves when it is gone. */
  kill(): Promise<void>;
}

/** Starts it on a port that it takes itself: one that was found free beforehand may be another's by then. */
export async function spawnHost(args: readonly string[]): Promise<SpawnedHost> {
  const child = spawn(process.execPath, [main, "--port", "0", ...args], {
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = once(child, "exit");
  const url = await new Promise<string>((resolve, reject) => {
    let said = "";
    const hear = (chunk: Buffer) => {
      said += chunk;
      const ready = /Ready at (\S+) /.exec(said)?.[1];
      if (ready !== undefined) resolve(ready);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("close", () => reject(new Error(`The host ended: ${said}`)));
  });
  return {
    url,
    kill: async () => {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/** Runs the host until it ends by itself; its exit code and what it said. */
export async function hostThatEnds(
  args: readonly string[],
): Promise<{ readonly code: number; readonly stderr: string }> {
  const child = spawn(process.execPath, [main, ...args], {
    env: environment,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const [code] = await once(child, "exit");
  return { code, stderr };
}
