import type { Instant } from "#shared/domain/calendar-day.ts";
import {
  decideRestore,
  evolveRestores,
  missingHours,
  type RestoreCommand,
  type RestoreEvent,
  type Restores,
} from "#shared/domain/restores.ts";
import type { DocumentKey } from "#shared/ports.ts";
import type { Aggregate } from "./aggregates.ts";
import type { Staff } from "./case-gate.ts";
import { change } from "./change.ts";
import type { Ports } from "./ports.ts";

const restores: Aggregate<Restores, RestoreEvent> = {
  kind: "restores",
  evolve: evolveRestores,
  effects: () => [],
  due: () => undefined,
  isHistory: () => true,
};

/** One document a council: it is read by its key, wherever a restore matters. */
const restoresKey = (council: string): DocumentKey => ({ council, kind: "restores", id: "all" });

/** The restores of a council; undefined where there was none. */
export const restoresOf = async ({ store }: Pick<Ports, "store">, council: string) =>
  (await store.load<Restores>(restoresKey(council)))?.state;

/** Of which hours something may be missing, until an operator has said that every sender was asked (F39). */
export const missingHoursOf = async (ports: Ports, council: string) =>
  missingHours(await restoresOf(ports, council));

/** Notes a restore of the council's documents, or that its senders were asked. Gives the hours that are still missing. */
export async function noteRestore(
  ports: Ports,
  { id, council }: Staff,
  command: { readonly type: "record"; readonly from: Instant } | { readonly type: "senders-asked" },
  at: Instant,
) {
  const said: RestoreCommand = { ...command, by: id };
  const before = await restoresOf(ports, council);
  // Nothing is written where there is nothing to say: there may be no document to say it of.
  const first = decideRestore(before, said, at);
  if ("refused" in first) return first;
  if (first.events.length === 0) return { found: missingHours(before), refused: undefined };
  const changed = await change(ports, restores, restoresKey(council), { id }, at, (held) =>
    decideRestore(held, said, at),
  );
  return changed.refused ? changed : { found: missingHours(changed.state), refused: undefined };
}
