import type { Instant } from "./domain/calendar-day.ts";

/** What a document is about. The kind and the id are unique within a council. */
export const documentKinds = [
  "case",
  "referral",
  "person",
  "meeting",
  "worker",
  "quarantined-referral",
  "mail",
  "restores",
] as const;
export type DocumentKind = (typeof documentKinds)[number];
/** Kinds of which a council has few, read together: stored in one partition a council. */
export type ShelvedKind = "worker" | "meeting";
export interface DocumentKey {
  readonly council: string;
  readonly kind: DocumentKind;
  readonly id: string;
}

/** One line of an aggregate's history: what happened, when, and who did it. Ids and coded values only (A4). */
export interface HistoryEntry {
  readonly seq: number;
  readonly at: Instant;
  readonly by: string;
  readonly type: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** One line of an access log: who read what of it, when and why. Ids and coded values only (X-06, A4). */
export interface AccessEntry {
  readonly at: Instant;
  readonly by: string;
  readonly what: string;
  readonly why?: string;
}

/** An effect that a decision wants. `key` is its business key: doing it twice is doing it once (A3). */
export interface PendingIntent {
  readonly key: string;
  readonly kind: string;
  readonly since: Instant;
  /** How often its dispatch has failed; past the limit it is parked, with an alarm (F31). */
  readonly tries: number;
  readonly parked: boolean;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** One aggregate as stored: its state, and what the same write still owes the world (A2). */
export interface StoredDocument<State = unknown> {
  readonly key: DocumentKey;
  /** 1 when created, one more at each write; the condition of the next write. */
  readonly version: number;
  /** The number of the last history entry of this aggregate. */
  readonly seq: number;
  readonly state: State;
  readonly owedHistory: readonly HistoryEntry[];
  readonly owedIntents: readonly PendingIntent[];
  /** Where the document stands in the due index; absent when nothing is due. */
  readonly due?: DueEntry;
}

/** The line of the due index: enough for the list of open cases without reading each case. */
export interface DueEntry {
  readonly at: Instant;
  readonly step: string;
  readonly owner: string;
  readonly phase: string;
  /** What was promised, where the step is to keep a promise. */
  readonly promise?: string;
  /** The meeting that decides about it, while it waits for one. */
  readonly meeting?: string;
  /** The allocated worker, who also has an index of their own. */
  readonly worker?: string;
  /** That only those who need to know see the line. */
  readonly restricted?: true;
  readonly supervisor?: string;
  /** The worker whom it is offered to, and who has not answered. */
  readonly offered?: string;
  /** Hours a week that the case takes of its worker's. */
  readonly hours?: number;
  /** The names of the executions that should be running for it (I4). */
  readonly executions?: readonly string[];
}
export interface DueDocument {
  readonly key: DocumentKey;
  readonly due: DueEntry;
}

/**
 * Documents, their content and their history. Every write is conditional (A2); a refused condition is an answer
 * ("exists", "conflict"), not an error.
 */
export interface DocumentStore {
  load<State>(key: DocumentKey): Promise<StoredDocument<State> | undefined>;
  /** Writes a document that is not there yet; its version must be 1. */
  create(document: StoredDocument): Promise<"created" | "exists">;
  /** Writes `document` (version n + 1) where the stored version is n. */
  replace(document: StoredDocument): Promise<"replaced" | "conflict">;
  /** Larger content, kept beside its document under a name of its own, put if absent. */
  putContent(key: DocumentKey, name: string, text: string): Promise<void>;
  content(key: DocumentKey, name: string): Promise<string | undefined>;
  contentNames(key: DocumentKey): Promise<readonly string[]>;
  /** Appends history entries; an entry whose number is there already is left as it is. */
  appendHistory(key: DocumentKey, entries: readonly HistoryEntry[]): Promise<void>;
  history(key: DocumentKey): Promise<readonly HistoryEntry[]>;
  /** Appends to the access log of a document; the same person reading the same thing in the same millisecond is one line. */
  appendAccess(key: DocumentKey, entry: AccessEntry): Promise<void>;
  /** Who read it, oldest first. */
  accesses(key: DocumentKey): Promise<readonly AccessEntry[]>;
  /** Documents with something due at or before `until` (all of them when absent), earliest first. */
  dueUntil(council: string, until?: Instant): Promise<readonly DueDocument[]>;
  dueForWorker(council: string, worker: string): Promise<readonly DueDocument[]>;
  /** Keys of documents that have owed the world something since `since` or longer, oldest first. */
  owingSince(since: Instant): Promise<readonly DocumentKey[]>;
  /** Keys of documents that owe nothing but what was given up on (F31), oldest first. */
  parked(): Promise<readonly DocumentKey[]>;
  /** Every document of these kinds, in one reading of the base table and not from an index. */
  scan<State>(...kinds: readonly DocumentKind[]): AsyncIterable<StoredDocument<State>>;
  /** All documents of a kind that is shelved together, in one council. */
  list<State>(council: string, kind: ShelvedKind): Promise<readonly StoredDocument<State>[]>;
  /** Notes under `mark` that `ref` carries it (put if absent), and lists who does. */
  putMark(council: string, mark: string, ref: string): Promise<void>;
  marked(council: string, mark: string): Promise<readonly string[]>;
}

/** A mail ready to go. `key` travels as a message tag (`[A-Za-z0-9_-]` only). */
export interface OutgoingMail {
  readonly key: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}
export interface Mailer {
  /** Hands a mail to the mail service and gives back its message id. */
  send(mail: OutgoingMail): Promise<string>;
}

/**
 * Which mails went, kept apart from the documents: a restore takes back what these know of a mail, and not the mail (F39).
 */
export interface MailRecord {
  /** The message id under which this very mail, with these words and readers, was sent; undefined where it was not. */
  sentAs(council: string, mail: OutgoingMail): Promise<string | undefined>;
  /** Notes, for good, that it was. */
  note(council: string, mail: OutgoingMail, messageId: string): Promise<void>;
}

export interface RunningExecution {
  readonly name: string;
  readonly workflow: string;
}
export interface Workflows {
  /** Starts an execution. "exists": the name was used before, whether it still runs or not. */
  start(workflow: string, name: string, input: unknown): Promise<"started" | "exists">;
  /** Answers a token. "gone": it timed out, was answered already, or its execution has ended. */
  answer(token: string, output: unknown): Promise<"answered" | "gone">;
  status(workflow: string, name: string): Promise<"running" | "ended" | "unknown">;
  /** Every running execution of these workflows, or of every one. */
  running(workflows?: ReadonlySet<string>): AsyncIterable<RunningExecution>;
}

export interface Secrets {
  /** The current value of a secret, by the name that the service gives it. */
  value(name: string): Promise<string>;
}
