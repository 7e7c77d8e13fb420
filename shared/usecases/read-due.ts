import type { DocumentStore, DueDocument } from "#shared/ports.ts";

/** A store that reads the whole due index of a council once, for work that changes nothing in it. */
export function dueOnce(store: DocumentStore): DocumentStore {
  const read = new Map<string, Promise<readonly DueDocument[]>>();
  return {
    ...store,
    dueUntil(council, until) {
      if (until !== undefined) return store.dueUntil(council, until);
      const known = read.get(council) ?? store.dueUntil(council);
      read.set(council, known);
      // One that failed is not kept: the next job has another try.
      known.catch(() => read.delete(council));
      return known;
    },
  };
}
