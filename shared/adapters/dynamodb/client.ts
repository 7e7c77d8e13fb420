import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { clientSettings, unlogged } from "../client.ts";

/** A client whose region, credentials and endpoint come from the environment, as on AWS so on a laptop (A10). */
export const dynamoClient = (): DynamoDBClient => unlogged(new DynamoDBClient(clientSettings));
