import type { DocumentKey, DueDocument, DueEntry, StoredDocument } from "#shared/ports.ts";

/** The order of a table's sort keys: by the bytes of their UTF-8, which is by code point. */
export const inOrder = (one: string, other: string): number =>
  Buffer.compare(Buffer.from(one), Buffer.from(other));

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
