import type { StoredDocument } from "#shared/ports.ts";

/** The next version of a document whose effects were given up on, each to be tried again from the start (F31). */
export const unparked = <State>(stored: StoredDocument<State>): StoredDocument<State> => ({
  ...stored,
  version: stored.version + 1,
  owedIntents: stored.owedIntents.map((intent) => ({ ...intent, parked: false, tries: 0 })),
});

export const hasParked = ({ owedIntents }: StoredDocument): boolean =>
  owedIntents.some((intent) => intent.parked);
