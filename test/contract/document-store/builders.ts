import type { DocumentKey, HistoryEntry, PendingIntent, StoredDocument } from "#shared/ports.ts";

/** A council of its own for each test, so that the tests share one store and still cannot see each other. */
let councils = 0;
export const aCouncil = (): string => {
  councils += 1;
  return `council-${councils}`;
};

export const aKey = (over: Partial<DocumentKey> = {}): DocumentKey => ({
  council: aCouncil(),
  kind: "case",
  id: "K7Q2",
  ...over,
});
export const aDocument = (over: Partial<StoredDocument> = {}): StoredDocument => ({
  key: aKey(),
  version: 1,
  seq: 0,
  state: { phase: "open" },
  owedHistory: [],
  owedIntents: [],
  ...over,
});
export const anIntent = (since: string, over: Partial<PendingIntent> = {}): PendingIntent => ({
  key: "start/K7Q2-support-1-1",
  kind: "start-episode",
  since,
  tries: 0,
  parked: false,
  facts: { episode: "support" },
  ...over,
});
export const anEntry = (seq: number, over: Partial<HistoryEntry> = {}): HistoryEntry => ({
  seq,
  at: "2026-11-16T10:00:00.000Z",
  by: "system",
  type: "opened",
  facts: { seq },
  ...over,
});
export const due = (at: string, worker?: string) => ({
  at,
  step: "Review",
  owner: "w1",
  phase: "support",
  worker,
});
export const ids = (lines: readonly { key: DocumentKey }[]): string[] => lines.map((line) => line.key.id);
export const collect = async <T>(all: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = [];
  for await (const each of all) found.push(each);
  return found;
};
