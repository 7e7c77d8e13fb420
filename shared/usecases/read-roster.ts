import type { Roster, StaffMember } from "#shared/domain/roster.ts";
import type { DocumentKey, DocumentStore, StoredDocument } from "#shared/ports.ts";
import type { Ports } from "./ports.ts";

/** Everybody on a council's roster, those who have left included. */
export async function rosterOf({ store }: Pick<Ports, "store">, council: string): Promise<Roster> {
  return (await store.list<StaffMember>(council, "worker")).map(({ state }) => state);
}

type Shelf = Promise<readonly StoredDocument<never>[]>;

/**
 * A store for one piece of work, which reads a council's roster once in it, however many mails and decisions ask for it.
 * What the work itself writes to the roster is read anew.
 */
export function rosterOnce(store: DocumentStore): DocumentStore {
  const rosters = new Map<string, Shelf>();
  const forgetting = <Outcome>({ kind, council }: DocumentKey, written: Promise<Outcome>) =>
    written.finally(() => {
      if (kind === "worker") rosters.delete(council);
    });
  return {
    ...store,
    create: (document) => forgetting(document.key, store.create(document)),
    replace: (document) => forgetting(document.key, store.replace(document)),
    list<State>(council: string, kind: Parameters<DocumentStore["list"]>[1]) {
      if (kind !== "worker") return store.list<State>(council, kind);
      const known = rosters.get(council) ?? store.list<never>(council, kind);
      rosters.set(council, known);
      // One that failed is not kept; whoever asks again has another try.
      known.catch(() => rosters.delete(council));
      return known;
    },
  };
}
