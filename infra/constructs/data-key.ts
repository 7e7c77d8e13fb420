import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { type CfnKey, Key } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";

/**
 * The one key under everything that is stored: tables, secrets, logs and topics. AWS services that write for us must be
 * named in its policy: without CloudWatch an alarm is raised and never sent, without SES a bounce is never reported, and
 * neither says a word.
 */
export class DataKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, "Key", {
      description: "Holdfast: tables, secrets, logs and topics",
      enableKeyRotation: true,
      // What it encrypts is kept, so a key that went would take it along.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    (this.key.node.defaultChild as CfnKey).overrideLogicalId(id);

    const { account, region } = Stack.of(this);
    const sealing = ["kms:Decrypt", "kms:GenerateDataKey"];
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: "LogsOfThisAccount",
        principals: [new ServicePrincipal(`logs.${region}.amazonaws.com`)],
        actions: [...sealing, "kms:Encrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:DescribeKey"],
        resources: ["*"],
        conditions: {
          ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${account}:log-group:*` },
        },
      }),
    );
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: "AlarmsToTheirTopic",
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: sealing,
        resources: ["*"],
        conditions: { StringEquals: { "aws:SourceAccount": account } },
      }),
    );
    // No condition: SES does not say for whom it asks. Whose events reach the topic is the topic's own policy to say.
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: "MailEventsToTheirTopic",
        principals: [new ServicePrincipal("ses.amazonaws.com")],
        actions: sealing,
        resources: ["*"],
      }),
    );
  }
}
