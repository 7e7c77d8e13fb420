import { CfnOutput, RemovalPolicy, Tags } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { type CfnSecret, Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import type { Authentication, Sources } from "#shared/contracts/source.ts";
import { pascalCase } from "../names.ts";
import type { ServiceFunction } from "./service-function.ts";

/** What stands in the list of a source's secrets. */
const written: Readonly<Record<Authentication["kind"], string>> = {
  "standard-webhooks": "whsec_...",
  "hmac-header": "at least 32 characters",
  "static-bearer": "at least 32 characters",
};
const does: Readonly<Record<Authentication["kind"], string>> = {
  "standard-webhooks": "signs its referrals with",
  "hmac-header": "signs its referrals with, in a header",
  "static-bearer": "sends as its bearer token, and does not sign",
};

/**
 * A secret for each source of referrals. It is created with an empty list of `secrets`, so that a source is refused until
 * an operator has agreed one with its sender; a rotation puts the new one in front and takes the old one off later. The tag `authentication` says how it is used; sources that cannot sign are an output of the stack.
 */
export class WebhookSecrets extends Construct {
  readonly #secrets: Readonly<Record<string, Secret>>;

  constructor(scope: Construct, id: string, key: IKey, sources: Sources) {
    super(scope, id);
    this.#secrets = Object.fromEntries(
      sources.map((source) => {
        const { kind } = source.authentication;
        const logicalId = `${pascalCase(source.id)}WebhookSecret`;
        const secret = new Secret(this, logicalId, {
          description: `What ${source.id} ${does[kind]}: {"secrets": ["${written[kind]}"]}, newest first`,
          encryptionKey: key,
          generateSecretString: {
            secretStringTemplate: JSON.stringify({ secrets: [] }),
            generateStringKey: "unused",
            excludePunctuation: true,
          },
          removalPolicy: RemovalPolicy.RETAIN,
        });
        (secret.node.defaultChild as CfnSecret).overrideLogicalId(logicalId);
        Tags.of(secret).add("authentication", kind);
        return [source.id, secret];
      }),
    );
    const unsigned = sources.filter(({ authentication }) => authentication.kind === "static-bearer");
    new CfnOutput(this, "UnsignedSources", {
      description:
        "Sources of referrals that send a fixed token and no signature; docs/sources.md says what that risks",
      value: unsigned.map(({ id: source }) => source).join(", ") || "none",
    }).overrideLogicalId("UnsignedSources");
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
