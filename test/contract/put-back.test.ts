import { PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { NothingToPutBack, putBack } from "#shared/adapters/dynamodb/put-back.ts";
import { caseTable, createTable, startTables, type TestTables } from "#test/support/dynalite.ts";

let tables: TestTables;
beforeAll(async () => {
  tables = await startTables();
  await createTable(tables.client, { ...caseTable, TableName: "restored" });
});
afterAll(() => tables.stop());

const item = (n: number, version = 1) => ({
  pk: { S: `mk#case#${n}` },
  sk: { S: "document" },
  version: { N: String(version) },
  facts: { M: { list: { L: [{ BOOL: true }, { NULL: true }] } } },
  duePartition: { S: "mk" },
  dueSort: { S: `2026-12-01T09:00:00.000Z#case#${n}` },
});
const put = (TableName: string, Item: ReturnType<typeof item>) =>
  tables.client.send(new PutItemCommand({ TableName, Item }));
const all = async (TableName: string, IndexName?: string) =>
  (await tables.client.send(new ScanCommand({ TableName, IndexName }))).Items?.toSorted((one, other) =>
    JSON.stringify(one) < JSON.stringify(other) ? -1 : 1,
  );

test("F39: a table holds exactly what was restored beside it, its indexes too, and a second time changes nothing", async () => {
  for (let n = 0; n < 60; n++) await put("restored", item(n));
  for (let n = 20; n < 90; n++) await put("case", item(n, 7));
  const work = { client: tables.client, from: "restored", to: "case" };
  expect(await putBack(work)).toEqual({ put: 60, taken: 30 });
  expect(await all("case")).toEqual(await all("restored"));
  expect(await all("case", "due")).toHaveLength(60);
  expect(await putBack(work)).toEqual({ put: 60, taken: 0 });
  expect(await all("case")).toEqual(await all("restored"));
});

test("F39: an empty table, or the table itself, is put back nowhere", async () => {
  const before = await all("case");
  const nothing = { client: tables.client, from: "history", to: "case" };
  await expect(putBack(nothing)).rejects.toThrow(NothingToPutBack);
  await expect(putBack({ ...nothing, from: "case" })).rejects.toThrow(NothingToPutBack);
  expect(await all("case")).toEqual(before);
});
