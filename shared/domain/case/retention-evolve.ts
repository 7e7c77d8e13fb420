import type { Case } from "./case.ts";
import type { RetentionEvent } from "./retention-state.ts";

/** Folds what was decided about how long a case is kept. A hold takes an approval back: it is asked for anew. */
export function evolveRetention(held: Case, event: RetentionEvent): Case {
  const { hold: _hold, approved: _approved, ...rest } = held.retention ?? {};
  const { by, at } = event;
  switch (event.type) {
    case "RetentionApproved":
      return { ...held, retention: { ...held.retention, approved: { by, at } } };
    case "RetentionExtended":
      return { ...held, retention: { ...held.retention, extendedUntil: event.until } };
    case "LegalHoldSet":
      return { ...held, retention: { ...rest, hold: { reason: event.reason, by, at } } };
    case "LegalHoldLifted":
      return { ...held, retention: rest };
  }
}
