import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Activity } from "./activity.ts";
import type { Parts, SchedulePart } from "./assembly.ts";
import type { FunctionHost } from "./function-host.ts";
import { damaged, OpenFile, readLines, writeText } from "./journal.ts";
import { isRecord, parseJson } from "./json.ts";
import { invokeForNobody } from "./later.ts";
import { allowed, wildcard } from "./permissions.ts";
import { type NextRun, readExpression } from "./schedule-expression.ts";
import type { VirtualClock } from "./virtual-clock.ts";

/** Where a schedule stands, kept on disk: counted from where, and the last instant that is done with. */
interface Standing {
  readonly anchor: number;
  readonly done: number;
}
interface Schedule {
  readonly part: SchedulePart;
  readonly next: NextRun;
  /** The last run that was really made, in this process. */
  ran: number;
  /** The last of them during which anything was written. */
  wrote: number;
}

/** An idle schedule runs again when six times as long has passed since the last change as at its last run. */
const idleFactor = 6;
/** What a function leaves for later by the age of things, it does when they are an hour old at most; and a little over. */
const longestAgeMs = 90 * 60_000;
/** Longer than any row of days on which nobody works. */
const aWeekMs = 8 * 86_400_000;

/**
 * The template's schedules. A run is noted as done when it has ended, so one in flight at a kill is made again; runs
 * missed while the host was off are made up by one. When time is moved on request, a schedule whose runs found nothing
 * to do runs ever more rarely until everything that was written has come of age, and then rests until something is written,
 * or until an instant comes that is written in a table.
 */
export class Schedules {
  /** How many runs were coalesced since the start. */
  coalesced = 0;
  readonly #parts: Parts;
  readonly #functions: FunctionHost;
  readonly #activity: Activity;
  readonly #clock: VirtualClock;
  readonly #journal: OpenFile;
  readonly #standing: Record<string, Standing> = {};
  readonly #schedules: readonly Schedule[];

  constructor(options: {
    parts: Parts;
    functions: FunctionHost;
    activity: Activity;
    clock: VirtualClock;
    dataFolder: string;
  }) {
    this.#parts = options.parts;
    this.#functions = options.functions;
    this.#activity = options.activity;
    this.#clock = options.clock;
    const path = join(options.dataFolder, "schedules.jsonl");
    for (const line of readLines(path)) {
      if (!isRecord(line) || typeof line.anchor !== "number" || typeof line.done !== "number")
        throw damaged(path);
      this.#standing[String(line.name)] = { anchor: line.anchor, done: line.done };
    }
    // Only the last line of each matters: the journal starts anew with those.
    const lines = Object.entries(this.#standing).map(([name, standing]) => lineOf(name, standing));
    writeText(path, lines.join(""));
    this.#journal = new OpenFile(path);
    this.#schedules = options.parts.schedules.map((part) => ({
      part,
      next: readExpression(part.expression, part.timezone, part.name),
      ran: Number.NEGATIVE_INFINITY,
      wrote: Number.NEGATIVE_INFINITY,
    }));
  }

  /** Sets the first run of each; a new one counts from now. */
  start(): void {
    const now = this.#clock.now();
    for (const schedule of this.#schedules) {
      this.#standing[schedule.part.name] ??= { anchor: now, done: now };
      this.#keep(schedule);
      this.#wind(schedule);
    }
  }

  #wind(schedule: Schedule): void {
    const { anchor, done } = this.#standing[schedule.part.name] ?? { anchor: 0, done: 0 };
    const at = schedule.next(done, anchor);
    if (at === undefined) return;
    this.#clock.at(
      at,
      () => this.#due(schedule, at),
      () => this.#coalesce(schedule, at),
    );
  }

  /** Passes over a run of a schedule that is idle. */
  #coalesce(schedule: Schedule, at: number): boolean {
    if (!this.#isIdle(schedule, at)) return false;
    this.coalesced++;
    this.#done(schedule, at);
    return true;
  }

  async #due(schedule: Schedule, at: number): Promise<void> {
    schedule.ran = at;
    // What fell due between then and now was missed: this run stands for it.
    const upTo = Math.max(at, this.#clock.now());
    const before = this.#activity.writes;
    await this.#run(schedule.part, at);
    if (this.#activity.writes > before) schedule.wrote = at;
    this.#done(schedule, upTo);
    this.#keep(schedule);
  }

  #isIdle({ part, ran, wrote }: Schedule, at: number): boolean {
    // What has an hour of its own and lately wrote at it, as the morning's mail does, is nobody's to pass over.
    if (!part.expression.startsWith("rate(") && at - wrote < aWeekMs) return false;
    const { lastChange } = this.#activity;
    if (!this.#clock.moving || ran < lastChange) return false;
    // A run at or after an instant that is written in a table is made, because it may find that its time has come.
    if (this.#activity.cameBetween(ran, at)) return false;
    const wasOfAge = ran >= lastChange + longestAgeMs;
    // What is left for later by its age is still met soon after that age.
    return wasOfAge || at - lastChange < idleFactor * (ran - lastChange);
  }

  #done(schedule: Schedule, at: number): void {
    const { name } = schedule.part;
    this.#standing[name] = { anchor: this.#standing[name]?.anchor ?? at, done: at };
    this.#wind(schedule);
  }

  #keep({ part: { name } }: Schedule): void {
    const standing = this.#standing[name];
    if (standing !== undefined) this.#journal.append(lineOf(name, standing));
  }

  close(): void {
    this.#journal.close();
  }

  async #run(part: SchedulePart, at: number): Promise<void> {
    if (!this.#mayInvoke(part)) {
      console.error(
        `The schedule ${part.name} may not invoke its function: neither its role nor a permission allows it.`,
      );
      return;
    }
    const event = eventOf(part, at, this.#parts);
    const means = { functions: this.#functions, clock: this.#clock };
    await invokeForNobody(means, part.functionArn, event, `The scheduled run ${part.name}`);
  }

  #mayInvoke({ functionArn, roleArn, ruleArn = "" }: SchedulePart): boolean {
    if (roleArn !== undefined)
      return allowed(this.#parts.roles.get(roleArn) ?? [], "lambda:InvokeFunction", functionArn);
    return this.#parts.invokers.some(
      (invoker) =>
        invoker.functionArn === functionArn &&
        invoker.principal === "events.amazonaws.com" &&
        (invoker.sourceArn === undefined || wildcard(invoker.sourceArn).test(ruleArn)),
    );
  }
}

function lineOf(name: string, { anchor, done }: Standing): string {
  return `${JSON.stringify({ name, anchor, done })}\n`;
}

/** The event: the template's input, or the service's own where there is none. */
function eventOf({ input, name, ruleArn }: SchedulePart, at: number, { account, region }: Parts): unknown {
  const time = new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
  if (input !== undefined)
    return parseJson(
      input.replaceAll("<aws.scheduler.scheduled-time>", time),
      `The input of the schedule ${name}`,
    );
  const common = { version: "0", id: randomUUID(), "detail-type": "Scheduled Event", account, time, region };
  return ruleArn === undefined
    ? {
        ...common,
        source: "aws.scheduler",
        resources: [`arn:aws:scheduler:${region}:${account}:schedule/default/${name}`],
        detail: "{}",
      }
    : { ...common, source: "aws.events", resources: [ruleArn], detail: {} };
}
