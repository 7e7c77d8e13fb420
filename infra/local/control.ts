import type { IncomingMessage, ServerResponse } from "node:http";
import type { Activity } from "./activity.ts";
import type { Secrets } from "./aws/secrets.ts";
import type { Ses } from "./aws/ses.ts";
import { ClockRequestRefused, instantIn, targetOf } from "./clock-request.ts";
import type { Issuer } from "./issuer.ts";
import { isRecord, type JsonRecord } from "./json.ts";
import type { ListedExecution, MachineHost } from "./machine-host.ts";
import { executionPage, executionsPage, inboxPage, startPage } from "./page.ts";
import { sentenceOf } from "./problem.ts";
import type { Schedules } from "./schedules.ts";
import { everybody } from "./team.ts";
import type { VirtualClock } from "./virtual-clock.ts";

/** What the control surface shows and moves. */
export interface ControlOptions {
  readonly activity: Activity;
  readonly clock: VirtualClock;
  readonly inbox: Ses;
  readonly issuer: Issuer;
  readonly machines: MachineHost;
  readonly schedules: Schedules;
  readonly secrets: Secrets;
  /** Forgets all but the secrets and the key, and begins anew at an instant (ms); gives back the time that it then is. */
  readonly beginAnew: (at: number | undefined) => Promise<string>;
}

const largestBody = 64 * 1024;
class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** `/_local/*`: for people and tests on this machine only; nothing of it exists on AWS. */
export class Control {
  readonly #options: ControlOptions;

  constructor(options: ControlOptions) {
    this.#options = options;
  }

  async answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    try {
      const found = await this.#route(request, url);
      const type = typeof found === "string" ? "text/html; charset=utf-8" : "application/json";
      response.writeHead(200, { "content-type": type, "cache-control": "no-store" });
      response.end(typeof found === "string" ? found : JSON.stringify(found));
    } catch (error) {
      const status =
        error instanceof Refused ? error.status : error instanceof ClockRequestRefused ? 400 : 500;
      response
        .writeHead(status, { "content-type": "application/json" })
        .end(JSON.stringify({ message: sentenceOf(error) }));
    }
  }

  async #route(request: IncomingMessage, url: URL): Promise<unknown> {
    refuseStrangers(request);
    const path = url.pathname.replace(/^\/_local/, "");
    const method = request.method ?? "GET";
    const { clock, inbox, issuer, machines, secrets } = this.#options;
    const read = path.startsWith("/issuer/") ? issuer.document(path.slice("/issuer".length)) : undefined;
    const execution = /^\/(pages\/)?executions\/([^/]+)$/.exec(path);
    if (execution !== null)
      return this.#execution(method, nameIn(execution[2] ?? ""), execution[1] !== undefined);
    switch (`${method} ${path}`) {
      case "GET ":
      case "GET /":
        return startPage(clock.instant(), clock.frozen, inbox.inbox.length, machines.all().length);
      case "GET /config":
        return {
          webhookSources: secrets.webhookSources(),
          staff: everybody.map(({ id, name, roles }) => ({ id, name, roles })),
        };
      case "GET /clock":
        return { now: clock.instant() };
      case "POST /clock":
        return this.#move(await bodyOf(request));
      case "POST /anew":
        return this.#beginAnew(await bodyOf(request));
      case "POST /sign-in":
        return this.#signIn(await bodyOf(request));
      case "GET /inbox":
        return inbox.inbox
          .slice(countIn(url, "after"))
          .map(({ at, to, subject, text, tags }) => ({ at, to, subject, text, tags }));
      case "GET /executions":
        return machines.list().map(shown);
      case "GET /pages/inbox":
        return inboxPage(inbox.inbox);
      case "GET /pages/executions":
        return executionsPage(machines.list());
    }
    if (method === "GET" && read !== undefined) return read;
    throw new Refused(404, `There is no ${method} ${url.pathname} here; GET /_local names what there is.`);
  }

  async #execution(method: string, name: string, asPage: boolean): Promise<unknown> {
    const { machines, clock, activity } = this.#options;
    const found = machines.list().findLast((one) => one.name === name);
    if (found === undefined)
      throw new Refused(404, `There is no execution named ${name}; GET /_local/executions lists them.`);
    if (method === "GET") {
      const events = machines.history(found);
      return asPage ? executionPage(found, events) : { events };
    }
    if (method !== "DELETE" || asPage)
      throw new Refused(405, "An execution can be read (GET) or stopped (DELETE).");
    if (!(await machines.stop(found.arn, "Stopped by hand through the local control surface."))) {
      throw new Refused(409, `${name} does not run any more: it is ${found.status}.`);
    }
    await activity.quiet();
    return { name, status: "ABORTED", stoppedAt: clock.instant() };
  }

  async #move(body: JsonRecord): Promise<unknown> {
    const { clock, activity, schedules } = this.#options;
    const before = schedules.coalesced;
    const target = targetOf(body, clock.now());
    const ran = await clock.advanceTo(activity, target);
    return { now: clock.instant(), ran, coalesced: schedules.coalesced - before };
  }

  async #beginAnew({ at }: JsonRecord): Promise<unknown> {
    const { clock, beginAnew } = this.#options;
    if (clock.moving)
      throw new Refused(409, "Time is being moved; begin anew when POST /_local/clock has answered.");
    return { now: await beginAnew(at === undefined ? undefined : instantIn(at)) };
  }

  async #signIn(body: JsonRecord): Promise<unknown> {
    const member = everybody.find(({ id }) => id === body.as);
    if (member === undefined) {
      throw new Refused(
        404,
        `Nobody named ${JSON.stringify(body.as)} is on the local staff list; ask for {"as": "<staff id>"} with an id of GET /_local/config.`,
      );
    }
    return this.#options.issuer.token(member, this.#options.clock.now());
  }
}

/** A whole number in the query of an address; 0 where it is not there. */
function countIn({ searchParams }: URL, name: string): number {
  const text = searchParams.get(name) ?? "0";
  if (!/^\d{1,9}$/.test(text))
    throw new Refused(
      400,
      `${name} must be a whole number, such as ?${name}=12; it is how many are left out.`,
    );
  return Number(text);
}

function nameIn(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new Refused(400, "The name in the address cannot be read; GET /_local/executions lists the names.");
  }
}

function shown({ name, machine, status, step, startedAt }: ListedExecution): JsonRecord {
  return { name, machine, status, step, startedAt };
}

/** Only a program on this machine, and no page of another site that a browser has open (DNS rebinding, forged posts). */
function refuseStrangers(request: IncomingMessage): void {
  const from = request.socket.remoteAddress ?? "";
  const { host = "", origin } = request.headers;
  if (!/^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(from))
    throw new Refused(403, "The control surface answers this machine only.");
  if (!/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host))
    throw new Refused(403, `The control surface does not answer to the host name ${host}.`);
  if (origin !== undefined && origin !== `http://${host}`)
    throw new Refused(403, `The control surface takes no requests from ${origin}.`);
}

async function bodyOf(request: IncomingMessage): Promise<JsonRecord> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > largestBody) throw new Refused(413, "That is more than the control surface takes.");
    chunks.push(chunk);
  }
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    if (isRecord(body)) return body;
  } catch {
    // Said below.
  }
  throw new Refused(400, "The body must be a JSON object.");
}
