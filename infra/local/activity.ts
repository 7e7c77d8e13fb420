import { setImmediate } from "node:timers/promises";

const instants = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** How an item that owes effects says so to the index that the sweep reads. */
const owing = '{"S":"owing"}';

/**
 * Knows whether anything is in flight (invocations, dispatches, requests) and when something was last written.
 * Virtual time moves only while nothing is in flight.
 */
export class Activity {
  /** The instant (ms) of the last start or answer. */
  #lastStep = Number.NEGATIVE_INFINITY;
  /** When each item was last written that still wants something: effects that it owes, or an instant to come. */
  readonly #wanting = new Map<string, number>();
  /** What each item now says of instants to come (ms), by the item's key. */
  readonly #written = new Map<string, readonly number[]>();
  /** The same, all together and ascending; made anew when it is asked for after a write. */
  #noted: readonly number[] | undefined;
  /** How many items were written since the start. */
  writes = 0;
  #inFlight = 0;
  #waiting: (() => void)[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Runs `work` as something in flight. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#inFlight++;
    try {
      return await work();
    } finally {
      this.#inFlight--;
      if (this.#inFlight === 0) for (const resume of this.#waiting.splice(0)) resume();
    }
  }

  /** Notes that an execution was started, or answered, or took a step. */
  changed(): void {
    this.#lastStep = this.#now();
  }

  /**
   * The instant (ms) of the last thing that a schedule may have to act on. What has been settled since is none: a mail that
   * went leaves nothing for anybody to do.
   */
  get lastChange(): number {
    let last = this.#lastStep;
    for (const at of this.#wanting.values()) if (at > last) last = at;
    return last;
  }

  /** Notes the instants to come that an item, as it is written now, has in it: at those times it may want something. */
  note(key: string, item: string): void {
    this.writes++;
    const now = this.#now();

    const found = [...item.matchAll(instants)]
      .map(([instant]) => Date.parse(instant))
      .filter((at) => at > now);
    if (found.length > 0 || item.includes(owing)) this.#wanting.set(key, now);
    else this.#wanting.delete(key);
    if (found.length === 0 && !this.#written.has(key)) return;
    this.#written.set(key, found);
    this.#noted = undefined;
  }

  /** Whether an instant that is written in an item came after `from` and at or before `until` (ms). */
  cameBetween(from: number, until: number): boolean {
    this.#noted ??= [...this.#written.values()].flat().sort((one, other) => one - other);
    const next = this.#noted[firstAfter(this.#noted, from)];
    return next !== undefined && next <= until;
  }

  /** Resolves when nothing has been in flight for a whole turn of the event loop. */
  async quiet(): Promise<void> {
    for (;;) {
      if (this.#inFlight > 0) await new Promise<void>((resume) => this.#waiting.push(resume));
      await setImmediate();
      if (this.#inFlight === 0) return;
    }
  }
}

/** Where the first instant after `at` stands in an ascending list. */
function firstAfter(ascending: readonly number[], at: number): number {
  let low = 0;
  for (let high = ascending.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
