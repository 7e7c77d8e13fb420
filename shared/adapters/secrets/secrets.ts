import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Secrets } from "#shared/ports.ts";

/** A secret that holds no text. Carries its name, never a value. */
export class EmptySecret extends Error {
  override readonly name = "EmptySecret";
  readonly secret: string;
  constructor(secret: string) {
    super(`The secret ${secret} holds no text`);
    this.secret = secret;
  }
}

/**
 * Secrets from Secrets Manager, read each time and kept nowhere. A council has some dozens of referrals a day, so
 * reading costs next to nothing, and a secret that was rotated or withdrawn counts from the next request on: a cache
 * would need a clock (A5) or would refuse a sender's new secret for as long as a warm function lives.
 */
export function awsSecrets({ client }: { readonly client: SecretsManagerClient }): Secrets {
  return {
    async value(name) {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: name }));
      if (!SecretString) throw new EmptySecret(name);
      return SecretString;
    },
  };
}
