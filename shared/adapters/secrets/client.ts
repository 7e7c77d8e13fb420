import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { clientLimits } from "../client-limits.ts";

/** A client whose region, credentials and endpoint come from the environment, as on AWS so on a laptop (A10). */
export const secretsClient = (): SecretsManagerClient =>
  new SecretsManagerClient({ requestHandler: clientLimits });
