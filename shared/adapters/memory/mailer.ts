import type { Mailer, OutgoingMail } from "#shared/ports.ts";
import { assertSendable } from "../mail-rules.ts";

export interface SentMail extends OutgoingMail {
  readonly messageId: string;
}
export interface MemoryMailer extends Mailer {
  /** Every mail accepted, in order; one sent twice stands here twice, as SES would send it twice. */
  readonly sent: readonly SentMail[];
  /** Makes the next `times` sends fail before anything is accepted. */
  failNext(times: number, error?: Error): void;
}

/** A mailer that keeps what it was given, and refuses what SES would refuse. */
export function memoryMailer(): MemoryMailer {
  const sent: SentMail[] = [];
  let failures = 0;
  let failure = new Error("The mail service is not answering");
  return {
    sent,
    failNext(times, error) {
      failures = times;
      if (error) failure = error;
    },
    async send(mail) {
      assertSendable(mail);
      if (failures > 0) {
        failures -= 1;
        throw failure;
      }
      const messageId = `memory-${sent.length + 1}`;
      sent.push({ ...mail, to: [...mail.to], messageId });
      return messageId;
    },
  };
}
