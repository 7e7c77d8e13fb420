import { appendFileSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { temporaryFolder } from "#test/support/folders.ts";
import { hostThatEnds, type SpawnedHost, spawnHost } from "./local/spawned-host.ts";
import { writeTinyAssembly } from "./local/tiny-assembly.ts";

const running: SpawnedHost[] = [];
afterEach(async () => {
  for (const host of running.splice(0)) await host.kill();
});
async function start(
  data: string,
  assembly: string,
  args: readonly string[] = ["--at", "2026-11-09T09:00:00Z", "--frozen"],
): Promise<SpawnedHost> {
  const host = await spawnHost(["--data", data, "--assembly", assembly, ...args]);
  running.push(host);
  return host;
}
const post = async (host: SpawnedHost, path: string, body: unknown) =>
  (
    await fetch(host.url + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    })
  ).json();
// Each test knows the shape of what it asks for.
const get = async (host: SpawnedHost, path: string) =>
  (await fetch(host.url + path)).json() as Promise<never>;
const folder = () => join(temporaryFolder("tiny-data"), "data");
const names = ["t1", "t2", "t3", "t4", "t5", "t6"];
const rungs = Array.from({ length: 12 }, (_, n) =>
  new Date(Date.parse("2026-11-10T09:00:00Z") + n * 86_400_000).toISOString(),
);

describe("kill -9", () => {
  test("in the middle of a movement loses nothing: after the next start it ends as if it had not been", async () => {
    const assembly = writeTinyAssembly();
    const data = folder();
    let host = await start(data, assembly);
    for (const name of names)
      expect(await post(host, `/things/${name}`, { rungs })).toEqual({ refusal: "done" });
    for (const pause of [40, 120]) {
      post(host, "/_local/clock", { to: "2026-12-20T00:00:00Z" }).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, pause));
      await host.kill();
      host = await start(data, assembly);
    }
    await post(host, "/_local/clock", { to: "2026-12-20T00:00:00Z" });
    const executions = (await get(host, "/_local/executions")) as { name: string; status: string }[];
    expect(executions.map(({ name, status }) => [name, status])).toEqual(
      names.map((name) => [name, "SUCCEEDED"]),
    );
    const inbox = (await get(host, "/_local/inbox")) as { subject: string }[];
    const sent = new Set(inbox.map(({ subject }) => subject));
    expect([...sent].length).toBe(names.length * rungs.length);
    // At-least-once: a kill repeats only what was in flight, here at most one invocation a kill.
    expect(inbox.length).toBeLessThanOrEqual(sent.size + 2);
    for (const name of names) {
      const { events } = (await get(host, `/_local/executions/${name}`)) as { events: { id: number }[] };
      expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
    }
  });
  test("an execution ends on the definition that it began with", async () => {
    const data = folder();
    let host = await start(data, writeTinyAssembly());
    await post(host, "/things/t1", { rungs: rungs.slice(0, 2) });
    await host.kill();
    const changed = writeTinyAssembly(({ Resources }) => {
      const machine = Resources.Machine?.Properties ?? {};
      machine.DefinitionString = String(machine.DefinitionString).replaceAll('"Ended"', '"Finished"');
    });
    host = await start(data, changed);
    await post(host, "/_local/clock", { to: "2026-12-20T00:00:00Z" });
    expect(await get(host, "/_local/executions")).toMatchObject([
      { name: "t1", status: "SUCCEEDED", step: "Ended" },
    ]);
  });
});

