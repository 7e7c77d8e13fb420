import type { Instant } from "#shared/domain/calendar-day.ts";
import type {
  AccessEntry,
  DocumentKey,
  DocumentKind,
  HistoryEntry,
  ShelvedKind,
  StoredDocument,
} from "#shared/ports.ts";

/** Something that no table could hold. Carries where and why, never the value itself (A4). */
export class UnfitDocument extends Error {
  override readonly name = "UnfitDocument";
  readonly where: string;
  readonly why: string;
  constructor(where: string, why: string) {
    super(`Cannot be stored: ${where} ${why}`);
    this.where = where;
    this.why = why;
  }
}

/** Below DynamoDB's 400 kB for an item, with room for the attributes around the state. */
const maxBytes = 400_000;
/** Below DynamoDB's 32 levels; a history entry's facts stand three levels down already. */
const maxDepth = 28;
/** So that the longest sort key, which repeats the id, stays below DynamoDB's 1,024 bytes. */
const maxPartBytes = 256;
const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const shelvedKinds: readonly DocumentKind[] = ["worker", "meeting"] satisfies readonly ShelvedKind[];

export const isShelved = (kind: DocumentKind): boolean => shelvedKinds.includes(kind);

/** Whether a text can be the last part of a table's key, which may hold any character. */
export const isLastPart = (text: string): boolean =>
  text !== "" && text.isWellFormed() && Buffer.byteLength(text) <= maxPartBytes;

/** Whether a text can be any part of a table's key: `#` stands between parts, so no part may hold one (F44). */
export const isPart = (text: string): boolean => isLastPart(text) && !text.includes("#");

/**
 * Whether a document could stand under this key. Nothing can be found under any other, so a reference typed into
 * a URL reads as "not there" and never as an error; writing under it is refused.
 */
export const isStorableKey = (key: DocumentKey): boolean => isPart(key.council) && isPart(key.id);

export function assertKey(key: DocumentKey): void {
  if (!isStorableKey(key))
    throw new UnfitDocument(`the key of a ${key.kind}`, "is empty, too long or holds #");
}

export function assertPart(what: string, text: string): void {
  if (!isPart(text)) throw new UnfitDocument(what, "is empty, too long or holds #");
}

export function assertLastPart(what: string, text: string): void {
  if (!isLastPart(text)) throw new UnfitDocument(what, "is empty or too long");
}

/** Instants are compared as text by the indexes, so each must have the one width (A5). */
export function assertInstant(what: string, at: Instant): void {
  if (!instantPattern.test(at)) throw new UnfitDocument(what, "is not an instant in UTC with milliseconds");
}

/** The text as a table keeps it: half a surrogate pair, which is no character, becomes U+FFFD. */
export function storableText(what: string, text: string): string {
  if (Buffer.byteLength(text) > maxBytes) throw new UnfitDocument(what, "is larger than 400 kB");
  return text.toWellFormed();
}

/** Whether a part is one that an adapter has kept as it is and that nobody can change: it needs no other copy. */
type IsKept = (part: object) => boolean;
const isNoneKept: IsKept = () => false;

/**
 * A deep copy as a table gives it back: members that are undefined are gone. Refuses what would come back
 * changed (a date, a class, NaN, an undefined in a list), so that every adapter keeps the same things.
 */
export function plainCopy<T>(value: T, what: string, isKept: IsKept = isNoneKept): T {
  // The copy has the type of what was copied, which `copy` cannot know.
  return copy(value, [what], isKept) as T;
}

/** `path` leads to `value`, and is as long as the value stands deep. */
function copy(value: unknown, path: string[], isKept: IsKept): unknown {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") return value.toWellFormed();
  if (typeof value === "number") return copyNumber(value, path);
  if (typeof value !== "object") throw unfit(path, `is of type ${typeof value}`);
  if (isKept(value)) return value;
  if (path.length > maxDepth) throw unfit(path, `is nested deeper than ${maxDepth} levels`);
  if (Array.isArray(value)) return value.map((each, index) => copyMember(String(index), each, path, isKept));
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw unfit(path, "is not plain data");
  const copied: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (name === "" || name === "__proto__") throw unfit(path, "has a member without a usable name");
    if (member !== undefined) copied[name] = copyMember(name, member, path, isKept);
  }
  return copied;
}

