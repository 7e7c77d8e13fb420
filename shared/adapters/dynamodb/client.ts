import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { clientLimits } from "../client-limits.ts";

/** A client whose region, credentials and endpoint come from the environment, as on AWS so on a laptop (A10). */
export const dynamoClient = (): DynamoDBClient => new DynamoDBClient({ requestHandler: clientLimits });