describe("a start", () => {
  test("goes on from where time stood, or later when asked, never earlier, with its secrets, and makes up what fell due", async () => {
    const assembly = writeTinyAssembly();
    const data = folder();
    let host = await start(data, assembly);
    const before = await get(host, "/_local/config");
    await post(host, "/things/t1", { rungs: rungs.slice(0, 3) });
    await post(host, "/_local/clock", { by: "PT1H" });
    await host.kill();
    host = await start(data, assembly, ["--at", "2026-01-01T00:00:00Z", "--frozen"]);
    expect(await get(host, "/_local/clock")).toEqual({ now: "2026-11-09T10:00:00.000Z" });
    expect(await get(host, "/_local/config")).toEqual(before);
    await host.kill();
    host = await start(data, assembly, ["--at", "2026-11-11T12:00:00Z"]);
    expect(((await get(host, "/_local/inbox")) as { at: string }[]).map(({ at }) => at)).toEqual([
      "2026-11-09T09:00:00.000Z",
      ...rungs.slice(0, 2),
    ]);
  });
  test("takes a journal whose last line was torn, and forgets everything with --fresh", async () => {
    const assembly = writeTinyAssembly();
    const data = folder();
    let host = await start(data, assembly);
    await post(host, "/things/t1", { rungs: rungs.slice(0, 2) });
    await post(host, "/_local/clock", { by: "P0D" });
    await host.kill();
    const journal = readdirSync(join(data, "executions", "tiny"))[0] ?? "";
    for (const path of [
      join("executions", "tiny", journal),
      join("executions", "index.jsonl"),
      "inbox.jsonl",
    ]) {
      appendFileSync(join(data, path), '{"state":{"na');
    }
    host = await start(data, assembly);
    await post(host, "/_local/clock", { to: "2026-12-20T00:00:00Z" });
    expect(await get(host, "/_local/executions")).toMatchObject([{ status: "SUCCEEDED" }]);
    expect(((await get(host, "/_local/inbox")) as unknown[]).length).toBe(2);
    await host.kill();
    host = await start(data, assembly, ["--fresh"]);
    expect(await get(host, "/_local/executions")).toEqual([]);
    const { now } = (await get(host, "/_local/clock")) as { now: string };
    expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(10_000);
  });
});

describe("what cannot start says why in one sentence, and exits 1", () => {
  const ends = async (args: readonly string[], sentence: RegExp) => {
    const { code, stderr } = await hostThatEnds(args);
    expect({ code, lines: stderr.trim().split("\n").length }).toEqual({ code: 1, lines: 1 });
    expect(stderr).toMatch(sentence);
  };

  test("an unknown flag, a port or an instant that is none", async () => {
    await ends(["--prot", "1"], /--prot.*The flags are --port/);
    await ends(["--port", "many"], /--port many is not a port/);
    await ends(["--at", "noon"], /--at noon is not an instant/);
  });
  test("a taken port", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    const port = typeof address === "object" ? String(address?.port) : "";
    await ends(["--port", port, "--data", folder(), "--assembly", writeTinyAssembly()], /Port \d+ is taken/);
    server.close();
  });
  test("a missing assembly", async () => {
    await ends(
      ["--port", "0", "--data", folder(), "--assembly", "/nowhere"],
      /no cloud assembly in \/nowhere/,
    );
  });
  test("a damaged data folder, one that is not the host's, and one that is in use", async () => {
    const assembly = writeTinyAssembly();
    const data = folder();
    const host = await start(data, assembly);
    await ends(["--port", "0", "--data", data, "--assembly", assembly], /another local host/i);
    await host.kill();
    writeFileSync(join(data, "clock.json"), "{");
    await ends(
      ["--port", "0", "--data", data, "--assembly", assembly],
      /damaged: .*clock.json cannot be read/,
    );
    const foreign = temporaryFolder("foreign");
    writeFileSync(join(foreign, "thesis.txt"), "mine");
    await ends(
      ["--port", "0", "--data", foreign, "--fresh", "--assembly", assembly],
      /holds files that are not the local host's/,
    );
    expect(readdirSync(foreign)).toEqual(["thesis.txt"]);
  });

  test("tables in memory beside what is kept on disk, before or after", async () => {
    const assembly = writeTinyAssembly();
    const data = folder();
    const at = ["--port", "0", "--data", data, "--assembly", assembly];
    const host = await start(data, assembly, ["--in-memory", "--at", "2026-11-09T09:00:00Z", "--frozen"]);
    expect(await post(host, "/things/t1", { rungs })).toEqual({ refusal: "done" });
    expect(readdirSync(data)).not.toContain("tables");
    await host.kill();
    await ends(at, /damaged: .*tables/);
    await ends([...at, "--in-memory"], /add --fresh/);
  });
});
