import { RemovalPolicy } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { type CfnSecret, Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { pascalCase } from "../names.ts";
import type { ServiceFunction } from "./service-function.ts";

/**
 * A secret for each source of referrals. It is created with an empty list of `secrets`, so that a source is refused until
 * an operator has agreed one with its sender; a rotation puts the new one in front and takes the old one off later.
 */
export class WebhookSecrets extends Construct {
  readonly #secrets: Readonly<Record<string, Secret>>;

  constructor(scope: Construct, id: string, key: IKey, sources: readonly { readonly id: string }[]) {
    super(scope, id);
    this.#secrets = Object.fromEntries(
      sources.map((source) => {
        const logicalId = `${pascalCase(source.id)}WebhookSecret`;
        const secret = new Secret(this, logicalId, {
          description: `What ${source.id} signs its referrals with: {"secrets": ["whsec_..."]}, newest first`,
          encryptionKey: key,
          generateSecretString: {
            secretStringTemplate: JSON.stringify({ secrets: [] }),
            generateStringKey: "unused",
            excludePunctuation: true,
          },
          removalPolicy: RemovalPolicy.RETAIN,
        });
        (secret.node.defaultChild as CfnSecret).overrideLogicalId(logicalId);
        return [source.id, secret];
      }),
    );
  }

  /** Lets a function read them, and tells it which secret is whose. */
  allow(reader: ServiceFunction): void {
    const arns = Object.entries(this.#secrets).map(([source, secret]) => [source, secret.secretArn] as const);
    reader.knows(
      "WEBHOOK_SECRETS",
      `{${arns.map(([source, arn]) => `${JSON.stringify(source)}:"${arn}"`).join(",")}}`,
    );
    reader.may(
      ["secretsmanager:GetSecretValue"],
      arns.map(([, arn]) => arn),
    );
  }
}
