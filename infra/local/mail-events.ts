import { randomUUID } from "node:crypto";
import type { MailEventsPart, Parts } from "./assembly.ts";
import type { ReceivedMail } from "./aws/ses.ts";
import type { FunctionHost } from "./function-host.ts";
import { invokeForNobody } from "./later.ts";
import { wildcard } from "./permissions.ts";
import type { VirtualClock } from "./virtual-clock.ts";

/** The addresses of SES's own mailbox simulator, with any label: what they do here they do on AWS. */
const simulator = /^(bounce|suppressionlist|complaint)(?:\+[^@]*)?@simulator\.amazonses\.com$/i;

/** What becomes of a mail, told as SES and SNS tell it: mail to the simulator comes back at once, and all else arrives. */
export class MailEvents {
  readonly #parts: Parts;
  readonly #functions: FunctionHost;
  readonly #clock: VirtualClock;

  constructor(options: { parts: Parts; functions: FunctionHost; clock: VirtualClock }) {
    this.#parts = options.parts;
    this.#functions = options.functions;
    this.#clock = options.clock;
  }

  /** A mail was accepted, through a configuration set or none. */
  accepted(mail: ReceivedMail, set: string | null): void {
    for (const address of mail.to) {
      const what = simulator.exec(address)?.[1]?.toLowerCase();
      if (what !== undefined)
        this.#publish(set, what === "complaint" ? aComplaint(address) : aBounce(address), mail);
    }
  }

  #publish(set: string | null, about: Became, mail: ReceivedMail): void {
    for (const part of this.#parts.mail.events) {
      if (part.configurationSet !== set || !part.eventTypes.includes(about.eventType.toUpperCase())) continue;
      const message = JSON.stringify({ ...about, mail: described(mail, part) });
      for (const functionArn of part.functionArns) this.#tell(part.topicArn, functionArn, message);
    }
  }

  #tell(topicArn: string, functionArn: string, message: string): void {
    const what = `The topic ${topicArn.split(":").at(-1)}`;
    if (!this.#mayInvoke(topicArn, functionArn)) {
      console.error(`${what} may not invoke its function: no permission allows it.`);
      return;
    }
    const event = notification(topicArn, message, this.#clock.instant());
    void invokeForNobody(
      { functions: this.#functions, clock: this.#clock },
      functionArn,
      event,
      `What ${what} told`,
    );
  }

  #mayInvoke(topicArn: string, functionArn: string): boolean {
    return this.#parts.invokers.some(
      (invoker) =>
        invoker.functionArn === functionArn &&
        invoker.principal === "sns.amazonaws.com" &&
        (invoker.sourceArn === undefined || wildcard(invoker.sourceArn).test(topicArn)),
    );
  }
}

interface Became {
  readonly eventType: "Bounce" | "Complaint";
}

const aBounce = (emailAddress: string) => ({
  eventType: "Bounce" as const,
  bounce: {
    bounceType: "Permanent",
    bounceSubType: "General",
    bouncedRecipients: [{ emailAddress, action: "failed", status: "5.1.1" }],
    feedbackId: randomUUID(),
  },
});

const aComplaint = (emailAddress: string) => ({
  eventType: "Complaint" as const,
  complaint: {
    complainedRecipients: [{ emailAddress }],
    complaintFeedbackType: "abuse",
    feedbackId: randomUUID(),
  },
});

const described = (mail: ReceivedMail, { configurationSet }: MailEventsPart) => ({
  timestamp: mail.at,
  source: mail.from,
  messageId: mail.messageId,
  destination: mail.to,
  tags: {
    ...Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]])),
    "ses:configuration-set": [configurationSet],
  },
});

/** What SNS invokes a function with. */
const notification = (topicArn: string, message: string, at: string) => ({
  Records: [
    {
      EventSource: "aws:sns",
      EventVersion: "1.0",
      EventSubscriptionArn: `${topicArn}:${randomUUID()}`,
      Sns: {
        Type: "Notification",
        MessageId: randomUUID(),
        TopicArn: topicArn,
        Subject: "Amazon SES Email Event Notification",
        Message: message,
        Timestamp: at,
        MessageAttributes: {},
      },
    },
  ],
});
