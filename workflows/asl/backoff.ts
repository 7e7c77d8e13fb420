import type { LoadedCatcher, LoadedRetrier } from "./load.ts";

/** What `States.ALL` does not match: the execution itself is in the wrong. */
const terminal: ReadonlySet<string> = new Set(["States.DataLimitExceeded", "States.Runtime"]);

/** The first entry of `Retry` or `Catch` that names the error. */
export function firstMatch(entries: readonly (LoadedRetrier | LoadedCatcher)[], error: string): number {
  return entries.findIndex(
    ({ errors }) => errors.includes(error) || (errors.includes("States.ALL") && !terminal.has(error)),
  );
}

/**
 * Milliseconds before retry `retry` (0 is the first): the interval times the rate for each earlier one, at most
 * MaxDelaySeconds, and of that a part between nothing and all of it (full jitter). The same seed gives the same part (M7).
 */
export function backoffMilliseconds(retrier: LoadedRetrier, retry: number, seed: string): number {
  const seconds = Math.min(retrier.maxDelaySeconds, retrier.intervalSeconds * retrier.backoffRate ** retry);
  return Math.floor(seconds * 1000 * fraction(seed));
}

/** A number from 0 up to 1 that depends on the text only: FNV-1a, then the finishing steps of Murmur3 to spread it. */
export function fraction(seed: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(seed)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
