import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";

export interface PuttingBack {
  readonly client: DynamoDBClient;
  /** The table that was restored beside the other, under a name of its own. */
  readonly from: string;
  /** The table that the functions know. */
  readonly to: string;
}
type Item = Record<string, AttributeValue>;

const mostAtOnce = 25;

/** Nothing can be put back: the name is the same twice, or there is nothing to put back. */
export class NothingToPutBack extends Error {
  override readonly name = "NothingToPutBack";
  constructor(from: string) {
    super(`${from} holds nothing that could be put back: nothing was changed`);
  }
}

/**
 * Makes a table hold exactly what another holds, item by item, and gives back how many were written and taken away (F39). The
 * table itself stays, with its name, its protection and its own continuous backup: what it held can be restored as well. Nobody
 * may write to it meanwhile. One that dies on the way is run again. Throws NothingToPutBack before it changes anything.
 */
export async function putBack({ client, from, to }: PuttingBack): Promise<{ put: number; taken: number }> {
  const kept = new Set<string>();
  for await (const key of itemsOf(client, from, "pk, sk")) kept.add(addressOf(key));
  if (from === to || kept.size === 0) throw new NothingToPutBack(from);
  const put = await each(itemsOf(client, from), (Item) =>
    client.send(new PutItemCommand({ TableName: to, Item })),
  );
  const taken = await each(itemsOf(client, to, "pk, sk"), (Key) =>
    kept.has(addressOf(Key)) ? undefined : client.send(new DeleteItemCommand({ TableName: to, Key })),
  );
  return { put, taken };
}

const addressOf = ({ pk, sk }: Item): string => JSON.stringify([pk?.S, sk?.S]);

/** The items as they are kept, page after page, or only these attributes of each. */
async function* itemsOf(client: DynamoDBClient, table: string, attributes?: string): AsyncIterable<Item> {
  let from: Item | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: table,
        ProjectionExpression: attributes,
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    );
    yield* page.Items ?? [];
    from = page.LastEvaluatedKey;
  } while (from);
}

/** Does something for each, so many at the same time; a busy table is asked again by the SDK, with its own pauses. */
async function each(items: AsyncIterable<Item>, work: (item: Item) => Promise<unknown> | undefined) {
  let done = 0;
  let under: Promise<unknown>[] = [];
  for await (const item of items) {
    const begun = work(item);
    if (!begun) continue;
    done++;
    under.push(begun);
    if (under.length < mostAtOnce) continue;
    await Promise.all(under);
    under = [];
  }
  await Promise.all(under);
  return done;
}
