import { canonicalJson } from "#shared/contracts/json.ts";
import { type AgencyOffer, offersOf } from "#shared/domain/agencies.ts";
import { calendarDay, dayOf, type Instant } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import type { EarlierCase } from "#shared/domain/case/closure-state.ts";
import { decideCase } from "#shared/domain/case/decide.ts";
import { holdfast } from "#shared/domain/decision.ts";
import type { Intent } from "#shared/domain/intent.ts";
import type { RestrictionReason } from "#shared/domain/keeping-policy.ts";
import { decidePerson } from "#shared/domain/person.ts";
import type { Policy } from "#shared/domain/policy.ts";
import type { Referral } from "#shared/domain/referral.ts";
import type { DocumentKey, StoredDocument } from "#shared/ports.ts";
import { cases, people } from "./aggregates.ts";
import { change } from "./change.ts";
import { caseKey, changeCase, servicePolicy } from "./change-case.ts";
import { readKept, referralKey } from "./keep-referral.ts";
import type { Ports } from "./ports.ts";
import { digest } from "./words.ts";

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
  const {
    council,
    referralRef,
    service,
    receivedAt,
    screening,
    match,
    agencies,
    unread,
    facts: told,
    provisional,
    takenBy,
    reopens,
  } = referral;
  if (match) await ports.store.putMark(council, match, caseRef);
  const alike = match ? await ports.store.marked(council, match) : [];
  const emergency = await emergencyOf(ports, referral);
  const { restriction, ...known } = await knownCases(
    ports,
    council,
    [...new Set([...alike, ...(emergency ? [emergency] : []), ...(reopens ? [reopens] : [])])].filter(
      (other) => other !== caseRef,
    ),
  );
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
    agencies,
    ...known,
    ...(unread ? { unread } : {}),
    ...(told ? { facts: told } : {}),
    ...(provisional ? { provisional } : {}),
    ...(takenBy ? { takenBy } : {}),
    ...(referral.canAnswer ? {} : { callReferrer: true as const }),
  };
  const inherits = restriction ? { restriction } : {};
  const key = caseKey(council, caseRef);
  const policy = servicePolicy(ports, referral);
  const offers = await keepOffers(ports, key, policy, referralRef);
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

/** What agencies offered: the words are kept beside the case, and the promise names them (CST-20, A4). */
export async function keepOffers(ports: Ports, key: DocumentKey, policy: Policy, referralRef: string) {
  const kept = await readKept(ports, key.council, referralRef);
  const offered = offersOf(policy, kept?.referral.agencies ?? []).slice(0, policy.referral.mostOffers);
  return Promise.all(
    offered.map(async ({ agency, offer, offerBy }): Promise<AgencyOffer> => {
      const text = canonicalJson({ kind: "agency-offer", about: agency, words: offer });
      const content = `commitment-${digest(text, 16)}`;
      await ports.store.putContent(key, content, text);
      return { agency, content, ...(offerBy ? { by: calendarDay(offerBy) } : {}) };
    }),
  );
}

/**
 * What the mark led to: open cases that may be the same person's, and closed ones with who held them, so that a
 * re-referral is linked to what came before (CST-20, STG-09); and whether one of them is restricted, as this one then is.
 */
async function knownCases(ports: Ports, council: string, alike: readonly string[]) {
  const possibleDuplicates: string[] = [];
  const earlier: EarlierCase[] = [];
  let restriction: RestrictionReason | undefined;
  for (const caseRef of alike) {
    const held = (await ports.store.load<Case>(caseKey(council, caseRef)))?.state;
    const { closed, worker, supervisor, restricted } = held ?? {};
    restriction ??= restricted?.reason;
    if (!closed) possibleDuplicates.push(caseRef);
    else
      earlier.push({
        caseRef,
        closedOn: dayOf(closed.at),
        ...(worker ? { worker } : {}),
        ...(supervisor ? { supervisor } : {}),
      });
  }
  return { possibleDuplicates, earlier, restriction };
}

/** An effect came before the case that it is for; it is tried again. */
export class CaseNotOpenYetError extends Error {
  override readonly name = "CaseNotOpenYetError";
  constructor(caseRef: string) {
    super(`Case ${caseRef} is not open yet`);
  }
}
