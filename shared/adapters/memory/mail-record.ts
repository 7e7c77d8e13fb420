import type { MailRecord } from "#shared/ports.ts";
import { mailDigest } from "../mail-rules.ts";

/** Which mails went, kept in memory. */
export function memoryMailRecord(): MailRecord {
  const sent = new Map<string, string>();
  const addressOf = (council: string, mail: Parameters<MailRecord["sentAs"]>[1]) =>
    `${council}#${mail.key}#${mailDigest(mail)}`;
  return {
    sentAs: async (council, mail) => sent.get(addressOf(council, mail)),
    async note(council, mail, messageId) {
      const address = addressOf(council, mail);
      if (!sent.has(address)) sent.set(address, messageId);
    },
  };
}
