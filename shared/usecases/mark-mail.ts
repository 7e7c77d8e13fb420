import type { MailMessage } from "#shared/domain/mail-message.ts";
import type { Ports } from "./ports.ts";

/** Under which mark the mails about a case, a referral or a quarantined body stand. */
export const mailsMark = (reference: string): string => `mails-${reference}`;

/** Every reference of a case, a referral or a quarantined body that a message bears. */
const referencesIn = (message: MailMessage): readonly string[] => [
  ...new Set(JSON.stringify(message).match(/\b[CQR]-[0-9A-HJKMNP-TV-Z]{10}\b/g)),
];

/** Notes what a mail is about, before it is stored, so that every mail about a case can be found again. */
export async function markMail(
  ports: Ports,
  council: string,
  id: string,
  message: MailMessage,
): Promise<void> {
  for (const reference of referencesIn(message)) await ports.store.putMark(council, mailsMark(reference), id);
}
