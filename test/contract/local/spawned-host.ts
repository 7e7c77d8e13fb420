import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../../infra/local/main.ts", import.meta.url));

/** The host as a process of its own, as `npm start` runs it. */
export interface SpawnedHost {
  readonly url: string;
  /** `kill -9`; resolves when it is gone. */
  kill(): Promise<void>;
}

export async function spawnHost(args: readonly string[], port: number): Promise<SpawnedHost> {
  const child = spawn(process.execPath, [main, "--port", String(port), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  await new Promise<void>((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
      if (said.includes("Ready at")) resolve();
    });
    child.once("exit", () => reject(new Error(`The host ended: ${said}`)));
  });
  const url = `http://localhost:${port}`;
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
  const child = spawn(process.execPath, [main, ...args], { stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const [code] = await once(child, "exit");
  return { code, stderr };
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("A port was expected.");
  return address.port;
}
