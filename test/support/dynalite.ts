import { createRequire } from "node:module";
import type { AddressInfo, Server } from "node:net";
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  type Projection,
} from "@aws-sdk/client-dynamodb";

/** The package has no types; this much of it is used. */
type Dynalite = (options: { createTableMs: number; path?: string }) => Server;
const dynalite: Dynalite = createRequire(import.meta.url)("dynalite");

const text = (name: string) => ({ AttributeName: name, AttributeType: "S" }) as const;
const keys = (hash: string, range: string): CreateTableCommandInput["KeySchema"] => [
  { AttributeName: hash, KeyType: "HASH" },
  { AttributeName: range, KeyType: "RANGE" },
];
const withDue: Projection = { ProjectionType: "INCLUDE", NonKeyAttributes: ["due"] };
const keysOnly: Projection = { ProjectionType: "KEYS_ONLY" };
const indexes: readonly (readonly [string, Projection])[] = [
  ["due", withDue],
  ["worker", withDue],
  ["owing", keysOnly],
];

/** The two tables as the template has them; a test ties these to the synthesized ones. */
export const caseTable: CreateTableCommandInput = {
  TableName: "case",
  BillingMode: "PAY_PER_REQUEST",
  KeySchema: keys("pk", "sk"),
  AttributeDefinitions: [
    ...["pk", "sk"].map(text),
    ...indexes.flatMap(([name]) => [text(`${name}Partition`), text(`${name}Sort`)]),
  ],
  GlobalSecondaryIndexes: indexes.map(([name, projection]) => ({
    IndexName: name,
    KeySchema: keys(`${name}Partition`, `${name}Sort`),
    Projection: projection,
  })),
};
export const historyTable: CreateTableCommandInput = {
  TableName: "history",
  BillingMode: "PAY_PER_REQUEST",
  KeySchema: keys("pk", "sk"),
  AttributeDefinitions: ["pk", "sk"].map(text),
};

export interface TestTables {
  readonly client: DynamoDBClient;
  readonly caseTable: string;
  readonly historyTable: string;
  stop(): Promise<void>;
}

/** Starts DynamoDB on a free port, in memory or on what a folder keeps. */
export async function serveTables(path?: string) {
  const server = dynalite({ createTableMs: 0, ...(path === undefined ? {} : { path }) });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: "eu-west-2",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  return {
    client,
    stop: async () => {
      client.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Makes a table, and waits until it can be used. */
export async function createTable(client: DynamoDBClient, table: CreateTableCommandInput): Promise<void> {
  await client.send(new CreateTableCommand(table));
  while (!(await isActive(client, table.TableName))) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Starts DynamoDB in memory, with the two tables, empty. */
export async function startTables(): Promise<TestTables> {
  const served = await serveTables();
  for (const table of [caseTable, historyTable]) await createTable(served.client, table);
  return { ...served, caseTable: "case", historyTable: "history" };
}

async function isActive(client: DynamoDBClient, name: string | undefined): Promise<boolean> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
  return Table?.TableStatus === "ACTIVE";
}
