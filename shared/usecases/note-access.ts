import type { Instant } from "#shared/domain/calendar-day.ts";
import type { AccessReason } from "#shared/domain/keeping-policy.ts";
import type { DocumentKey } from "#shared/ports.ts";
import type { Ports } from "./ports.ts";

/** Writes down that somebody reads this, before they do; throws where it cannot, and then nothing is read. */
export function noteAccess(
  ports: Ports,
  key: DocumentKey,
  { id }: { readonly id: string },
  { what, why }: { readonly what: string; readonly why?: AccessReason | undefined },
  at: Instant,
): Promise<void> {
  return ports.store.appendAccess(key, { at, by: id, what, ...(why ? { why } : {}) });
}
