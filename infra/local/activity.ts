import { setImmediate } from "node:timers/promises";

const instants = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/**
 * Knows whether anything is in flight (invocations, dispatches, requests) and when something was last written.
 * Virtual time moves only while nothing is in flight.
 */
export class Activity {
  /** The instant (ms) of the last write, mail, start or answer; schedules that found nothing to do leave it. */
  lastChange = Number.NEGATIVE_INFINITY;
  /** Instants (ms, ascending) that somebody wrote down and that were still to come. */
  #noted: number[] = [];
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

  /** Notes every instant in a text that is still to come: what is written down for a time is met at that time. */
  note(text: string): void {
    const now = this.#now();
    for (const [instant] of text.matchAll(instants)) {
      const at = Date.parse(instant);
      const place = this.#after(at - 1);
      if (at > now && this.#noted[place] !== at) this.#noted.splice(place, 0, at);
    }
  }

  /** Whether an instant that somebody wrote down came after `from` and at or before `until` (ms). */
  cameBetween(from: number, until: number): boolean {
    const next = this.#noted[this.#after(from)];
    return next !== undefined && next <= until;
  }

  /** Where the first noted instant after `at` stands. */
  #after(at: number): number {
    let low = 0;
    for (let high = this.#noted.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((this.#noted[middle] ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
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
