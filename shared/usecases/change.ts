import type { Instant } from "#shared/domain/calendar-day.ts";
import type { Decision, Refusal } from "#shared/domain/decision.ts";
import type { DocumentKey, HistoryEntry, PendingIntent, StoredDocument } from "#shared/ports.ts";
import type { Aggregate } from "./aggregates.ts";
import type { Ports } from "./ports.ts";

/** What a change came to: the state as it now is and the events, or why it was refused. */
export type Changed<State, Event> =
  | { readonly state: State; readonly events: readonly Event[]; readonly refused?: never }
  | { readonly refused: Refusal; readonly state?: State };

/** How often a conflicting write is decided again before the use case gives up; each try reads afresh (A2). */
const maxTries = 12;

/**
 * The one write path (A2): load, decide, fold, write on the condition that nobody else has, then dispatch what the
 * write owes. A conflict is reloaded and decided again, so a person never sees one. Throws ContentionError when the
 * document would not stand still.
 */
export async function change<State, Event extends { readonly type: string }>(
  ports: Ports,
  aggregate: Aggregate<State, Event>,
  key: DocumentKey,
  by: { readonly id: string },
  at: Instant,
  decide: (held: State | undefined) => Decision<Event> | Promise<Decision<Event>>,
): Promise<Changed<State, Event>> {
  for (let tries = 0; tries < maxTries; tries++) {
    const stored = await ports.store.load<State>(key);
    const decision = await decide(stored?.state);
    if ("refused" in decision) return { ...decision, ...(stored ? { state: stored.state } : {}) };
    const next = folded(aggregate, key, stored, decision.events, by.id, at);
    if (!next) {
      if (!stored) throw new Error(`Nothing was decided about a ${key.kind} that is not there`);
      return { state: stored.state, events: [] };
    }
    const written = stored ? await ports.store.replace(next) : await ports.store.create(next);
    if (written === "exists" || written === "conflict") continue;
    await ports.dispatch(next, at);
    return { state: next.state, events: decision.events };
  }
  throw new ContentionError(key);
}

/** The document kept changing under us. Nothing was written; the caller may try again. */
export class ContentionError extends Error {
  override readonly name = "ContentionError";
  readonly key: DocumentKey;
  constructor(key: DocumentKey) {
    super(`The ${key.kind} ${key.id} kept changing: nothing was written, try again`);
    this.key = key;
  }
}

/** The next version of a document: its state, and what the same write owes the world. Undefined without events. */
function folded<State, Event extends { readonly type: string }>(
  aggregate: Aggregate<State, Event>,
  key: DocumentKey,
  stored: StoredDocument<State> | undefined,
  events: readonly Event[],
  by: string,
  at: Instant,
): StoredDocument<State> | undefined {
  const [first, ...rest] = events;
  if (!first) return undefined;
  const state = rest.reduce(aggregate.evolve, aggregate.evolve(stored?.state, first));
  const history = events.filter(aggregate.isHistory).map((event, index): HistoryEntry => {
    const { type, ...facts } = event;
    return { seq: (stored?.seq ?? 0) + index + 1, at, by, type, facts };
  });
  const intents = aggregate.effects(stored?.state, events, state).map((intent): PendingIntent => {
    const { key: intentKey, kind, ...facts } = intent;
    return { key: intentKey, kind, since: at, tries: 0, parked: false, facts };
  });
  const due = aggregate.due(state);
  return {
    key,
    version: (stored?.version ?? 0) + 1,
    seq: (stored?.seq ?? 0) + history.length,
    state,
    owedHistory: [...(stored?.owedHistory ?? []), ...history],
    owedIntents: [...(stored?.owedIntents ?? []), ...intents],
    ...(due ? { due } : {}),
  };
}
