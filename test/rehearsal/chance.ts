/** Chance that is the same for the same words: of a seed and of what it is about, so that no order can change it. */
export class Chance {
  #state: number;

  constructor(...words: readonly (string | number)[]) {
    // FNV-1a over the words.
    let hash = 2_166_136_261;
    for (const character of words.join("/"))
      hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619);
    this.#state = hash >>> 0;
  }

  /** A number from 0 up to 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Whether something happens that happens `share` of the time. */
  is(share: number): boolean {
    return this.next() < share;
  }

  /** A whole number from `least` to `most`. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** @throws RangeError for an empty list */
  one<Item>(items: readonly Item[]): Item {
    const item = items[this.whole(0, items.length - 1)];
    if (item === undefined) throw new RangeError("Nothing to choose from");
    return item;
  }

  /** How often something happens that happens `mean` times on average (Poisson). */
  times(mean: number): number {
    let count = 0;
    for (let left = Math.exp(-mean), product = this.next(); product > left; product *= this.next()) count++;
    return count;
  }
}
