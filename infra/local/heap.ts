/** An entry of the heap; `order` keeps entries of the same instant in the order in which they were set. */
export interface Timed {
  readonly at: number;
  readonly order: number;
}

/** A binary heap with the earliest entry on top. */
export class Heap<T extends Timed> {
  readonly #entries: T[] = [];

  peek(): T | undefined {
    return this.#entries[0];
  }

  push(entry: T): void {
    const entries = this.#entries;
    entries.push(entry);
    let index = entries.length - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#swapIfEarlier(index, parent)) break;
      index = parent;
    }
  }

  pop(): T | undefined {
    const entries = this.#entries;
    const top = entries[0];
    const last = entries.pop();
    if (top === undefined || last === undefined || entries.length === 0) return top;
    entries[0] = last;
    for (let index = 0; ; ) {
      const left = 2 * index + 1;
      const right = left + 1;
      const child = right < entries.length && this.#earlier(right, left) ? right : left;
      if (child >= entries.length || !this.#swapIfEarlier(child, index)) break;
      index = child;
    }
    return top;
  }

  #earlier(one: number, other: number): boolean {
    const a = this.#entries[one];
    const b = this.#entries[other];
    if (a === undefined || b === undefined) return false;
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }

  /** Swaps a child with its parent where the child is earlier. */
  #swapIfEarlier(child: number, parent: number): boolean {
    if (!this.#earlier(child, parent)) return false;
    const a = this.#entries[child];
    const b = this.#entries[parent];
    if (a === undefined || b === undefined) return false;
    this.#entries[child] = b;
    this.#entries[parent] = a;
    return true;
  }
}
