import type { Instant } from "#shared/domain/calendar-day.ts";
import { decideCase } from "#shared/domain/case/decide.ts";
import { holdfast } from "#shared/domain/decision.ts";
import type { Intent } from "#shared/domain/intent.ts";
import { decidePerson } from "#shared/domain/person.ts";
import type { Referral } from "#shared/domain/referral.ts";
import type { StoredDocument } from "#shared/ports.ts";
import { cases, people } from "./aggregates.ts";
import { change } from "./change.ts";
import { caseKey, servicePolicy } from "./change-case.ts";
import type { Ports } from "./ports.ts";

/**
 * Opens the case of a referral, once. The mark comes first, so that of two referrals about the same person at least
 * the later sees the earlier; they are flagged for a person and never merged (X-01, F2).
 */
export async function openCase(
  ports: Ports,
  document: StoredDocument,
  { caseRef, personRef }: Extract<Intent, { kind: "open-case" }>,
  at: Instant,
): Promise<void> {
  const referral = document.state as Referral; // Only a referral's events want this intent.
  const { council, referralRef, service, receivedAt, screening, match } = referral;
  if (match) await ports.store.putMark(council, match, caseRef);
  const alike = match ? await ports.store.marked(council, match) : [];
  const possibleDuplicates = alike.filter((other) => other !== caseRef);
  await change(ports, people, { council, kind: "person", id: personRef }, holdfast, at, (held) =>
    decidePerson(held, { personRef, referralRef }),
  );
  const facts = {
    caseRef,
    council,
    service,
    referralRef,
    personRef,
    receivedAt,
    screening,
    possibleDuplicates,
  };
  await change(ports, cases, caseKey(council, caseRef), holdfast, at, (held) =>
    decideCase(held, { type: "open", ...facts }, { at, policy: servicePolicy(ports, referral) }),
  );
}
