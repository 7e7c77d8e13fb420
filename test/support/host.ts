import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Webhook } from "standardwebhooks";
import { copyOfAssembly, dataFolder, forget, temporaryFolder } from "./folders.ts";
import { preparedRun, whenPrepared } from "./prepared-run.ts";

/** What a request was answered, whole. */
export interface HttpAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  /** The JSON of the answer; undefined where it is none. */
  readonly body: unknown;
}
export interface Mail {
  readonly at: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly tags: Readonly<Record<string, string>>;
}
export interface Execution {
  readonly name: string;
  readonly machine: string;
  readonly status: string;
  readonly step: string | null;
  readonly startedAt: string;
}
export interface HistoryEvent {
  readonly type: string;
  readonly timestamp: string;
  readonly stateEnteredEventDetails?: { readonly name: string };
}
export interface Signing {
  readonly source?: string;
  readonly secret?: string;
  /** When it was signed; now, if not said. */
  readonly at?: string;
  readonly type?: string;
}
export interface HostOptions {
  /** What time it is when the host starts; from then on time moves only on request. */
  readonly at: string;
  /** A cloud assembly; a copy of the project's own, if not said. */
  readonly assembly?: string;
  /** Where Node keeps what it has compiled; with that of the prepared run, if not said. */
  readonly compiled?: string;
  /** Whether it keeps its tables on disk, and so may be killed and started again; in memory, if not said. */
  readonly onDisk?: boolean;
}

