import { DeleteItemCommand, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dynamoStore } from "#shared/adapters/dynamodb/document-store.ts";
import type { StoredDocument } from "#shared/ports.ts";
import { startTables, type TestTables } from "#test/support/dynalite.ts";

/** What stands in the tables, attribute by attribute: restores, grants and the reconciler rest on it. */
let tables: TestTables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

const key = { council: "mk", kind: "case", id: "K7Q2" } as const;
const since = "2026-11-16T10:00:00.000Z";
const intent = { key: "k", kind: "start-episode", since, tries: 0, parked: false, facts: {} };
const entry = { seq: 1, at: since, by: "system", type: "opened", facts: { by: "webhook" } };
const due = { at: "2026-12-01T09:00:00.000Z", step: "Review", owner: "w1", phase: "support", worker: "w1" };
const whole: StoredDocument = {
  key,
  version: 1,
  seq: 1,
  state: { phase: "support" },
  owedHistory: [entry],
  owedIntents: [intent],
  due,
};

const text = (value: unknown): string => JSON.stringify(value);

async function everything(table: string): Promise<unknown[]> {
  const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: table }));
  const items = Items.map((item) => unmarshall(item));
  return items.sort((one, other) => `${one.pk} ${one.sk}`.localeCompare(`${other.pk} ${other.sk}`));
}

describe("the layout of the tables", () => {
  test("of a case: its document with its three indexes, and its contents, marks and history", async () => {
    const store = dynamoStore(tables);
    await store.create(whole);
    await store.putContent(key, "plan", "text");
    await store.putMark("mk", "fingerprint", "K7Q2");
    await store.appendHistory(key, [entry]);

    expect(await everything("case")).toStrictEqual([
      { pk: "mk#case#K7Q2", sk: "content#plan", text: "text" },
      {
        pk: "mk#case#K7Q2",
        sk: "document",
        ...{ council: "mk", kind: "case", id: "K7Q2", version: 1, seq: 1 },
        ...{ state: '{"phase":"support"}', owedHistory: text([entry]), owedIntents: text([intent]) },
        due: text(due),
        duePartition: "mk",
        dueSort: "2026-12-01T09:00:00.000Z#case#K7Q2",
        workerPartition: "mk#w1",
        workerSort: "2026-12-01T09:00:00.000Z#case#K7Q2",
        owingPartition: "owing",
        owingSort: "2026-11-16T10:00:00.000Z#mk#case#K7Q2#K7Q2",
      },
      { pk: "mk#mark#fingerprint", sk: "K7Q2" },
    ]);
    const { at, by, type, facts } = entry;
    expect(await everything("history")).toStrictEqual([
      { pk: "mk#case#K7Q2", sk: "00000001", at, by, type, facts: text(facts) },
    ]);
  });

  test("of a change that clears everything: no attribute of an index is left behind", async () => {
    const store = dynamoStore(tables);
    await store.replace({ ...whole, version: 2, owedHistory: [], owedIntents: [], due: undefined });

    const document = (await everything("case"))[1];
    expect(document).toStrictEqual({
      pk: "mk#case#K7Q2",
      sk: "document",
      ...{ council: "mk", kind: "case", id: "K7Q2", version: 2, seq: 1 },
      ...{ state: '{"phase":"support"}', owedHistory: "[]", owedIntents: "[]" },
    });
  });

  test("of the first layout, with nested attributes, is read all the same, and made text by the next write", async () => {
    const store = dynamoStore(tables);
    const old = { council: "mk", kind: "case", id: "OLD1" } as const;
    const place = { pk: "mk#case#OLD1", sk: "document" };
    const nested = { state: { phase: "support" }, owedHistory: [], owedIntents: [intent], due };
    const item = {
      ...place,
      ...old,
      version: 3,
      seq: 1,
      ...nested,
      duePartition: "mk",
      dueSort: `${due.at}#case#OLD1`,
    };
    const line = {
      pk: "mk#case#OLD1",
      sk: "00000001",
      at: since,
      by: "system",
      type: "opened",
      facts: { a: 1 },
    };
    await tables.client.send(new PutItemCommand({ TableName: "case", Item: marshall(item) }));
    await tables.client.send(new PutItemCommand({ TableName: "history", Item: marshall(line) }));
    const read = await store.load(old);
    expect(read).toEqual({ key: old, version: 3, seq: 1, ...nested });
    expect(await store.history(old)).toMatchObject([{ seq: 1, facts: { a: 1 } }]);
    expect((await store.dueUntil("mk")).find(({ key }) => key.id === "OLD1")).toEqual({ key: old, due });
    if (read) await store.replace({ ...read, version: 4, due: undefined });
    const written = (await everything("case")).find((each) => Object(each).pk === place.pk);
    expect(written).toMatchObject({ state: text({ phase: "support" }), owedIntents: text([intent]) });
    await tables.client.send(new DeleteItemCommand({ TableName: "case", Key: marshall(place) }));
    await tables.client.send(
      new DeleteItemCommand({ TableName: "history", Key: marshall({ pk: line.pk, sk: line.sk }) }),
    );
  });

  test("of a shelved kind: one partition a council, and histories apart", async () => {
    const store = dynamoStore(tables);
    const worker = { council: "other", kind: "worker", id: "w1" } as const;
    await store.create({ ...whole, key: worker, owedHistory: [], owedIntents: [], due: undefined });
    await store.putContent(worker, "note", "text");
    await store.appendHistory(worker, [entry]);

    const shelved = (await everything("case")).slice(-2);
    expect(shelved).toMatchObject([
      { pk: "other#worker", sk: "content#w1#note" },
      { pk: "other#worker", sk: "document#w1", council: "other", kind: "worker", id: "w1" },
    ]);
    expect((await everything("history")).at(-1)).toMatchObject({ pk: "other#worker#w1", sk: "00000001" });
  });
});

