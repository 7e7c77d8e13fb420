import { BatchGetItemCommand, DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, expect, test } from "vitest";
import { itemReader } from "#shared/adapters/dynamodb/reads.ts";

const client = new DynamoDBClient({ region: "eu-west-2" });
const tables = mockClient(client);
const place = (sk: string) => ({ pk: "mk#case#1", sk });
const key = (sk: string) => ({ pk: { S: "mk#case#1" }, sk: { S: sk } });
const item = (sk: string) => ({ ...key(sk), text: { S: `text of ${sk}` } });
const text = async (found: Promise<{ text: string } | undefined>) => (await found)?.text;

beforeEach(() => tables.reset());

test("F34: what a busy table leaves out of a batch is asked for again, one by one", async () => {
  tables
    .on(BatchGetItemCommand)
    .resolves({
      Responses: { cases: [item("b")] },
      UnprocessedKeys: { cases: { Keys: [key("a"), key("c")] } },
    })
    .on(GetItemCommand, { Key: key("a") })
    .resolves({ Item: item("a") })
    .on(GetItemCommand, { Key: key("c") })
    .resolves({});
  const read = itemReader(client, "cases");
  const found = await Promise.all(["a", "b", "c"].map((sk) => text(read(place(sk)))));
  expect(found).toEqual(["text of a", "text of b", undefined]);
});

test("what is asked for by itself is asked for by itself, and consistently", async () => {
  tables.on(GetItemCommand).resolves({ Item: item("a") });
  const read = itemReader(client, "cases");
  expect(await text(read(place("a")))).toBe("text of a");
  expect(await text(read(place("a")))).toBe("text of a");
  const calls = tables.commandCalls(GetItemCommand).map(({ args: [{ input }] }) => input);
  expect(calls).toEqual(Array(2).fill({ TableName: "cases", Key: key("a"), ConsistentRead: true }));
  expect(tables.commandCalls(BatchGetItemCommand)).toEqual([]);
});

test("a batch that fails fails everybody who asked, and nobody who asks later", async () => {
  tables
    .on(BatchGetItemCommand)
    .rejects(new Error("no table"))
    .on(GetItemCommand)
    .resolves({ Item: item("a") });
  const read = itemReader(client, "cases");
  const failed = await Promise.allSettled(["a", "b"].map((sk) => read(place(sk))));
  expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await text(read(place("a")))).toBe("text of a");
});
