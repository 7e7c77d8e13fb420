import { setImmediate } from "node:timers/promises";

/**
 * Knows whether anything is in flight (invocations, dispatches, requests) and when something was last written.
 * Virtual time moves only while nothing is in flight.
 */
export class Activity {
  /** The instant (ms) of the last write, mail, start or answer; schedules that found nothing to do leave it. */
  lastChange = Number.NEGATIVE_INFINITY;
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

  /** Resolves when nothing has been in flight for a whole turn of the event loop. */
  async quiet(): Promise<void> {
    for (;;) {
      if (this.#inFlight > 0) await new Promise<void>((resume) => this.#waiting.push(resume));
      await setImmediate();
      if (this.#inFlight === 0) return;
    }
  }
}
