import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { readAssembly } from "./assembly.ts";
import { type AwsService, serveAws, urlOf } from "./aws/endpoint.ts";
import { type Closing, openInSteps } from "./closing.ts";
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
  const { opened: front, close } = await openInSteps(async (closing) => {
    const opening = await openFront(options.port);
    closing.push(() => opening.close());
    await boot(options, opening, closing);
    return opening;
  });
  return { url: `http://localhost:${front.port}`, close };
}

async function boot(options: HostOptions, front: Front, closing: Closing): Promise<void> {
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
  /** The beginning that everybody waits for: the first, or the latest that somebody asked for. */
  let begun: Promise<string>;
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
    return opened.clock.instant();
  }
  /** One after the other, however many ask, and whatever became of the one before. */
  function beginAnew(at: number | undefined): Promise<string> {
    const before = begun.catch(() => undefined);
    begun = before.then(async () => {
      await world?.close();
      clearDataFolder(dataFolder);
      return begin(at ?? options.at);
    });
    return begun;
  }

  front.serve(async (request, response, target) => {
    const path = target.pathname;
    // The issuer's documents and the host's own requests are needed to get ready; everybody else waits.
    if (!path.startsWith("/_local/issuer/") && request.headers["x-holdfast-boot"] !== own) await begun;
    const local =
      path === "/_local" || path.startsWith("/_local/") || (path === "/" && request.method === "GET");
    if (world === undefined) throw new HostProblem("The host does not keep anything yet.");
    const { control, api } = world;
    return local
      ? control.answer(request, response, path === "/" ? new URL("/_local", target) : target)
      : api.answer(request, response, target);
  });
  begun = begin(options.at);
  const now = await begun;
  const time = options.frozen ? "stands still until it is moved" : "moves with the wall clock";
  say(
    `Ready at ${url} in ${((performance.now() - began) / 1000).toFixed(2)} s; it is ${now}, and time ${time}.`,
  );
  if (!options.cold) void functions.warm();
}
