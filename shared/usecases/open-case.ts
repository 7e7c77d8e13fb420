import type { Instant } from "#shared/domain/calendar-day.ts";
import { decideCase } from "#shared/domain/case/decide.ts";
import { holdfast } from "#shared/domain/decision.ts";
import type { Intent } from "#shared/domain/intent.ts";
import { decidePerson } from "#shared/domain/person.ts";
import type { Referral } from "#shared/domain/referral.ts";
import type { StoredDocument } from "#shared/ports.ts";
import { keepOffers } from "./agency-offers.ts";
import { cases, people } from "./aggregates.ts";
import { casesAlike } from "./alike.ts";
import { change } from "./change.ts";
import { changeCase, servicePolicy } from "./change-case.ts";
import { readKept } from "./keep-referral.ts";
import { caseKey, personKey, referralKey } from "./keys.ts";
import type { Ports } from "./ports.ts";

/**
 * Opens the case of a referral, once. Cases that may be the same person's are flagged for a person, with the grounds, and
 * never merged (X-01, F2).
 */
export async function openCase(
  ports: Ports,
  document: StoredDocument,
  { caseRef, personRef }: Extract<Intent, { kind: "open-case" }>,
  at: Instant,
): Promise<void> {
  const referral = document.state as Referral; // Only a referral's events want this intent.
  const {
    council,
    referralRef,
    service,
    receivedAt,
    screening,
    agencies,
    unread,
    facts: told,
    provisional,
    takenBy,
    reopens,
    reopenedBy,
  } = referral;
  const kept = await readKept(ports, council, referralRef);
  const emergency = await emergencyOf(ports, referral);
  const { restriction, ...known } = await casesAlike(ports, referral, kept?.referral, [
    ...(emergency ? [{ caseRef: emergency, grounds: ["quoted-by-the-form"] } as const] : []),
    ...(reopens ? [{ caseRef: reopens, grounds: ["taken-up-again"] } as const] : []),
  ]);
  await change(ports, people, personKey(council, personRef), holdfast, at, (held) =>
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
    agencies,
    ...known,
    ...(unread ? { unread } : {}),
    ...(told ? { facts: told } : {}),
    ...(provisional ? { provisional } : {}),
    ...(takenBy ? { takenBy } : {}),
    ...(referral.canAnswer ? {} : { callReferrer: true as const }),
  };
  const inherits = {
    ...(restriction ? { restriction } : {}),
    ...(reopens && reopenedBy ? { takesUp: { caseRef: reopens, by: reopenedBy } } : {}),
  };
  const key = caseKey(council, caseRef);
  const policy = servicePolicy(ports, referral);
  const offers = await keepOffers(ports, key, policy, kept?.referral.agencies ?? []);
  await change(ports, cases, key, holdfast, at, (held) =>
    decideCase(held, { type: "open", ...facts, ...inherits, offers }, { at, policy }),
  );
  if (!emergency) return;
  const note = { type: "note-form", referralRef, form: caseRef } as const;
  const noted = await changeCase(ports, council, emergency, holdfast, at, () => note);
  // The telephoned case may not be open yet, where its own effect failed: this one stays owed until it is.
  if (noted.refused) throw new CaseNotOpenYetError(emergency);
}

/** The case of the telephoned emergency that a form quotes, where there is one (CST-08). */
async function emergencyOf(
  ports: Ports,
  { council, retrospectiveFor }: Referral,
): Promise<string | undefined> {
  if (!retrospectiveFor) return undefined;
  const quoted = (await ports.store.load<Referral>(referralKey(council, retrospectiveFor)))?.state;
  return quoted?.provisional ? quoted.caseRef : undefined;
}

/** An effect came before the case that it is for; it is tried again. */
export class CaseNotOpenYetError extends Error {
  override readonly name = "CaseNotOpenYetError";
  constructor(caseRef: string) {
    super(`Case ${caseRef} is not open yet`);
  }
}
