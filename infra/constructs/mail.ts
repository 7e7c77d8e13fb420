import { Arn, Stack } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import {
  CfnConfigurationSet,
  CfnConfigurationSetEventDestination,
  CfnEmailIdentity,
} from "aws-cdk-lib/aws-ses";
import type { Topic } from "aws-cdk-lib/aws-sns";
import { LambdaSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { physicalName } from "../names.ts";
import { encryptedTopic } from "./encrypted-topic.ts";
import type { ServiceFunction } from "./service-function.ts";

export interface MailProps {
  readonly stage: string;
  readonly key: IKey;
  /** The verified address that mail comes from. */
  readonly from: string;
}

/** How mail leaves: from one identity, over TLS, through a configuration set that reports what became of each (I8, F37). */
export class Mail extends Construct {
  readonly configurationSet: string;
  readonly #arns: readonly string[];
  readonly #from: string;
  readonly #events: Topic;

  constructor(scope: Construct, id: string, { stage, key, from }: MailProps) {
    super(scope, id);
    this.#from = from;
    this.configurationSet = physicalName(stage, "mail");
    const set = new CfnConfigurationSet(this, "ConfigurationSet", {
      name: this.configurationSet,
      deliveryOptions: { tlsPolicy: "REQUIRE" },
      reputationOptions: { reputationMetricsEnabled: true },
      sendingOptions: { sendingEnabled: true },
      suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
    });
    set.overrideLogicalId("MailConfigurationSet");
    const identity = new CfnEmailIdentity(this, "Identity", { emailIdentity: from });
    identity.overrideLogicalId("MailIdentity");

    this.#events = encryptedTopic(this, "Events", key, "ses.amazonaws.com");
    const destination = new CfnConfigurationSetEventDestination(this, "EventDestination", {
      configurationSetName: set.ref,
      eventDestination: {
        name: "mail-events",
        enabled: true,
        // What somebody must act on or is counted. No opens and no clicks: nobody is watched reading.
        matchingEventTypes: ["BOUNCE", "COMPLAINT", "REJECT", "DELIVERY_DELAY"],
        snsDestination: { topicArn: this.#events.topicArn },
      },
    });
    // SES tries the topic when it is told of it, so who may publish and use the key must stand by then.
    destination.node.addDependency(this.#events);

    const arn = (resource: string, resourceName: string) =>
      Arn.format({ service: "ses", resource, resourceName }, Stack.of(this));
    // A mail names both, and a role that has one of the two is refused.
    this.#arns = [arn("identity", from), arn("configuration-set", this.configurationSet)];
  }

  /** Lets a function send mail, and tells it from whom and through what. */
  allow(sender: ServiceFunction): void {
    sender.knows("MAIL_FROM", this.#from);
    sender.knows("MAIL_CONFIGURATION_SET", this.configurationSet);
    sender.may(["ses:SendEmail"], this.#arns);
  }

  /**
   * Has a function told what became of each mail. What could not be handed over, and what the function failed at each
   * of its three tries, waits in the queue: a mail that came back is somebody's who was not told (F37).
   */
  report(to: ServiceFunction, undelivered: Queue): void {
    this.#events.addSubscription(new LambdaSubscription(to.function, { deadLetterQueue: undelivered }));
    to.keepsFailures(undelivered);
  }
}