function copyMember(name: string, member: unknown, path: string[], isKept: IsKept): unknown {
  path.push(name);
  const copied = copy(member, path, isKept);
  path.pop();
  return copied;
}

function copyNumber(value: number, path: string[]): number {
  const exact = Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  if (!exact) throw unfit(path, "is not a number that can be kept exactly");
  return value === 0 ? 0 : value; // a table knows no -0
}

const unfit = (path: readonly string[], why: string): UnfitDocument => new UnfitDocument(path.join("."), why);

/** An entry's number is padded to eight digits in its key, and so has no more. */
function assertEntry(entry: HistoryEntry): void {
  const countable = Number.isInteger(entry.seq) && entry.seq >= 0 && entry.seq <= 99_999_999;
  if (!countable) throw new UnfitDocument("a history entry", "has no usable number");
  assertInstant("a history entry", entry.at);
}

/** A deep copy of a history entry that may be written, or UnfitDocument. */
export function storableEntry(entry: HistoryEntry): HistoryEntry {
  assertEntry(entry);
  return plainCopy(entry, "a history entry");
}

/** Where a line stands in its access log: by its instant, and each only once. */
export const accessSort = ({ at, by, what }: AccessEntry): string => `${at}#${by}#${what}`;

/** A line of an access log that may be written, or UnfitDocument. */
export function storableAccess(entry: AccessEntry): AccessEntry {
  assertInstant("an access", entry.at);
  assertPart("whoever reads", entry.by);
  assertPart("what is read", entry.what);
  return plainCopy(entry, "an access");
}

/** A deep copy of a document that may be written, or UnfitDocument. */
export function storable(document: StoredDocument, isKept?: IsKept): StoredDocument {
  assertKey(document.key);
  const kind = document.key.kind;
  if (document.due) {
    assertInstant(`the due instant of a ${kind}`, document.due.at);
    if (document.due.worker !== undefined) assertPart(`the worker of a ${kind}`, document.due.worker);
  }
  for (const entry of document.owedHistory) assertEntry(entry);
  for (const intent of document.owedIntents) assertInstant(`an intent of a ${kind}`, intent.since);
  const kept = plainCopy(document, kind, isKept);
  if (Buffer.byteLength(JSON.stringify(kept)) > maxBytes)
    throw new UnfitDocument(kind, "is larger than 400 kB");
  return kept;
}

/** A document's first write has version 1, each later one a higher: what the conditions rest on (A2). */
export function assertVersion(document: StoredDocument, write: "create" | "replace"): void {
  const { version } = document;
  const right = write === "create" ? version === 1 : Number.isInteger(version) && version > 1;
  if (!right) throw new UnfitDocument(`version ${version} of a ${document.key.kind}`, `cannot ${write} it`);
}

/** Where a document stands in the index of what is owed: with what is to be done, or with what was given up on (F31). */
export type Owing = "owing" | "parked";

/**
 * Since when a document owes the world something, and whether all of it was given up on; absent when it owes nothing (I4).
 */
export function owes({
  owedHistory,
  owedIntents,
}: StoredDocument): { readonly what: Owing; readonly since: Instant } | undefined {
  const sinceOf = (parked: boolean) =>
    owedIntents.flatMap((intent) => (intent.parked === parked ? [intent.since] : []));
  const [since] = [...owedHistory.map(({ at }) => at), ...sinceOf(false)].sort();
  if (since !== undefined) return { what: "owing", since };
  const [gaveUp] = sinceOf(true).sort();
  return gaveUp === undefined ? undefined : { what: "parked", since: gaveUp };
}
