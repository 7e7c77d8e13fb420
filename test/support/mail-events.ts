import type { OutgoingMail } from "#shared/ports.ts";

interface Sent extends OutgoingMail {
  readonly messageId: string;
}

/** The event of a mail, with more about it than we read, as SES publishes it. */
const published = (eventType: string, mail: Sent, about: Readonly<Record<string, unknown>>) => ({
  eventType,
  mail: {
    timestamp: "2026-11-17T11:00:00.000Z",
    messageId: mail.messageId,
    source: "no-reply@council.example",
    destination: mail.to,
    commonHeaders: { to: mail.to, subject: mail.subject },
    tags: { mail: [mail.key], "ses:configuration-set": ["holdfast-prod-mail"] },
  },
  ...about,
});

/** A mail that came back from some of its addresses, by default from all. */
export const aBounce = (mail: Sent, bounceType = "Permanent", from: readonly string[] = mail.to) =>
  published("Bounce", mail, {
    bounce: {
      bounceType,
      bounceSubType: "General",
      bouncedRecipients: from.map((emailAddress) => ({ emailAddress, action: "failed", status: "5.1.1" })),
      feedbackId: `feedback-${mail.messageId}`,
    },
  });

/** A reader, or one of several, called the mail spam. */
export const aComplaint = (mail: Sent, from: readonly string[] = mail.to) =>
  published("Complaint", mail, {
    complaint: { complainedRecipients: from.map((emailAddress) => ({ emailAddress })) },
  });

export const aRejection = (mail: Sent) => published("Reject", mail, { reject: { reason: "Bad content" } });

/** What SNS invokes a function with. */
export const fromSns = (...messages: readonly unknown[]) => ({
  Records: messages.map((message) => ({
    EventSource: "aws:sns",
    Sns: { Message: typeof message === "string" ? message : JSON.stringify(message) },
  })),
});
