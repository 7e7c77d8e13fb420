import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Activity } from "./activity.ts";
import { Api } from "./api.ts";
import type { Parts } from "./assembly.ts";
import { DynamoDb } from "./aws/dynamodb.ts";
import type { AwsService } from "./aws/endpoint.ts";
import { Secrets } from "./aws/secrets.ts";
import { Ses } from "./aws/ses.ts";
import { States } from "./aws/states.ts";
import { type Closing, openInSteps } from "./closing.ts";
import { Control } from "./control.ts";
import { clockKeeper, startOfClock } from "./data-folder.ts";
import type { FunctionHost } from "./function-host.ts";
import { Issuer } from "./issuer.ts";
import { OpenFile } from "./journal.ts";
import { MachineHost } from "./machine-host.ts";
import { MailEvents } from "./mail-events.ts";
import { Schedules } from "./schedules.ts";
import { VirtualClock } from "./virtual-clock.ts";

export interface WorldOptions {
  readonly parts: Parts;
  readonly functions: FunctionHost;
  /** What the functions reach at the loopback endpoint; this world puts its own there. */
  readonly services: Record<string, AwsService>;
  /** Where the functions read the time. */
  readonly cell: Float64Array;
  readonly dataFolder: string;
  readonly issuerUrl: string;
  readonly frozen: boolean;
  readonly inMemory: boolean;
  /** What time it is, in ms since the epoch; the wall's, where nobody says. */
  readonly at: number | undefined;
  readonly say: (line: string) => void;
  /** Forgets all but the secrets and the key and begins anew, with the functions still loaded; gives back the time that it then is. */
  readonly beginAnew: (at: number | undefined) => Promise<string>;
}

/** All that a data folder keeps, and what runs on it: tables, executions, mail, schedules, and the time that it is. */
export interface World {
  readonly activity: Activity;
  readonly api: Api;
  readonly clock: VirtualClock;
  readonly control: Control;
  readonly issuer: Issuer;
  readonly log: OpenFile;
  /** Goes on with what was under way, and makes up the time that has passed since. */
  start(): Promise<void>;
  close(): Promise<void>;
}

const longestStopMs = 3000;

/** Opens what the data folder keeps. Throws `HostProblem` where it cannot be read, having let everything go again. */
export async function openWorld(options: WorldOptions): Promise<World> {
  const { opened, close } = await openInSteps((closing) => open(options, closing));
  return { ...opened, close };
}

async function open(
  { parts, functions, services, cell, dataFolder, ...options }: WorldOptions,
  closing: Closing,
): Promise<Omit<World, "close">> {
  const { at, frozen, say } = options;
  const { from, to, set } = startOfClock(dataFolder, {
    wall: Date.now(),
    frozen,
    ...(at === undefined ? {} : { at }),
  });
  const clock = new VirtualClock({ now: from, frozen, cell, persist: clockKeeper(dataFolder, set, from) });
  const activity = new Activity(() => clock.now());
  activity.changed();

  const log = new OpenFile(join(dataFolder, "functions.log"));
  closing.push(() => log.close());
  const tables = await DynamoDb.open(parts, activity, options.inMemory ? undefined : dataFolder);
  closing.push(() => tables.close());
  const secrets = new Secrets(parts, dataFolder);
  const inbox = new Ses(parts, clock, dataFolder);
  const issuer = await Issuer.open(options.issuerUrl, dataFolder);
  const mailEvents = new MailEvents({ parts, functions, clock });
  inbox.onAccepted = (mail, through) => mailEvents.accepted(mail, through);
  const machines = new MachineHost({ parts, functions, activity, clock, dataFolder });
  const states = new States(parts, machines);
  Object.assign(services, { dynamodb: tables, secretsmanager: secrets, ses: inbox, states });
  const schedules = new Schedules({ parts, functions, activity, clock, dataFolder });
  closing.push(() => schedules.close());
  // What is in flight is let finish, so that a stop loses no more than a kill would.
  closing.push(() => Promise.race([activity.quiet(), setTimeout(longestStopMs)]));
  closing.push(() => clock.stop());
  const { beginAnew } = options;
  const api = new Api({ parts, functions, activity, clock });
  const control = new Control({ activity, clock, inbox, issuer, machines, schedules, secrets, beginAnew });

  async function start(): Promise<void> {
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
  }
  return { activity, api, clock, control, issuer, log, start };
}
