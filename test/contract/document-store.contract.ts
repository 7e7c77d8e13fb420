import type { DocumentStore } from "#shared/ports.ts";
import { besideContract } from "./document-store/beside.ts";
import { documentsContract } from "./document-store/documents.ts";
import { indexesContract } from "./document-store/indexes.ts";

/** What every DocumentStore does. `open` is called in each test; the tests share one store and keep apart by council. */
export function documentStoreContract(name: string, open: () => DocumentStore): void {
  documentsContract(name, open);
  besideContract(name, open);
  indexesContract(name, open);
}
