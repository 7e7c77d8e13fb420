import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { DocumentKey, DocumentStore, ShelvedKind } from "#shared/ports.ts";
import {
  assertInstant,
  assertKey,
  assertLastPart,
  assertPart,
  assertVersion,
  isLastPart,
  isPart,
  isStorableKey,
  type Owing,
  storable,
  storableAccess,
  storableEntry,
  storableText,
} from "../document-rules.ts";
import * as layout from "./layout.ts";
import { itemReader } from "./reads.ts";
import { putIfAbsent, queryAll, scanAll, settingAll, toItem, unlessRefused } from "./requests.ts";

export interface DynamoTables {
  readonly client: DynamoDBClient;
  readonly caseTable: string;
  readonly historyTable: string;
}

/**
 * The document store on the case table and the history table. Each document is one item with one conditional write
 * (A2); a first write is a PutItem and a change an UpdateItem, so that a role can be given the one without the other.
 *
 * A write whose answer was lost and which the SDK sends again is refused by its own first try: "conflict" and
 * "exists" mean "look again", never "nothing was stored".
 */
export function dynamoStore({ client, caseTable, historyTable }: DynamoTables): DocumentStore {
  /** What a query of the base table or an index has in common; the base table is read consistently. */
  const query = <Item>(table: string, condition: string, values: Record<string, string>, index?: string) =>
    queryAll<Item>(client, {
      TableName: table,
      IndexName: index,
      KeyConditionExpression: condition,
      ExpressionAttributeValues: toItem(values),
      ConsistentRead: index === undefined,
    });
  const beginning = <Item>({ pk, sk }: layout.Place, attributes?: string): Promise<Item[]> =>
    queryAll<Item>(client, {
      TableName: caseTable,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :sk)",
      ExpressionAttributeValues: toItem({ ":pk": pk, ":sk": sk }),
      ProjectionExpression: attributes,
      ConsistentRead: true,
    });

  const get = itemReader(client, caseTable);
  async function owingUntil(what: Owing, until: string): Promise<DocumentKey[]> {
    const condition = "owingPartition = :in AND owingSort < :until";
    const values = { ":in": what, ":until": until };
    return (await query<layout.Place>(caseTable, condition, values, "owing")).map(layout.keyAt);
  }

  return {
    async load<State>(key: DocumentKey) {
      if (!isStorableKey(key)) return undefined;
      const item = await get<layout.DocumentItem>(layout.documentPlace(key));
      return item && layout.documentOf<State>(item);
    },
    async create(document) {
      assertVersion(document, "create");
      const kept = storable(document);
      const item = { ...layout.documentPlace(kept.key), ...kept.key, ...layout.bodyOf(kept) };
      return (await putIfAbsent(client, caseTable, item)) ? "created" : "exists";
    },
    async replace(document) {
      assertVersion(document, "replace");
      const kept = storable(document);
      const update = settingAll(layout.bodyOf(kept));
      const command = new UpdateItemCommand({
        TableName: caseTable,
        Key: toItem(layout.documentPlace(kept.key)),
        ...update,
        ConditionExpression: "#version = :previous",
        ExpressionAttributeValues: {
          ...update.ExpressionAttributeValues,
          ...toItem({ ":previous": kept.version - 1 }),
        },
      });
      return unlessRefused(client.send(command), "replaced", "conflict");
    },
    async putContent(key, name, text) {
      assertKey(key);
      assertLastPart("the name of a content", name);
      const kept = storableText("a content", text);
      await putIfAbsent(client, caseTable, { ...layout.contentPlace(key, name), text: kept });
    },
    async content(key, name) {
      if (!isStorableKey(key) || !isLastPart(name)) return undefined;
      return (await get<{ text: string }>(layout.contentPlace(key, name)))?.text;
    },
    async contentNames(key) {
      if (!isStorableKey(key)) return [];
      const all = layout.contentPlace(key, "");
      const items = await beginning<layout.Place>(all, "sk");
      return items.map(({ sk }) => sk.slice(all.sk.length));
    },
    async appendHistory(key, entries) {
      assertKey(key);
      // One after the other, so that a crash leaves no gap below an entry that is there.
      for (const entry of entries.map(storableEntry))
        await putIfAbsent(client, historyTable, layout.historyItem(key, entry));
    },
    async history(key) {
      if (!isStorableKey(key)) return [];
      const { pk } = layout.historyPlace(key, 0);
      return (await query<layout.HistoryItem>(historyTable, "pk = :pk", { ":pk": pk })).map(layout.entryOf);
    },
    async appendAccess(key, entry) {
      assertKey(key);
      const kept = storableAccess(entry);
      await putIfAbsent(client, historyTable, { ...layout.accessPlace(key, kept), ...kept });
    },
    async accesses(key) {
      if (!isStorableKey(key)) return [];
      const values = { ":pk": layout.accessPartition(key) };
      return (await query<layout.AccessItem>(historyTable, "pk = :pk", values)).map(layout.accessOf);
    },
    async dueUntil(council, until) {
      if (until !== undefined) assertInstant("the end of the due index", until);
      if (!isPart(council)) return [];
      const values = {
        ":in": council,
        ":until": until === undefined ? layout.afterAll : layout.after(until),
      };
      const condition = "duePartition = :in AND dueSort < :until";
      return (await query<layout.DueItem>(caseTable, condition, values, "due")).map(layout.dueLineOf);
    },
    async dueForWorker(council, worker) {
      if (!isPart(council) || !isPart(worker)) return [];
      const values = { ":in": layout.workerPartition(council, worker) };
      return (await query<layout.DueItem>(caseTable, "workerPartition = :in", values, "worker")).map(
        layout.dueLineOf,
      );
    },
    async owingSince(since) {
      assertInstant("the end of the owing index", since);
      return owingUntil("owing", layout.after(since));
    },
    parked: () => owingUntil("parked", layout.afterAll),
    async *scan<State>(...kinds: readonly DocumentKey["kind"][]) {
      const names = kinds.map((_, index) => `:kind${index}`);
      const items = scanAll<layout.DocumentItem>(client, {
        TableName: caseTable,
        FilterExpression: `#kind IN (${names.join(", ")})`, // only a document has a kind: contents and marks have none
        ExpressionAttributeNames: { "#kind": "kind" },
        ExpressionAttributeValues: toItem(
          Object.fromEntries(names.map((name, index) => [name, kinds[index]])),
        ),
        ConsistentRead: true,
      });
      for await (const item of items) yield layout.documentOf<State>(item);
    },
    async list<State>(council: string, kind: ShelvedKind) {
      if (!isPart(council)) return [];
      const items = await beginning<layout.DocumentItem>(layout.shelfPlace(council, kind));
      return items.map((item) => layout.documentOf<State>(item));
    },
    async putMark(council, mark, ref) {
      assertPart("the council of a mark", council);
      assertLastPart("a mark", mark);
      assertLastPart("the reference under a mark", ref);
      await putIfAbsent(client, caseTable, layout.markPlace(council, mark, ref));
    },
    async marked(council, mark) {
      if (!isPart(council) || !isLastPart(mark)) return [];
      const { pk } = layout.markPlace(council, mark, "");
      return (await query<layout.Place>(caseTable, "pk = :pk", { ":pk": pk })).map(({ sk }) => sk);
    },
  };
}
