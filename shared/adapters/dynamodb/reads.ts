import {
  type AttributeValue,
  BatchGetItemCommand,
  type DynamoDBClient,
  GetItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Place } from "./layout.ts";
import { fromItem, toItem } from "./requests.ts";

/** As many keys as one BatchGetItem may name. */
const mostInBatch = 100;

type Item = Record<string, AttributeValue>;
interface Batch {
  /** What is asked for, each once: a batch may not name a key twice. */
  readonly keys: Map<string, Item>;
  readonly found: Promise<ReadonlyMap<string, Item>>;
}

/**
 * Reads items of a table by their keys, consistently. What is asked for in one go is one request and not one each: the
 * page of a case is its document and the words of thirty reviews.
 */
export function itemReader(client: DynamoDBClient, table: string) {
  let next: Batch | undefined;

  /** A batch that takes in what is asked for until those who ask now have all asked. */
  function begin(): Batch {
    const keys = new Map<string, Item>();
    const found = Promise.resolve().then(() => {
      next = undefined;
      return readAll([...keys.values()]);
    });
    return { keys, found };
  }

  async function readAll(keys: readonly Item[]): Promise<ReadonlyMap<string, Item>> {
    const parts: Promise<readonly Item[]>[] = [];
    for (let from = 0; from < keys.length; from += mostInBatch)
      parts.push(readSome(keys.slice(from, from + mostInBatch)));
    const items = (await Promise.all(parts)).flat();
    return new Map(items.map((item) => [addressOf(item), item]));
  }

  async function readSome(keys: readonly Item[]): Promise<readonly Item[]> {
    if (keys.length < 2) return (await Promise.all(keys.map(readOne))).flat();
    const asked = { [table]: { Keys: [...keys], ConsistentRead: true } };
    const answer = await client.send(new BatchGetItemCommand({ RequestItems: asked }));
    // A busy table answers only some: the others are asked for one by one, each with the SDK's own pauses between tries.
    const left = answer.UnprocessedKeys?.[table]?.Keys ?? [];
    return [...(answer.Responses?.[table] ?? []), ...(await Promise.all(left.map(readOne))).flat()];
  }

  async function readOne(key: Item): Promise<readonly Item[]> {
    const command = new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true });
    const answer = await client.send(command);
    return answer.Item ? [answer.Item] : [];
  }

  return async <Kept>({ pk, sk }: Place): Promise<Kept | undefined> => {
    const key = toItem({ pk, sk });
    next ??= begin();
    next.keys.set(addressOf(key), key);
    const item = (await next.found).get(addressOf(key));
    return item && fromItem<Kept>(item);
  };
}

const addressOf = ({ pk, sk }: Item): string => JSON.stringify([pk?.S, sk?.S]);
