import { SESClient } from "@aws-sdk/client-ses";
import { clientSettings, unlogged } from "../client.ts";

/**
 * A client whose region, credentials and endpoint come from the environment, as on AWS so on a laptop (A10). It never
 * tries again by itself: SES knows no idempotency token, so a second try is the lease's decision and not the SDK's (A3).
 */
export const sesClient = (): SESClient => unlogged(new SESClient({ ...clientSettings, maxAttempts: 1 }));
