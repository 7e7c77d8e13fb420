import { setImmediate } from "node:timers/promises";

const instants = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/**
 * Knows whether anything is in flight (invocations, dispatches, requests) and when something was last written.
 * Virtual time moves only while nothing is in flight.
 */
export class Activity {
  /** The instant (ms) of the last write, mail, start or answer; schedules that found nothing to do leave it. */
  lastChange = Number.NEGATIVE_INFINITY;
  /** What each item now says of instants to come (ms), by the item's key. */
  readonly #written = new Map<string, readonly number[]>();
  /** The same, all together and ascending; made anew when it is asked for after a write. */
  #noted: readonly number[] | undefined;
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

  /** Notes that something was written. */
  changed(): void {
    this.lastChange = this.#now();
  }

  /** Notes the instants to come that an item, as it is written now, has in it: at those times it may want something. */
  note(key: string, item: string): void {
    const now = this.#now();
    const found = [...item.matchAll(instants)]
      .map(([instant]) => Date.parse(instant))
      .filter((at) => at > now);
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
