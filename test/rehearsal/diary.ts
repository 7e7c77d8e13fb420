import type { Instant } from "#shared/domain/calendar-day.ts";

export interface Entry {
  readonly at: Instant;
  readonly what: () => Promise<void>;
}

/** What is still to happen, in the order of time; of two at the same instant, the one that was put in first. */
export class Diary {
  /** Latest first, so that the next one is taken from the end. */
  readonly #entries: Entry[] = [];

  get next(): Instant | undefined {
    return this.#entries.at(-1)?.at;
  }

  put(at: Instant, what: () => Promise<void>): void {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries[middle]?.at ?? "") > at) low = middle + 1;
      else high = middle;
    }
    this.#entries.splice(low, 0, { at, what });
  }

  take(): Entry | undefined {
    return this.#entries.pop();
  }
}
