import type { Instant } from "#shared/domain/calendar-day.ts";
import type { MailWanted } from "#shared/domain/mail-message.ts";
import type { StoredDocument } from "#shared/ports.ts";

/** A mail as an item of its own: wanted once by its key, claimed with a lease, settled by its message id (A3, I8). */
export interface Mail extends MailWanted {
  /** "waiting": a morning's mail that more may be asked of, until somebody claims it to send it. */
  readonly status: "waiting" | "claimed" | "sent" | "withdrawn";
  /** Until when the claim holds, or the wait. After it the mail is sent once more: this is the window in which it may go twice. */
  readonly leaseUntil: Instant;
  readonly wantedAt: Instant;
  readonly messageId?: string;
}

/** A mail that nobody has wanted before, with the effect that sends it, owed since `since`. */
export function newMail(council: string, id: string, state: Mail, since: Instant): StoredDocument<Mail> {
  const owed = { key: "send", kind: "send-mail", since, tries: 0, parked: false, facts: {} };
  const key = { council, kind: "mail", id } as const;
  return { key, version: 1, seq: 0, state, owedHistory: [], owedIntents: [owed] };
}

/** Nobody at all is on the roster: the mail stays owed, and is parked with an alarm if that lasts. */
export class NobodyToTellError extends Error {
  override readonly name = "NobodyToTellError";
  constructor(service: string) {
    super(`Nobody on the roster of ${service} can be reached: add somebody through the roster`);
  }
}
