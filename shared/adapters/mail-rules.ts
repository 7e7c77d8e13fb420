import { createHash } from "node:crypto";
import type { OutgoingMail } from "#shared/ports.ts";

/** A mail that must not be sent as it is. Carries which part and why, never an address or a text (A4). */
export class UnfitMail extends Error {
  override readonly name = "UnfitMail";
  readonly part: string;
  readonly why: string;
  constructor(part: string, why: string) {
    super(`Cannot be sent: ${part} ${why}`);
    this.part = part;
    this.why = why;
  }
}

/** The value of an SES message tag: these characters only, at most 256. */
const tagPattern = /^[A-Za-z0-9_-]{1,256}$/;
/** One plain ASCII address: no display name, no list, no room for a second header (F47). */
const addressPattern = /^[!-~]{1,64}@[A-Za-z0-9.-]{1,255}$/;
const notInAddress = /[",:;<>()[\]\\]/;
/** C0 and C1 controls and the two Unicode line ends: a subject is one line. */
const lineBreaking = /[\p{Cc}\u2028\u2029]/u;
/** SES takes at most 50 recipients a message. */
const maxRecipients = 50;

/** Refuses (UnfitMail) what SES would refuse, and what could add a header or a recipient to a mail (F47). */
export function assertSendable(mail: OutgoingMail): void {
  if (!tagPattern.test(mail.key)) throw new UnfitMail("the key", "cannot be a message tag");
  if (mail.to.length === 0) throw new UnfitMail("the list of recipients", "is empty");
  if (mail.to.length > maxRecipients) throw new UnfitMail("the list of recipients", "is longer than 50");
  for (const [index, address] of mail.to.entries()) assertAddress(`recipient ${index + 1}`, address);
  if (mail.subject.trim() === "") throw new UnfitMail("the subject", "is empty");
  if (lineBreaking.test(mail.subject)) throw new UnfitMail("the subject", "holds a line break or a control");
  if (mail.text === "") throw new UnfitMail("the text", "is empty");
}

export function assertAddress(part: string, address: string): void {
  if (!addressPattern.test(address) || notInAddress.test(address)) {
    throw new UnfitMail(part, "is not one plain address");
  }
}

/** The same for the same words to the same readers, and from it neither can be told. */
export const mailDigest = ({ to, subject, text }: OutgoingMail): string =>
  createHash("sha256")
    .update(JSON.stringify([to, subject, text]))
    .digest("base64url");
