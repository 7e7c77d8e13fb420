import { type SESClient, SendEmailCommand } from "@aws-sdk/client-ses";
import type { Mailer } from "#shared/ports.ts";
import { assertAddress, assertSendable } from "../mail-rules.ts";

export interface SesSender {
  readonly client: SESClient;
  /** The address that mails come from: a verified identity. */
  readonly from: string;
  /** The configuration set whose events tell what became of a mail. */
  readonly configurationSet: string;
}

const utf8 = (text: string) => ({ Data: text, Charset: "UTF-8" });

/**
 * A mailer on SES. The mail's key travels as the tag `mail`, so that its events can be matched. A failure to answer
 * does not say whether the mail was accepted: whoever sends again accepts that it may go twice (A3, I8).
 */
export function sesMailer({ client, from, configurationSet }: SesSender): Mailer {
  assertAddress("the sender", from);
  return {
    async send(mail) {
      assertSendable(mail);
      const { MessageId } = await client.send(
        new SendEmailCommand({
          Source: from,
          Destination: { ToAddresses: [...mail.to] },
          Message: { Subject: utf8(mail.subject), Body: { Text: utf8(mail.text) } },
          Tags: [{ Name: "mail", Value: mail.key }],
          ConfigurationSetName: configurationSet,
        }),
      );
      if (!MessageId) throw new Error("SES accepted a mail without giving its message id");
      return MessageId;
    },
  };
}
