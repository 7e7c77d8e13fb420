import type { HistoryEntry, StoredDocument } from "#shared/ports.ts";

/** What is owed to the history is history already: its write may still be under way. */
export const wholeHistory = ({ owedHistory }: StoredDocument, written: readonly HistoryEntry[]) => [
  ...written,
  ...owedHistory.filter(({ seq }) => !written.some((entry) => entry.seq === seq)),
];
