import { expect, it } from "vitest";
import { memoryStore } from "#shared/adapters/memory/document-store.ts";
import type { DocumentStore } from "#shared/ports.ts";
import { rosterOf, rosterOnce } from "#shared/usecases/read-roster.ts";
import { council, team } from "#test/support/staff.ts";

const document = (staffId: string) => ({
  key: { council, kind: "worker", id: staffId } as const,
  version: 1,
  seq: 0,
  state: { ...team[0], staffId },
  owedHistory: [],
  owedIntents: [],
});

/** A store that counts how often its roster is read, and fails as often as it is told to. */
async function counting({ failures = 0 } = {}) {
  const store = memoryStore();
  await store.create(document("first"));
  let reads = 0;
  const counted: DocumentStore = {
    ...store,
    list<State>(...of: Parameters<DocumentStore["list"]>) {
      reads++;
      if (reads <= failures) return Promise.reject(new Error("Throttled"));
      return store.list<State>(...of);
    },
  };
  return { store: rosterOnce(counted), reads: () => reads };
}
const idsIn = async (store: DocumentStore) =>
  (await rosterOf({ store }, council)).map(({ staffId }) => staffId);

it("A2: reads the roster once in one piece of work, however often it is asked", async () => {
  const { store, reads } = await counting();
  expect(await Promise.all([idsIn(store), idsIn(store)])).toEqual([["first"], ["first"]]);
  expect(await idsIn(store)).toEqual(["first"]);
  expect(reads()).toBe(1);
});

it("X-03: reads it anew after the work itself has written to it", async () => {
  const { store, reads } = await counting();
  await idsIn(store);
  await store.create(document("second"));
  expect(await idsIn(store)).toEqual(["first", "second"]);
  const left = { ...document("second"), version: 2, state: { ...team[0], staffId: "renamed" } };
  await store.replace(left);
  expect(await idsIn(store)).toEqual(["first", "renamed"]);
  expect(reads()).toBe(3);
});

it("F34: keeps no reading that failed", async () => {
  const { store } = await counting({ failures: 1 });
  await expect(idsIn(store)).rejects.toThrow("Throttled");
  expect(await idsIn(store)).toEqual(["first"]);
});
