import type { Instant } from "#shared/domain/calendar-day.ts";
import { hasAny, refuse } from "#shared/domain/decision.ts";
import type { HistoryEntry } from "#shared/ports.ts";
import { atMost } from "./at-most.ts";
import type { Staff } from "./case-gate.ts";
import { noteAccess } from "./note-access.ts";
import type { Ports } from "./ports.ts";
import { workerKey } from "./roster.ts";
import { wholeHistory } from "./whole-history.ts";

/**
 * Everything that was recorded about a post and whoever holds it, oldest first, with who, when and why; a conflict that was
 * withdrawn stays in it. That it is read is written down first. Of a conflict, only an auditor is told
 * more than that there is one. Refused: `no-such-person`.
 */
export async function readStaffHistory(ports: Ports, staff: Staff, staffId: string, at: Instant) {
  const key = workerKey(staff.council, staffId);
  const stored = await ports.store.load(key);
  if (!stored) return refuse("no-such-person");
  await noteAccess(ports, key, staff, { what: "history" }, at);
  const history = wholeHistory(stored, await ports.store.history(key));
  const seesAll = hasAny(staff, "auditor");
  const lines = await atMost(history, async ({ facts: { content, ...facts }, ...line }) => {
    if (!seesAll && isAboutConflict(line)) return { ...line, facts: { id: facts.id }, why: null };
    const kept = content === undefined ? undefined : await ports.store.content(key, String(content));
    const why: unknown = kept === undefined ? null : JSON.parse(kept).why;
    return { ...line, facts, why };
  });
  return { history: lines, refused: undefined };
}

const isAboutConflict = ({ type }: Pick<HistoryEntry, "type">): boolean =>
  type === "ConflictDeclared" || type === "ConflictWithdrawn";
