import type { Instant } from "#shared/domain/calendar-day.ts";
import type { AccessReason } from "#shared/domain/keeping-policy.ts";
import { openCaseToRead } from "./case-access.ts";
import type { Staff } from "./case-gate.ts";
import type { Ports } from "./ports.ts";

/** Who read a case, when and why, oldest first; this reading is one of them. */
export async function readAccesses(
  ports: Ports,
  staff: Staff,
  caseRef: string,
  why: AccessReason | undefined,
  at: Instant,
) {
  const opened = await openCaseToRead(ports, staff, caseRef, { what: "access-log", why }, at);
  if (opened.refused) return opened;
  const entries = await ports.store.accesses(opened.stored.key);
  return { reads: entries.map((entry) => ({ ...entry, why: entry.why ?? null })), refused: undefined };
}
