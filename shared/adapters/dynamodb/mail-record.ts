import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { MailRecord } from "#shared/ports.ts";
import { mailDigest } from "../mail-rules.ts";
import { itemReader } from "./reads.ts";
import { putIfAbsent } from "./requests.ts";

/**
 * Which mails went, in a table of its own that is never restored with the others (F39). An item is the hash of a business
 * key and a digest: nothing of a person, and nothing of what was said.
 */
export function dynamoMailRecord({
  client,
  table,
}: {
  readonly client: DynamoDBClient;
  readonly table: string;
}): MailRecord {
  const get = itemReader(client, table);
  const placeOf = (council: string, mail: Parameters<MailRecord["sentAs"]>[1]) => ({
    pk: `${council}#${mail.key}`,
    sk: mailDigest(mail),
  });
  return {
    async sentAs(council, mail) {
      return (await get<{ readonly messageId: string }>(placeOf(council, mail)))?.messageId;
    },
    async note(council, mail, messageId) {
      await putIfAbsent(client, table, { ...placeOf(council, mail), messageId });
    },
  };
}
