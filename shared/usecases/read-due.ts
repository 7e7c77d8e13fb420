import type { DocumentStore } from "#shared/ports.ts";
import { remembered } from "./remembered.ts";

/** A store that reads the whole due index of a council once, for work that changes nothing in it. */
export function dueOnce(store: DocumentStore): DocumentStore {
  const whole = remembered((council) => store.dueUntil(council));
  return {
    ...store,
    dueUntil: (council, until) => (until === undefined ? whole.of(council) : store.dueUntil(council, until)),
  };
}
