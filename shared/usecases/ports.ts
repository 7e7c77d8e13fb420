import type { DocumentStore, Mailer, Workflows } from "#shared/ports.ts";

/** Everything a use case may reach. Composed once in functions/runtime, and from memory in tests. */
export interface Ports {
  readonly store: DocumentStore;
  readonly mailer: Mailer;
  readonly workflows: Workflows;
  /** A short opaque reference, the same for the same parts: `C-7M2QX4KD9T` (A4). */
  readonly refer: (prefix: string, ...parts: readonly string[]) => Promise<string>;
  /** Says in the log that an effect failed and will be tried again; ids and error names only. */
  readonly report: (problem: Readonly<Record<string, string | number | boolean>>) => void;
}
