import type { ReferralBody } from "#shared/contracts/referral.ts";
import { dayOf } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import type { EarlierCase } from "#shared/domain/case/closure-state.ts";
import type { RestrictionReason } from "#shared/domain/keeping-policy.ts";
import { caseKey } from "./change-case.ts";
import type { Ports } from "./ports.ts";

/** Same family name and date of birth, as a keyed hash: enough to ask a person, never enough to merge (F2). */
export async function matchOf(
  ports: Ports,
  council: string,
  { person }: Pick<ReferralBody, "person">,
): Promise<string | undefined> {
  if (!person.family || !person.dateOfBirth) return undefined;
  const family = person.family
    .normalize("NFKD")
    .replace(/[^\p{L}]/gu, "")
    .toLowerCase();
  return family ? ports.refer("M", "match", council, family, person.dateOfBirth) : undefined;
}

/**
 * Cases that carry a match, this one among them from now on. The mark comes first, so that of two referrals about the
 * same person at least the later sees the earlier; they are flagged for a person and never merged (X-01, F2).
 */
export async function markedAlike(
  ports: Ports,
  council: string,
  match: string | undefined,
  caseRef: string,
): Promise<readonly string[]> {
  if (!match) return [];
  await ports.store.putMark(council, match, caseRef);
  return ports.store.marked(council, match);
}

/**
 * What these other cases are to one: open cases that may be the same person's, and closed ones with who held them, so that
 * a re-referral is linked to what came before (CST-20, STG-09); and whether one of them is restricted, as this one then is.
 */
export async function knownCases(ports: Ports, council: string, caseRef: string, alike: readonly string[]) {
  const possibleDuplicates: string[] = [];
  const earlier: EarlierCase[] = [];
  let restriction: RestrictionReason | undefined;
  for (const other of new Set(alike)) {
    if (other === caseRef) continue;
    const held = (await ports.store.load<Case>(caseKey(council, other)))?.state;
    const { closed, worker, supervisor, restricted } = held ?? {};
    restriction ??= restricted?.reason;
    if (!closed) possibleDuplicates.push(other);
    else
      earlier.push({
        caseRef: other,
        closedOn: dayOf(closed.at),
        ...(worker ? { worker } : {}),
        ...(supervisor ? { supervisor } : {}),
      });
  }
  return { possibleDuplicates, earlier, ...(restriction ? { restriction } : {}) };
}