const root = resolve(import.meta.dirname, "../..");
const readinessMs = 30_000;
const running = new Set<ChildProcess>();
for (const signal of ["SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** The real local host in a process of its own, as `npm start` runs it, with what a journey asks of it. */
export class LocalHost {
  readonly data: string;
  #assembly: string;
  /** Every one that it ran, to be forgotten with it. */
  readonly #assemblies = new Set<string>();
  readonly #at: string;
  readonly #isUsual: boolean;
  readonly #compiled: string | undefined;
  readonly #flags: readonly string[];
  #child: ChildProcess | undefined;
  #said = "";
  #url = "";
  #secret: string | undefined;
  #mails: readonly Mail[] = [];
  readonly #tokens = new Map<string, Token>();
  #now: string | undefined;
  #starts = 0;

  private constructor(data: string, options: HostOptions) {
    const { at, assembly, compiled = preparedRun()?.compiled, onDisk = false } = options;
    this.#at = at;
    this.#isUsual = isUsual(options);
    this.#flags = ["--cold", ...(onDisk ? [] : ["--in-memory"])];
    this.data = data;
    this.#compiled = compiled;
    this.#assembly = assembly ?? copyOfAssembly();
  }

  /**
   * Starts a host on an empty folder, or where it keeps its tables on what those of a prepared run begin with, and waits
   * until it is ready; throws with what it said where it is not.
   */
  static async start(options: HostOptions): Promise<LocalHost> {
    await whenPrepared();
    const idle = isUsual(options) ? LocalHost.#idle.pop() : undefined;
    if (idle !== undefined) return idle.#anew(options.at);
    return LocalHost.#started(
      new LocalHost(options.onDisk ? dataFolder() : temporaryFolder("data"), options),
    );
  }
  /** Hosts whose journeys are over, and that were never killed: the next journey begins anew on one, with its functions loaded. */
  static readonly #idle: LocalHost[] = [];

  async #anew(at: string): Promise<LocalHost> {
    this.#forgetWhatItSaid();
    this.#secret = undefined;
    this.#said = "";
    await this.#local("POST", "/anew", { at });
    return this;
  }

  #forgetWhatItSaid(): void {
    this.#mails = [];
    this.#tokens.clear();
    this.#now = undefined;
  }

  /** The first of a run, whose others begin with what it keeps. */
  static first(options: HostOptions): Promise<LocalHost> {
    return LocalHost.#started(new LocalHost(temporaryFolder("data"), { ...options, onDisk: true }));
  }

  static async #started(host: LocalHost): Promise<LocalHost> {
    try {
      await host.startAgain();
      return host;
    } catch (error) {
      await host.close();
      throw error;
    }
  }

  /** Starts it (again) on the same folder, with another assembly or on the same port if one is given. */
  async startAgain({ assembly = this.#assembly, port = "0" } = {}): Promise<void> {
    this.#assembly = assembly;
    this.#forgetWhatItSaid();
    this.#starts++;
    this.#assemblies.add(assembly);
    const where = ["--assembly", this.#assembly, "--data", this.data, "--port", port];
    const arguments_ = ["infra/local/main.ts", ...where, "--at", this.#at, "--frozen", ...this.#flags];
    const child = spawn(process.execPath, arguments_, {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        ...(this.#compiled === undefined ? {} : { NODE_COMPILE_CACHE: this.#compiled }),
      },
    });
    this.#child = child;
    running.add(child);
    child.once("exit", () => running.delete(child));
    this.#url = await new Promise<string>((ready, fail) => {
      let own = "";
      const late = setTimeout(() => fail(new Error(`The host was not ready in time: ${own}`)), readinessMs);
      const hear = (text: string) => {
        own += text;
        this.#said += text;
        const url = /^Ready at (\S+) /m.exec(own)?.[1];
        if (!url) return;
        clearTimeout(late);
        ready(url);
      };
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", hear);
      child.once("exit", (code) => {
        clearTimeout(late);
        fail(new Error(`The host ended with ${code} before it was ready: ${own}`));
      });
    });
  }

  get url(): string {
    return this.#url;
  }

  /** `kill -9`: nothing is said to it, and nothing is flushed. */
  kill(): Promise<void> {
    return this.#end("SIGKILL");
  }

  /** Stops it as Ctrl-C does. */
  stop(): Promise<void> {
    return this.#end("SIGTERM");
  }

  async #end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  }

  /**
   * Ends it and forgets what it kept, or leaves it to whoever needs a host next in this process. Throws where something
   * failed behind the journey's back and nobody edited its assembly.
   */
  async close(): Promise<void> {
    const failed = this.#isUsual ? this.failures() : [];
    await this.#letGo();
    if (failed.length > 0) throw new Error(`Nobody asked for this, and it failed: ${failed.join("; ")}`);
  }

  async #letGo(): Promise<void> {
    if (this.#isUsual && this.#starts === 1 && this.#child?.exitCode === null && !this.#child.killed) {
      LocalHost.#idle.push(this);
      return;
    }
    await this.kill();
    for (const folder of [this.data, ...this.#assemblies]) forget(folder);
  }

  /** What no person asks for and so nobody sees fail: scheduled runs, and whatever a role does not allow. Each line once. */
  failures(): readonly string[] {
    const lines = this.log().split("\n");
    return [...new Set(lines.filter((line) => /^The scheduled run .* failed|AccessDenied/.test(line)))];
  }

  /** Everything that the host and its functions wrote for operators. */
  log(): string {
    const functions = join(this.data, "functions.log");
    return this.#said + (existsSync(functions) ? readFileSync(functions, "utf8") : "");
  }

  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<HttpAnswer> {
    const sent = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const answer = await fetch(this.#url + path, {
      method,
      headers: { ...(sent === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(sent === undefined ? {} : { body: sent }),
    });
    const text = await answer.text();
    const type = answer.headers.get("content-type") ?? "";
    return {
      status: answer.status,
      type,
      text,
      body: /json/.test(type) && text ? JSON.parse(text) : undefined,
    };
  }

  /** Posts a referral, signed as Standard Webhooks has it, by the host's own clock. */
  async refer(
    body: unknown,
    { source = "mk-online-form", secret, at, type }: Signing = {},
  ): Promise<HttpAnswer> {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const signedAt = new Date(at ?? (await this.now()));
    const id = `msg_${crypto.randomUUID()}`;
    const signature = new Webhook(secret ?? (await this.secret())).sign(id, signedAt, text);
    return this.call("POST", `/webhooks/referrals/${source}`, text, {
      "content-type": type ?? "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(signedAt.getTime() / 1000)),
      "webhook-signature": signature,
    });
  }

  /** Posts a referral of a source that sends a fixed token and signs nothing. */
  async referByToken(source: string, body: unknown): Promise<HttpAnswer> {
    const authorization = `Bearer ${await this.#secretOf(source)}`;
    return this.call("POST", `/webhooks/referrals/${source}`, body, { authorization });
  }

  /** What the online form signs with. */
  async secret(): Promise<string> {
    this.#secret ??= await this.#secretOf("mk-online-form");
    return this.#secret;
  }

  async #secretOf(source: string): Promise<string> {
    type Config = { readonly webhookSources: Readonly<Record<string, { readonly secret: string }>> };
    const { webhookSources } = await this.#local<Config>("GET", "/config");
    const secret = webhookSources[source]?.secret;
    if (!secret) throw new Error(`The host names no secret for ${source}`);
    return secret;
  }

  /** Asks the staff API as somebody of the local team. */
  async as(staff: string, method: string, path: string, body?: unknown): Promise<HttpAnswer> {
    const authorization = `Bearer ${await this.token(staff)}`;
    return this.call(method, `/api/v1${path}`, body, { authorization });
  }

  /** A token of somebody of the local team: the one that they have, while it is good. */
  async token(staff: string): Promise<string> {
    const now = await this.now();
    const known = this.#tokens.get(staff);
    if (known !== undefined && known.expiresAt > now) return known.token;
    const fresh = await this.#local<Token>("POST", "/sign-in", { as: staff });
    this.#tokens.set(staff, fresh);
    return fresh.token;
  }

  /** The host's time; it stands still until it is moved. */
  async now(): Promise<string> {
    this.#now ??= (await this.#local<{ now: string }>("GET", "/clock")).now;
    return this.#now;
  }

  /** Moves time to an instant, and gives it back when everything due until then has run. */
  until(to: string): Promise<string> {
    return this.#move({ to });
  }

  /** Moves time by an ISO-8601 duration. */
  pass(by: string): Promise<string> {
    return this.#move({ by });
  }

  async #move(request: object): Promise<string> {
    this.#now = undefined; // Wherever it stops, should it stop on the way.
    const { now } = await this.#local<{ now: string }>("POST", "/clock", request);
    this.#now = now;
    return now;
  }

  /** Waits until everything that was set going has come to rest. */
  async quiet(): Promise<void> {
    await this.pass("PT0S");
  }

  /** Every mail but the all-clear of each morning, which comes whatever happens. */
  async inbox(): Promise<readonly Mail[]> {
    const all = await this.everyMail();
    return all.filter(({ text }) => !text.startsWith("As the day begins:"));
  }

  /** Every mail that ever went; only those that are new are asked for. */
  async everyMail(): Promise<readonly Mail[]> {
    const known = this.#mails;
    const fresh = await this.#local<readonly Mail[]>("GET", `/inbox?after=${known.length}`);
    // Somebody else may have asked meanwhile: what was known then is what these follow.
    this.#mails = [...known, ...fresh];
    return this.#mails;
  }

  executions(): Promise<readonly Execution[]> {
    return this.#local("GET", "/executions");
  }

  async events(name: string): Promise<readonly HistoryEvent[]> {
    return (await this.#local<{ events: readonly HistoryEvent[] }>("GET", `/executions/${name}`)).events;
  }

  /** Stops an execution as an operator would. */
  async stopExecution(name: string): Promise<void> {
    await this.#local("DELETE", `/executions/${name}`);
  }

  /** The control surface; its shapes are those of docs/local.md. */
  async #local<Shape>(method: string, path: string, body?: unknown): Promise<Shape> {
    const answer = await this.call(method, `/_local${path}`, body);
    if (answer.status !== 200) throw new Error(`${method} /_local${path}: ${answer.status} ${answer.text}`);
    return answer.body as Shape;
  }
}

interface Token {
  readonly token: string;
  readonly expiresAt: string;
}

/** Whether a host is like any other: of this source, its tables in memory. */
const isUsual = ({ assembly, onDisk }: HostOptions): boolean => assembly === undefined && !onDisk;
