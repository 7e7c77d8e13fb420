import { afterAll, beforeAll } from "vitest";
import { dynamoStore } from "#shared/adapters/dynamodb/document-store.ts";
import type { DocumentStore } from "#shared/ports.ts";
import { startTables, type TestTables } from "#test/support/dynalite.ts";
import { documentStoreContract } from "./document-store.contract.ts";

let tables: TestTables;
let store: DocumentStore;
beforeAll(async () => {
  tables = await startTables();
  store = dynamoStore(tables);
});
afterAll(() => tables.stop());

documentStoreContract("the DynamoDB store", () => store);