describe("what is sent to the tables", () => {
  test("asks for a consistent read of everything but the indexes", async () => {
    const asked: Record<string, unknown>[] = [];
    const { client } = tables;
    // The loopback database is always consistent, so only the request can tell.
    const name = "notes reads";
    client.middlewareStack.add(
      (next) => (args) => {
        asked.push({ ...args.input });
        return next(args);
      },
      { step: "initialize", name },
    );
    const store = dynamoStore(tables);
    await store.load(key);
    await store.content(key, "plan");
    await store.contentNames(key);
    await store.history(key);
    await store.list("mk", "worker");
    await store.marked("mk", "fingerprint");
    for await (const _ of store.scan("case"));
    const base = asked.splice(0);
    await store.dueUntil("mk");
    await store.dueForWorker("mk", "w1");
    await store.owingSince(since);
    await store.parked();
    client.middlewareStack.remove(name);

    expect(base.map((read) => read.ConsistentRead)).toEqual(Array(7).fill(true));
    expect(asked.map((read) => [read.IndexName, read.ConsistentRead])).toEqual([
      ["due", false],
      ["worker", false],
      ["owing", false],
      ["owing", false],
    ]);
  });

  test("is sent again when its answer is lost, and then refused by its own first try", async () => {
    const { client } = tables;
    const name = "loses the answer to each first try";
    const tried = new Set<unknown>();
    client.middlewareStack.add(
      (next, context) => async (args) => {
        const answer = await next(args);
        if (tried.has(context.commandName)) return answer;
        tried.add(context.commandName);
        throw Object.assign(new Error("The answer was lost"), { name: "TimeoutError" });
      },
      { step: "deserialize", name },
    );
    const store = dynamoStore(tables);
    const document = { ...whole, key: { ...key, id: "LOST" } };
    const created = await store.create(document);
    const replaced = await store.replace({ ...document, version: 2 });
    client.middlewareStack.remove(name);

    expect([created, replaced]).toEqual(["exists", "conflict"]);
    expect(await store.load(document.key)).toMatchObject({ version: 2 });
  });
});
