import type { Instant } from "#shared/domain/calendar-day.ts";
import { holdfast } from "#shared/domain/decision.ts";
import type { AccessReason } from "#shared/domain/keeping-policy.ts";
import type { AccessEntry, HistoryEntry } from "#shared/ports.ts";
import { openCaseToRead } from "./case-access.ts";
import type { Staff } from "./case-gate.ts";
import type { Ports } from "./ports.ts";
import { wholeHistory } from "./whole-history.ts";

/**
 * Who saw a case, when and why, oldest first; this reading is one of them. Whoever changed it saw it too: that stands
 * in its history and is not written down a second time, so the two are shown together.
 */
export async function readAccesses(
  ports: Ports,
  staff: Staff,
  caseRef: string,
  why: AccessReason | undefined,
  at: Instant,
) {
  const opened = await openCaseToRead(ports, staff, caseRef, { what: "access-log", why }, at);
  if (opened.refused) return opened;
  const { key } = opened.stored;
  const [entries, written] = await Promise.all([ports.store.accesses(key), ports.store.history(key)]);
  const reads = [...entries, ...changesIn(wholeHistory(opened.stored, written))]
    .map((entry) => ({ ...entry, why: entry.why ?? null }))
    .sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  return { reads, refused: undefined };
}

/** What people changed: one line for all that one change came to. */
function changesIn(history: readonly HistoryEntry[]): Iterable<AccessEntry> {
  const changes = history.filter(({ by }) => by !== holdfast.id);
  return new Map(changes.map(({ at, by }) => [`${at}/${by}`, { at, by, what: "change" }])).values();
}
