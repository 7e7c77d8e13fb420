import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dynamoMailRecord } from "#shared/adapters/dynamodb/mail-record.ts";
import { memoryMailRecord } from "#shared/adapters/memory/mail-record.ts";
import type { MailRecord } from "#shared/ports.ts";
import { historyTable, startTables, type TestTables } from "#test/support/dynalite.ts";

let tables: TestTables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

const mail = {
  key: "a1b2",
  to: ["odile@lanternhouse.example"],
  subject: "What we decided",
  text: "We will.",
};

describe.each([
  ["in memory", (): MailRecord => memoryMailRecord()],
  [
    "on DynamoDB",
    (): MailRecord => dynamoMailRecord({ client: tables.client, table: historyTable.TableName ?? "" }),
  ],
])("The record of mails that went, %s,", (_, made) => {
  test("F39, I8: knows this very mail, and by the first message id, however often it is noted", async () => {
    const record = made();
    expect(await record.sentAs("mk", mail)).toBeUndefined();
    await record.note("mk", mail, "first");
    await record.note("mk", mail, "second");
    expect(await record.sentAs("mk", mail)).toBe("first");
  });

  test("F39, F44: does not take other words, other readers, another key or another council's for it", async () => {
    const record = made();
    await record.note("mk", mail, "first");
    for (const other of [
      { ...mail, text: "We will not." },
      { ...mail, subject: "What we decided now" },
      { ...mail, to: ["ivo@lanternhouse.example"] },
      { ...mail, key: "c3d4" },
    ])
      expect(await record.sentAs("mk", other)).toBeUndefined();
    expect(await record.sentAs("elsewhere", mail)).toBeUndefined();
  });
});

test("A4, F43: the table holds neither address nor words", async () => {
  const sent: object[] = [];
  const client = Object.create(tables.client, {
    send: {
      value: (command: { readonly input: object }) => {
        sent.push(command.input);
        return tables.client.send(command as never);
      },
    },
  });
  await dynamoMailRecord({ client, table: historyTable.TableName ?? "" }).note("mk", mail, "first");
  expect(JSON.stringify(sent)).toContain("mk#a1b2");
  expect(JSON.stringify(sent)).not.toMatch(/odile|lanternhouse|We will|decided/);
});
