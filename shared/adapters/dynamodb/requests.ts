import {
  type AttributeValue,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  type ScanCommandInput,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { isAwsError } from "../aws-errors.ts";

export const toItem = (value: object): Record<string, AttributeValue> =>
  marshall(value, { removeUndefinedValues: true });

/** The type is the layout's: only the layout writes to these tables. */
export const fromItem = <Item>(item: Record<string, AttributeValue>): Item => unmarshall(item) as Item;

/** Gives `refused` where the condition of a write does not hold: an answer, not an error (A2). */
export async function unlessRefused<Done, Refused>(
  write: Promise<unknown>,
  done: Done,
  refused: Refused,
): Promise<Done | Refused> {
  try {
    await write;
    return done;
  } catch (error) {
    if (isAwsError(error, "ConditionalCheckFailedException")) return refused;
    throw error;
  }
}

/** Writes an item whose key is free. */
export const putIfAbsent = (client: DynamoDBClient, table: string, item: object): Promise<boolean> =>
  unlessRefused(
    client.send(
      new PutItemCommand({
        TableName: table,
        Item: toItem(item),
        ConditionExpression: "attribute_not_exists(pk)",
      }),
    ),
    true,
    false,
  );

/** The items of a query, page after page: a page ends at 1 MB, however few items that is. */
export async function queryAll<Item>(client: DynamoDBClient, input: QueryCommandInput): Promise<Item[]> {
  const items: Item[] = [];
  let from: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(new QueryCommand({ ...input, ExclusiveStartKey: from }));
    for (const item of page.Items ?? []) items.push(fromItem<Item>(item));
    from = page.LastEvaluatedKey;
  } while (from);
  return items;
}

/** The items of a scan, page after page; a page may be empty and still not be the last. */
export async function* scanAll<Item>(client: DynamoDBClient, input: ScanCommandInput): AsyncIterable<Item> {
  let from: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(new ScanCommand({ ...input, ExclusiveStartKey: from }));
    for (const item of page.Items ?? []) yield fromItem<Item>(item);
    from = page.LastEvaluatedKey;
  } while (from);
}

/** The update that sets every attribute which has a value and removes every one which has none. */
export function settingAll(body: Record<string, unknown>): {
  UpdateExpression: string;
  ExpressionAttributeNames: Record<string, string>;
  ExpressionAttributeValues: Record<string, AttributeValue>;
} {
  const names = Object.keys(body);
  const kept = names.filter((name) => body[name] !== undefined);
  const gone = names.filter((name) => body[name] === undefined);
  const set = `SET ${kept.map((name) => `#${name} = :${name}`).join(", ")}`;
  return {
    UpdateExpression: gone.length === 0 ? set : `${set} REMOVE ${gone.map((name) => `#${name}`).join(", ")}`,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: toItem(Object.fromEntries(kept.map((name) => [`:${name}`, body[name]]))),
  };
}
