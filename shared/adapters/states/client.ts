import { SFNClient } from "@aws-sdk/client-sfn";
import { clientSettings, unlogged } from "../client.ts";

/** A client whose region, credentials and endpoint come from the environment, as on AWS so on a laptop (A10). */
export const statesClient = (): SFNClient => unlogged(new SFNClient(clientSettings));
