import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { clientSettings, unlogged } from "../client.ts";

/** A client whose region, credentials and endpoint come from the environment, as on AWS so on a laptop (A10). */
export const secretsClient = (): SecretsManagerClient => unlogged(new SecretsManagerClient(clientSettings));
