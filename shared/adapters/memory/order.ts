import type { DocumentKey, DueDocument, DueEntry, StoredDocument } from "#shared/ports.ts";

/** A character beyond the first 65,536, which JavaScript keeps as two halves and sorts by them. */
const halves = /[\ud800-\udfff]/;

/** The order of a table's sort keys: by the bytes of their UTF-8, which is by code point. */
export function inOrder(one: string, other: string): number {
  if (halves.test(one) || halves.test(other)) return Buffer.compare(Buffer.from(one), Buffer.from(other));
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** The lines of a due index, earliest first, then by kind and id as the table's sort key has it. */
export function dueLines(
  documents: Iterable<StoredDocument>,
  belongs: (due: DueEntry, key: DocumentKey) => boolean,
): readonly DueDocument[] {
  const lines: { sort: string; line: DueDocument }[] = [];
  for (const { key, due } of documents) {
    if (!due || !belongs(due, key)) continue;
    lines.push({ sort: `${due.at}#${key.kind}#${key.id}`, line: { key: { ...key }, due: { ...due } } });
  }
  return lines.sort((one, other) => inOrder(one.sort, other.sort)).map(({ line }) => line);
}
