import type { StoredDocument } from "#shared/ports.ts";
import { atMost } from "./at-most.ts";
import type { Mail } from "./mail-item.ts";
import { mailsMark } from "./mark-mail.ts";
import type { Ports } from "./ports.ts";

/** The mails about a case, a referral or a quarantined body, oldest first. */
export async function mailsAbout(ports: Ports, council: string, ...references: readonly string[]) {
  const marked = await atMost(references, (reference) => ports.store.marked(council, mailsMark(reference)));
  const ids = [...new Set(marked.flat())];
  const stored = await atMost(ids, (id) => ports.store.load<Mail>({ council, kind: "mail", id }));
  return stored
    .filter((mail): mail is StoredDocument<Mail> => mail !== undefined)
    .toSorted((one, other) => (one.state.wantedAt < other.state.wantedAt ? -1 : 1));
}
