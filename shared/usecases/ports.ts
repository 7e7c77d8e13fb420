import type { Sources } from "#shared/contracts/source.ts";
import type { Instant } from "#shared/domain/calendar-day.ts";
import type { Policies } from "#shared/domain/policy.ts";
import type { DocumentStore, Mailer, MailRecord, StoredDocument, Workflows } from "#shared/ports.ts";

/** What a use case reaches outside itself. Composed once in functions/runtime, and from memory in tests. */
export interface OutsidePorts {
  readonly store: DocumentStore;
  readonly mailer: Mailer;
  readonly mailRecord: MailRecord;
  readonly workflows: Workflows;
  readonly policies: Policies;
  readonly sources: Sources;
  /** A short opaque reference, the same for the same parts: `C-7M2QX4KD9T` (A4). */
  readonly refer: (prefix: string, ...parts: readonly string[]) => Promise<string>;
  /** Where staff open the service: the one link that a mail to staff carries. */
  readonly serviceUrl: string;
  /** Says in the log that an effect failed and will be tried again; ids and error names only. */
  readonly report: (problem: Readonly<Record<string, string | number | boolean>>) => void;
}

/** The same, with the relay that does what a document owes. It is handed in, because effects change documents too. */
export interface Ports extends OutsidePorts {
  readonly dispatch: (document: StoredDocument, at: Instant) => Promise<number>;
}

/** The name of whatever was thrown. Its message may quote what it was given, so it stays out of reports and logs. */
export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "unknown");
