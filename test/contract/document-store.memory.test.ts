import { memoryStore } from "#shared/adapters/memory/document-store.ts";
import { documentStoreContract } from "./document-store.contract.ts";

const store = memoryStore();
documentStoreContract("the memory store", () => store);
