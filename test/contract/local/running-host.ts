import { readFileSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { type Host, startHost } from "#infra/local/host.ts";
import { temporaryFolder } from "#test/support/folders.ts";

// As the host's own process does.
enableCompileCache();

/** A host in this process, with what a test asks of it. */
export interface RunningHost {
  readonly url: string;
  readonly data: string;
  readonly said: readonly string[];
  get(path: string, headers?: Record<string, string>): Promise<{ status: number; body: never }>;
  post(
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: never }>;
  token(as?: string): Promise<string>;
  log(): string;
  close(): Promise<void>;
}

export async function runHost(
  assembly: string,
  options: { at?: string; data?: string; frozen?: boolean } = {},
): Promise<RunningHost> {
  const data = options.data ?? temporaryFolder("tiny-data");
  const said: string[] = [];
  const host: Host = await startHost({
    port: 0,
    data,
    fresh: false,
    frozen: options.frozen ?? true,
    cold: true,
    inMemory: false,
    at: Date.parse(options.at ?? "2026-11-09T09:00:00Z"),
    assembly: async () => assembly,
    say: (line) => said.push(line),
  });
  const call = async (path: string, init: RequestInit) => {
    const answer = await fetch(host.url + path, init);
    const text = await answer.text();
    const isJson = answer.headers.get("content-type")?.startsWith("application/json") && text !== "";
    // Each test knows the shape of what it asks for.
    return { status: answer.status, body: (isJson ? JSON.parse(text) : text) as never };
  };
  const post = (path: string, body: unknown, headers = {}) => {
    const raw = typeof body === "string" || body instanceof Uint8Array;
    return call(path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: raw ? (body as string) : JSON.stringify(body),
    });
  };
  return {
    url: host.url,
    data,
    said,
    get: (path, headers = {}) => call(path, { headers }),
    post,
    token: async (as = "wk-ada-quill") =>
      ((await post("/_local/sign-in", { as })).body as { token: string }).token,
    log: () => readFileSync(join(data, "functions.log"), "utf8"),
    close: () => host.close(),
  };
}
