import { type Intent, mailIntent } from "../intent.ts";
import type { MailMessage } from "../mail-message.ts";
import type { MailRecipient } from "../roster.ts";
import type { Case } from "./case.ts";

/** A mail about one case; its business key begins with the case's reference. */
export const mail = (held: Case, about: string, to: MailRecipient, message: MailMessage): Intent =>
  want(held, `${held.caseRef}/${about}`, to, message);

/** A mail that more than one case may want, and that goes once. */
export function want(held: Case, key: string, to: MailRecipient, message: MailMessage): Intent {
  return mailIntent({ key, to, service: held.service, message });
}
