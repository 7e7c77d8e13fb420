import type { Instant } from "./calendar-day.ts";
import { accept, type Decision, refuse } from "./decision.ts";

/** Hours of which what was done may be missing: from the instant that the tables were put back to, until they were. */
export interface MissingHours {
  readonly from: Instant;
  readonly to: Instant;
}
interface Restore extends MissingHours {
  readonly by: string;
  /** When an operator said that every sender was asked for what they sent in these hours. */
  readonly askedAt?: Instant;
}

/** The restores of a council's documents, oldest first (F39). */
export interface Restores {
  readonly all: readonly Restore[];
}

export type RestoreCommand =
  | { readonly type: "record"; readonly by: string; readonly from: Instant }
  | { readonly type: "senders-asked"; readonly by: string };

export type RestoreEvent =
  | ({ readonly type: "RestoreRecorded" } & MissingHours & { readonly by: string })
  | { readonly type: "SendersAsked"; readonly by: string; readonly at: Instant };

/**
 * Records that the tables were put back to an instant that has passed, once; or that every sender was asked. Said again, either
 * changes nothing.
 */
export function decideRestore(
  held: Restores | undefined,
  command: RestoreCommand,
  at: Instant,
): Decision<RestoreEvent> {
  const open = missingHours(held);
  const { by } = command;
  if (command.type === "senders-asked")
    return open.length === 0 ? accept() : accept<RestoreEvent>({ type: "SendersAsked", by, at });
  const { from } = command;
  if (from >= at) return refuse("not-yet", { from });
  if (open.some((hours) => hours.from === from)) return accept();
  return accept<RestoreEvent>({ type: "RestoreRecorded", from, to: at, by });
}

export function evolveRestores(held: Restores | undefined, event: RestoreEvent): Restores {
  const all = held?.all ?? [];
  if (event.type === "RestoreRecorded") {
    const { type: _, ...restore } = event;
    return { all: [...all, restore] };
  }
  return { all: all.map((each) => ({ askedAt: event.at, ...each })) };
}

/** The hours that staff must be told of: those of which no operator has said yet that every sender was asked. */
export const missingHours = (held: Restores | undefined): readonly MissingHours[] =>
  (held?.all ?? []).flatMap(({ from, to, askedAt }) => (askedAt === undefined ? [{ from, to }] : []));

/**
 * When the epoch began that counts: what was begun before is of a table that is gone. Undefined where nothing was ever restored.
 */
export const epochOf = (held: Restores | undefined): Instant | undefined =>
  held?.all
    .map(({ to }) => to)
    .sort()
    .at(-1);
