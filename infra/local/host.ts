import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { readAssembly } from "./assembly.ts";
import { type AwsService, serveAws, urlOf } from "./aws/endpoint.ts";
import { clearDataFolder, openDataFolder } from "./data-folder.ts";
import { type Front, openFront } from "./front.ts";
import { FunctionHost, handlerOf } from "./function-host.ts";
import { audience } from "./issuer.ts";
import { HostProblem } from "./problem.ts";
import { seedRoster } from "./seed.ts";
import { newCell } from "./virtual-clock.ts";
import { openWorld, type World } from "./world.ts";

export interface HostOptions {
  /** 0 for any free one. */
  readonly port: number;
  readonly data: string;
  readonly fresh: boolean;
  readonly frozen: boolean;
  /** Whether to leave each function to be loaded by its first call. */
  readonly cold: boolean;
  /** Whether the tables are kept in memory only. */
  readonly inMemory: boolean;
  /** ms since the epoch. */
  readonly at?: number;
  /** Gives the folder of the cloud assembly. */
  readonly assembly: () => Promise<string>;
  readonly say: (line: string) => void;
}

export interface Host {
  readonly url: string;
  close(): Promise<void>;
}

/** Boots the host from a cloud assembly and a data folder. Throws `HostProblem`, having let everything go again. */
export async function startHost(options: HostOptions): Promise<Host> {
  const closing: (() => unknown)[] = [];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    const front = await openFront(options.port);
    closing.push(() => front.close());
    await boot(options, front, closing);
    return { url: `http://localhost:${front.port}`, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function boot(options: HostOptions, front: Front, closing: (() => unknown)[]): Promise<void> {
  const { say } = options;
  const dataFolder = resolve(options.data);
  const url = `http://localhost:${front.port}`;
  openDataFolder(dataFolder, options);
  const folder = await options.assembly();
  const began = performance.now();

  const issuerUrl = `${url}/_local/issuer`;
  const parameters = {
    TokenIssuer: issuerUrl,
    TokenAudience: audience,
    MailFrom: "no-reply@holdfast.example",
    ServiceUrl: url,
  };
  const parts = readAssembly(resolve(folder), { region: "eu-west-2", account: "000000000000", parameters });
  for (const part of parts.functions) handlerOf(part);
  const counts = `${parts.functions.length} functions, ${parts.machines.length} workflows, ${parts.schedules.length} schedules, ${parts.tables.length} tables`;
  say(`Read ${folder}: ${counts}.`);

  // What stays when everything else begins anew: the loaded functions, the address that they call, and their clock.
  let world: World | undefined;
  const cell = newCell();
  const services: Record<string, AwsService> = {};
  const busy = {
    during: <T>(work: () => Promise<T>) => (world === undefined ? work() : world.activity.during(work)),
  };
  const endpoint = await serveAws(parts, busy, services);
  closing.push(() => {
    endpoint.closeAllConnections();
    endpoint.close();
  });
  const functions = new FunctionHost({
    parts,
    activity: busy,
    clock: cell,
    endpoint: urlOf(endpoint),
    dataFolder,
    log: (text) => world?.log.append(text),
  });
  closing.push(() => functions.close());
  closing.push(() => world?.close());

  const own = randomUUID();
  let ready = Promise.withResolvers<void>();
  async function begin(at: number | undefined): Promise<string> {
    const { frozen, inMemory } = options;
    const opened = await openWorld({
      parts,
      functions,
      services,
      cell,
      dataFolder,
      issuerUrl,
      frozen,
      inMemory,
      at,
      say,
      beginAnew,
    });
    world = opened;
    await world.start();
    await seedRoster({
      base: `http://127.0.0.1:${front.port}`,
      issuer: world.issuer,
      now: world.clock.now(),
      headers: { "x-holdfast-boot": own },
      dataFolder,
      say,
    });
    ready.resolve();
    return opened.clock.instant();
  }
  let begun: Promise<unknown> = ready.promise;
  /** One after the other, however many ask. */
  function beginAnew(at: number | undefined): Promise<string> {
    const anew = begun.catch(() => undefined).then(() => forgetAndBegin(at));
    begun = anew;
    return anew;
  }
  async function forgetAndBegin(at: number | undefined): Promise<string> {
    ready = Promise.withResolvers();
    ready.promise.catch(() => undefined); // Thrown to whoever asks for anything meanwhile.
    try {
      await world?.close();
      clearDataFolder(dataFolder);
      return await begin(at ?? options.at);
    } catch (error) {
      ready.reject(error);
      throw error;
    }
  }

  front.serve(async (request, response, target) => {
    const path = target.pathname;
    // The issuer's documents and the host's own requests are needed to get ready; everybody else waits.
    if (!path.startsWith("/_local/issuer/") && request.headers["x-holdfast-boot"] !== own)
      await ready.promise;
    const local =
      path === "/_local" || path.startsWith("/_local/") || (path === "/" && request.method === "GET");
    if (world === undefined) throw new HostProblem("The host does not keep anything yet.");
    const { control, api } = world;
    return local
      ? control.answer(request, response, path === "/" ? new URL("/_local", target) : target)
      : api.answer(request, response, target);
  });
  const now = await begin(options.at);
  const time = options.frozen ? "stands still until it is moved" : "moves with the wall clock";
  say(
    `Ready at ${url} in ${((performance.now() - began) / 1000).toFixed(2)} s; it is ${now}, and time ${time}.`,
  );
  if (!options.cold) void functions.warm();
}
