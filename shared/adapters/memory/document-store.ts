import type {
  AccessEntry,
  DocumentKey,
  DocumentStore,
  DueDocument,
  HistoryEntry,
  StoredDocument,
} from "#shared/ports.ts";
import {
  accessSort,
  assertInstant,
  assertKey,
  assertLastPart,
  assertPart,
  assertVersion,
  isStorableKey,
  type Owing,
  owes,
  storable,
  storableAccess,
  storableEntry,
  storableText,
} from "../document-rules.ts";
import { dueLines, inOrder } from "./order.ts";

const addressOf = (key: DocumentKey): string => `${key.council}#${key.kind}#${key.id}`;

/**
 * The document store in memory: the same conditions, refusals and orders as the tables', held to them by the one
 * contract suite. What it keeps is a copy, frozen through and through, and that is what it hands out: nobody changes what is
 * stored by changing what they hold, and reading costs nothing.
 */
export function memoryStore(): DocumentStore {
  const documents = new Map<string, StoredDocument>();
  /** Addresses of the documents that owe something, so that an idle sweep costs nothing. */
  const owing = new Map<string, { what: Owing; since: string; key: DocumentKey }>();
  const contents = new Map<string, Map<string, string>>();
  const histories = new Map<string, Map<number, HistoryEntry>>();
  const accesses = new Map<string, Map<string, AccessEntry>>();
  const marks = new Map<string, Set<string>>();

  function write(document: StoredDocument): void {
    const address = addressOf(document.key);
    documents.set(address, frozen(document));
    const owed = owes(document);
    if (owed === undefined) owing.delete(address);
    else owing.set(address, { ...owed, key: document.key });
  }

  function owingUntil(what: Owing, until?: string): readonly DocumentKey[] {
    const lines = [...owing].filter(
      ([, line]) => line.what === what && (until === undefined || line.since <= until),
    );
    lines.sort(([a, one], [b, other]) => inOrder(`${one.since}#${a}`, `${other.since}#${b}`));
    return lines.map(([, line]) => ({ ...line.key }));
  }

  /** The type is the caller's word: a store knows documents, not what is in them. */
  const handOut = <State>(document: StoredDocument): StoredDocument<State> =>
    document as StoredDocument<State>;

  return {
    async load<State>(key: DocumentKey) {
      const document = documents.get(addressOf(key));
      return document && isStorableKey(key) ? handOut<State>(document) : undefined;
    },
    async create(document) {
      assertVersion(document, "create");
      const whole = storable(document, isKept);
      if (documents.has(addressOf(whole.key))) return "exists";
      write(whole);
      return "created";
    },
    async replace(document) {
      assertVersion(document, "replace");
      const whole = storable(document, isKept);
      if (documents.get(addressOf(whole.key))?.version !== whole.version - 1) return "conflict";
      write(whole);
      return "replaced";
    },
    async putContent(key, name, text) {
      assertKey(key);
      assertLastPart("the name of a content", name);
      const kept = storableText("a content", text);
      const beside = entryOf(contents, addressOf(key), () => new Map<string, string>());
      if (!beside.has(name)) beside.set(name, kept);
    },
    async content(key, name) {
      return contents.get(addressOf(key))?.get(name);
    },
    async contentNames(key) {
      return [...(contents.get(addressOf(key))?.keys() ?? [])].sort(inOrder);
    },
    async appendHistory(key, entries) {
      assertKey(key);
      const lines = entryOf(histories, addressOf(key), () => new Map<number, HistoryEntry>());
      for (const entry of entries.map(storableEntry)) {
        if (!lines.has(entry.seq)) lines.set(entry.seq, frozen(entry));
      }
    },
    async history(key) {
      const lines = [...(histories.get(addressOf(key))?.values() ?? [])];
      return lines.sort((one, other) => one.seq - other.seq);
    },
    async appendAccess(key, entry) {
      assertKey(key);
      const kept = storableAccess(entry);
      const log = entryOf(accesses, addressOf(key), () => new Map<string, AccessEntry>());
      const line = accessSort(kept);
      if (!log.has(line)) log.set(line, frozen(kept));
    },
    async accesses(key) {
      const log = [...(accesses.get(addressOf(key)) ?? [])];
      log.sort(([one], [other]) => inOrder(one, other));
      return log.map(([, entry]) => entry);
    },
    async dueUntil(council, until) {
      if (until !== undefined) assertInstant("the end of the due index", until);
      return dueLines(documents.values(), (due, key) => {
        return key.council === council && (until === undefined || due.at <= until);
      });
    },
    async dueForWorker(council, worker): Promise<readonly DueDocument[]> {
      return dueLines(documents.values(), (due, key) => key.council === council && due.worker === worker);
    },
    async owingSince(since) {
      assertInstant("the end of the owing index", since);
      return owingUntil("owing", since);
    },
    parked: async () => owingUntil("parked"),
    async *scan<State>(...kinds: readonly DocumentKey["kind"][]) {
      for (const address of [...documents.keys()]) {
        const document = documents.get(address);
        if (document && kinds.includes(document.key.kind)) yield handOut<State>(document);
      }
    },
    async list<State>(council: string, kind: DocumentKey["kind"]) {
      const shelf = [...documents.values()].filter(({ key }) => key.council === council && key.kind === kind);
      shelf.sort((one, other) => inOrder(one.key.id, other.key.id));
      return shelf.map((document) => handOut<State>(document));
    },
    async putMark(council, mark, ref) {
      assertPart("the council of a mark", council);
      assertLastPart("a mark", mark);
      assertLastPart("the reference under a mark", ref);
      entryOf(marks, `${council}#${mark}`, () => new Set<string>()).add(ref);
    },
    async marked(council, mark) {
      return [...(marks.get(`${council}#${mark}`) ?? [])].sort(inOrder);
    },
  };
}

function entryOf<Value>(map: Map<string, Value>, address: string, fresh: () => Value): Value {
  const there = map.get(address);
  if (there !== undefined) return there;
  const made = fresh();
  map.set(address, made);
  return made;
}

/** All that any store in memory keeps, part by part: what a document has of an earlier version is there already. */
const kept = new WeakSet<object>();
const isKept = (part: object): boolean => kept.has(part);

/** The same plain data, which nobody can change any more. */
function frozen<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || isKept(value)) return value;
  for (const each of Object.values(value)) frozen(each);
  kept.add(Object.freeze(value));
  return value;
}
