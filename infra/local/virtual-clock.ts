import type { Activity } from "./activity.ts";
import { Heap, type Timed } from "./heap.ts";
import { sentenceOf } from "./problem.ts";

interface Alarm extends Timed {
  readonly ring: (at: number) => Promise<void>;
  /** Asked first: true where there is nothing to ring for (it then counts as not run). */
  readonly passOver: (at: number) => boolean;
  cancelled: boolean;
}

/**
 * What a clock shares with the worker threads, whose `Date` reads it: [the instant where time stands still, or NaN; the offset
 * from the wall where it runs].
 */
export const newCell = (): Float64Array => new Float64Array(new SharedArrayBuffer(16));

/** What a clock needs to move: who is busy, and where its instant is kept. */
export interface ClockOptions {
  readonly now: number;
  /** Made by `newCell`; one of its own where nobody else reads it. */
  readonly cell?: Float64Array;
  /** Whether time moves only on request; otherwise it moves with the wall, from an offset. */
  readonly frozen: boolean;
  readonly persist: (now: number) => void;
}

/**
 * Virtual time, in ms since the epoch: a heap of instants. It moves from one instant to the next only when nothing
 * is in flight, so a year passes in order however fast it goes.
 */
export class VirtualClock {
  readonly cell: Float64Array;
  readonly frozen: boolean;
  /** Whether time is being moved on request; schedules coalesce only then. */
  moving = false;
  #activity: Activity | undefined;
  #ran = 0;
  #order = 0;
  #queue: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  readonly #heap = new Heap<Alarm>();
  readonly #persist: (now: number) => void;

  constructor(options: ClockOptions) {
    this.cell = options.cell ?? newCell();
    this.frozen = options.frozen;
    this.#persist = options.persist;
    this.cell[0] = options.now;
    this.persist();
  }

  now(): number {
    const still = this.cell[0] ?? Number.NaN;
    return Number.isNaN(still) ? Math.floor(Date.now() + (this.cell[1] ?? 0)) : still;
  }

  /** The instant as text, ISO-8601 UTC with milliseconds. */
  instant(): string {
    return new Date(this.now()).toISOString();
  }

  /** Rings once at `at` (or as soon as time moves, where that is past). Gives back what cancels it. */
  at(
    at: number,
    ring: (at: number) => Promise<void>,
    passOver: (at: number) => boolean = () => false,
  ): () => void {
    const alarm: Alarm = { at, order: this.#order++, ring, passOver, cancelled: false };
    this.#heap.push(alarm);
    this.#wind();
    return () => {
      alarm.cancelled = true;
    };
  }

  /** Keeps the instant, so that a restarted host never goes back. */
  persist(): void {
    this.#persist(this.now());
  }

  /** Starts the movement with the wall; a frozen clock stays where it is. */
  start(activity: Activity): void {
    this.#activity = activity;
    if (!this.frozen) this.#release();
    this.#wind();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /**
   * Runs everything due up to `to` (ms), in order, waiting until nothing is in flight between two of them. Gives
   * back how many ran. One movement at a time; a movement to the past only runs what is due now.
   */
  advanceTo(activity: Activity, to: number): Promise<number> {
    const movement = this.#queue.then(() => this.#move(activity, to));
    this.#queue = movement.catch(() => undefined);
    return movement;
  }

  async #move(activity: Activity, to: number): Promise<number> {
    const before = this.#ran;
    clearTimeout(this.#timer);
    this.cell[0] = this.now();
    this.moving = true;
    try {
      await activity.quiet();
      for (let alarm = this.#due(to); alarm !== undefined; alarm = this.#due(to)) {
        this.cell[0] = Math.max(this.now(), alarm.at);
        if (alarm.passOver(alarm.at)) continue;
        this.#ran++;
        // Before anything happens at that instant, so that a restart is never earlier than what happened.
        this.persist();
        await alarm.ring(alarm.at);
        await activity.quiet();
      }
      this.cell[0] = Math.max(this.now(), to);
      this.persist();
      return this.#ran - before;
    } finally {
      this.moving = false;
      if (!this.frozen) this.#release();
      this.#wind();
    }
  }

  #due(until: number): Alarm | undefined {
    const alarm = this.#next();
    return alarm !== undefined && alarm.at <= until ? this.#heap.pop() : undefined;
  }

  #next(): Alarm | undefined {
    while (this.#heap.peek()?.cancelled) this.#heap.pop();
    return this.#heap.peek();
  }

  /** Lets time run with the wall again from where it stands. */
  #release(): void {
    this.cell[1] = this.now() - Date.now();
    this.cell[0] = Number.NaN;
  }

  /** Sleeps (on the wall) until the next alarm, at most an hour: long timers fire at once past 2^31 ms. */
  #wind(): void {
    const activity = this.#activity;
    if (activity === undefined || this.frozen || this.moving || this.#stopped) return;
    clearTimeout(this.#timer);
    const next = this.#next();
    if (next === undefined) return;
    const pause = Math.min(Math.max(next.at - this.now(), 0), 3_600_000);
    this.#timer = setTimeout(() => {
      this.#queue = this.#queue.then(() => this.#tick(activity)).catch(() => undefined);
    }, pause);
  }

  /** Real-time mode: rings what is due without stopping the clock; nothing waits for anything else. */
  async #tick(activity: Activity): Promise<void> {
    for (let alarm = this.#due(this.now()); alarm !== undefined; alarm = this.#due(this.now())) {
      const { ring, at } = alarm;
      this.#ran++;
      void activity
        .during(async () => ring(at))
        .catch((error: unknown) => console.error(`What was due failed: ${sentenceOf(error)}`));
    }
    this.persist();
    this.#wind();
  }
}
