import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Activity } from "./activity.ts";
import { Api } from "./api.ts";
import { readAssembly } from "./assembly.ts";
import { DynamoDb } from "./aws/dynamodb.ts";
import { type AwsService, serveAws, urlOf } from "./aws/endpoint.ts";
import { Secrets } from "./aws/secrets.ts";
import { Ses } from "./aws/ses.ts";
import { States } from "./aws/states.ts";
import { Control } from "./control.ts";
import { clockKeeper, openDataFolder, startOfClock } from "./data-folder.ts";
import { type Front, openFront } from "./front.ts";
import { FunctionHost, handlerOf } from "./function-host.ts";
import { audience, Issuer } from "./issuer.ts";
import { MachineHost } from "./machine-host.ts";
import { MailEvents } from "./mail-events.ts";
import { Schedules } from "./schedules.ts";
import { seedRoster } from "./seed.ts";
import { VirtualClock } from "./virtual-clock.ts";

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

const longestStopMs = 3000;

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

  const { from, to, set } = startOfClock(dataFolder, {
    wall: Date.now(),
    frozen: options.frozen,
    ...(options.at === undefined ? {} : { at: options.at }),
  });
  const clock = new VirtualClock({
    now: from,
    frozen: options.frozen,
    persist: clockKeeper(dataFolder, set, from),
  });
  const activity = new Activity(() => clock.now());
  activity.changed();

  const tables = await DynamoDb.open(parts, activity, options.inMemory ? undefined : dataFolder);
  closing.push(() => tables.close());
  const secrets = new Secrets(parts, dataFolder);
  const inbox = new Ses(parts, clock, dataFolder);
  const issuer = await Issuer.open(issuerUrl, dataFolder);
  // The endpoint must have its address before the functions, and the machines need the functions.
  const services: Record<string, AwsService> = { dynamodb: tables, secretsmanager: secrets, ses: inbox };
  const endpoint = await serveAws(parts, activity, services);
  closing.push(() => {
    endpoint.closeAllConnections();
    endpoint.close();
  });
  const functions = new FunctionHost({
    parts,
    activity,
    clock: clock.cell,
    endpoint: urlOf(endpoint),
    dataFolder,
  });
  closing.push(() => functions.close());
  const mailEvents = new MailEvents({ parts, functions, clock });
  inbox.onAccepted = (mail, set) => mailEvents.accepted(mail, set);
  const machines = new MachineHost({ parts, functions, activity, clock, dataFolder });
  services.states = new States(parts, machines);
  const schedules = new Schedules({ parts, functions, activity, clock, dataFolder });
  closing.push(() => schedules.close());
  // What is in flight is let finish, so that a stop loses no more than a kill would.
  closing.push(() => Promise.race([activity.quiet(), setTimeout(longestStopMs)]));
  closing.push(() => clock.stop());
  const api = new Api({ parts, functions, activity, clock });
  const control = new Control({ activity, clock, inbox, issuer, machines, schedules, secrets });

  const ready = Promise.withResolvers<void>();
  const own = randomUUID();
  front.serve(async (request, response, target) => {
    const path = target.pathname;
    // The issuer's documents and the host's own requests are needed to get ready; everybody else waits.
    if (!path.startsWith("/_local/issuer/") && request.headers["x-holdfast-boot"] !== own)
      await ready.promise;
    const local =
      path === "/_local" || path.startsWith("/_local/") || (path === "/" && request.method === "GET");
    return local
      ? control.answer(request, response, path === "/" ? new URL("/_local", target) : target)
      : api.answer(request, response, target);
  });

  machines.resume();
  schedules.start();
  if (to > from) {
    say(`Making up the time from ${new Date(from).toISOString()} to ${new Date(to).toISOString()}...`);
    const ran = await clock.advanceTo(activity, to);
    say(`Made up: ${ran} ran, ${schedules.coalesced} idle runs of schedules were coalesced.`);
  }
  clock.start(activity);
  const keeping = setInterval(() => clock.persist(), 1000).unref();
  closing.push(() => clearInterval(keeping));
  await seedRoster({
    base: `http://127.0.0.1:${front.port}`,
    issuer,
    now: clock.now(),
    headers: { "x-holdfast-boot": own },
    dataFolder,
    say,
  });
  ready.resolve();
  const time = options.frozen ? "stands still until it is moved" : "moves with the wall clock";
  say(
    `Ready at ${url} in ${((performance.now() - began) / 1000).toFixed(2)} s; it is ${clock.instant()}, and time ${time}.`,
  );
  if (!options.cold) void functions.warm();
}
