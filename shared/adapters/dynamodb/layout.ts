import {
  type AccessEntry,
  type DocumentKey,
  type DocumentKind,
  type DueDocument,
  type DueEntry,
  documentKinds,
  type HistoryEntry,
  type StoredDocument,
} from "#shared/ports.ts";
import { accessSort, isShelved, owes } from "../document-rules.ts";

/** Where things stand in the two tables. Every key of an item and every attribute of an index is made here. */

/** The primary key of an item, in the base tables and at the end of every index line. */
export interface Place {
  readonly pk: string;
  readonly sk: string;
}

const isKind = (text: string | undefined): text is DocumentKind =>
  documentKinds.some((kind) => kind === text);

const shelf = (council: string, kind: DocumentKind): string => `${council}#${kind}`;
const partition = ({ council, kind, id }: DocumentKey): string =>
  isShelved(kind) ? shelf(council, kind) : `${council}#${kind}#${id}`;

export const documentPlace = (key: DocumentKey): Place => ({
  pk: partition(key),
  sk: isShelved(key.kind) ? `document#${key.id}` : "document",
});

/** A shelf and what the sort keys of its documents begin with. */
export const shelfPlace = (council: string, kind: DocumentKind): Place => ({
  pk: shelf(council, kind),
  sk: "document#",
});

/** The place of a content; with an empty name, what the sort keys of all contents of the document begin with. */
export const contentPlace = (key: DocumentKey, name: string): Place => ({
  pk: partition(key),
  sk: isShelved(key.kind) ? `content#${key.id}#${name}` : `content#${name}`,
});

export const markPlace = (council: string, mark: string, ref: string): Place => ({
  pk: `${council}#mark#${mark}`,
  sk: ref,
});

/** The place of a history entry, in the history table; the number is padded so that it sorts as text. */
export const historyPlace = (key: DocumentKey, seq: number): Place => ({
  pk: `${key.council}#${key.kind}#${key.id}`,
  sk: String(seq).padStart(8, "0"),
});

/** The access log of a document: a partition of its own in the history table, which nobody may change or delete from. */
export const accessPartition = ({ council, kind, id }: DocumentKey): string =>
  `${council}#access#${kind}#${id}`;

export const accessPlace = (key: DocumentKey, entry: AccessEntry): Place => ({
  pk: accessPartition(key),
  sk: accessSort(entry),
});

export const workerPartition = (council: string, worker: string): string => `${council}#${worker}`;

/** What sorts after every key that begins with `<instant>#` and before any of a later instant: `$` follows `#`. */
export const after = (at: string): string => `${at}$`;
/** What sorts after every instant: they begin with a digit. */
export const afterAll = ":";

/**
 * Everything of a document but its key: what a change writes. What only we read is kept as one JSON text each, which both
 * ends of the wire handle at a fraction of the cost of nested attributes; what a condition, a filter or an index reads is an
 * attribute of its own, absent where it does not apply (docs/adr/0002).
 */
export function bodyOf(document: StoredDocument): Record<string, unknown> {
  const { key, version, seq, state, owedHistory, owedIntents, due } = document;
  const { pk } = documentPlace(key);
  const owed = owes(document);
  const sort = due && `${due.at}#${key.kind}#${key.id}`;
  return {
    version,
    seq,
    state: JSON.stringify(state),
    owedHistory: JSON.stringify(owedHistory),
    owedIntents: JSON.stringify(owedIntents),
    due: due && JSON.stringify(due),
    duePartition: due && key.council,
    dueSort: sort,
    workerPartition: due?.worker === undefined ? undefined : workerPartition(key.council, due.worker),
    workerSort: due?.worker === undefined ? undefined : sort,
    owingPartition: owed?.what,
    owingSort: owed && `${owed.since}#${pk}#${key.id}`,
  };
}

/** What the case table holds of a document, beside the attributes of its indexes. */
export interface DocumentItem extends Place {
  readonly council: string;
  readonly kind: DocumentKind;
  readonly id: string;
  readonly version: number;
  readonly seq: number;
  readonly state: string;
  readonly owedHistory: string;
  readonly owedIntents: string;
  readonly due?: string;
}

/** Items of the first layout hold nested attributes; the next write of each makes them text. */
const read = <Value>(kept: string | Value): Value =>
  typeof kept === "string" ? (JSON.parse(kept) as Value) : kept;

/** The document of an item. Its types are the layout's word: only `bodyOf` writes to these attributes. */
export function documentOf<State>(item: DocumentItem): StoredDocument<State> {
  const { council, kind, id, version, seq, due } = item;
  const document = {
    key: { council, kind, id },
    version,
    seq,
    state: read<State>(item.state),
    owedHistory: read<StoredDocument["owedHistory"]>(item.owedHistory),
    owedIntents: read<StoredDocument["owedIntents"]>(item.owedIntents),
  };
  return due === undefined ? document : { ...document, due: read<DueEntry>(due) };
}

/** A line of the due index or the worker index. */
export interface DueItem extends Place {
  readonly due: string;
}

export const dueLineOf = (item: DueItem): DueDocument => ({
  key: keyAt(item),
  due: read<DueEntry>(item.due),
});

/** The key of the document at a place: all that an index of keys gives back. */
export function keyAt({ pk, sk }: Place): DocumentKey {
  const [council, kind, own] = pk.split("#");
  const id = own ?? sk.slice("document#".length);
  if (!council || !isKind(kind) || !id) throw new Error(`No document can stand at ${pk} ${sk}`);
  return { council, kind, id };
}

/** A history entry as it is kept: who did what and when as attributes, so that an operator finds a line by them. */
export interface HistoryItem extends Place, Omit<HistoryEntry, "seq" | "facts"> {
  readonly facts: string;
}

export const historyItem = (key: DocumentKey, { seq, facts, ...line }: HistoryEntry): HistoryItem => ({
  ...historyPlace(key, seq),
  ...line,
  facts: JSON.stringify(facts),
});

export interface AccessItem extends Place, AccessEntry {}

export const accessOf = ({ at, by, what, why }: AccessItem): AccessEntry => ({
  at,
  by,
  what,
  ...(why === undefined ? {} : { why }),
});

export const entryOf = ({ sk, at, by, type, facts }: HistoryItem): HistoryEntry => ({
  seq: Number(sk),
  at,
  by,
  type,
  facts: read<HistoryEntry["facts"]>(facts),
});
