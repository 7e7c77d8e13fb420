import type { ReferralBody } from "#shared/contracts/referral.ts";
import { bucketsOf, folded, type Ground, groundsFor, type WhoAndWhere } from "#shared/domain/alikeness.ts";
import { dayOf } from "#shared/domain/calendar-day.ts";
import { standingReferral } from "#shared/domain/case/amend.ts";
import type { Case } from "#shared/domain/case/case.ts";
import type { EarlierCase } from "#shared/domain/case/closure-state.ts";
import { alikeTo } from "#shared/domain/case/linked-cases.ts";
import type { RestrictionReason } from "#shared/domain/keeping-policy.ts";
import type { Referral } from "#shared/domain/referral.ts";
import { atMost } from "./at-most.ts";
import { readVersions } from "./keep-referral.ts";
import { caseKey, referralKey } from "./keys.ts";
import { markSuspected } from "./linked-cases.ts";
import type { Ports } from "./ports.ts";

/** A case that may be the same person's, and on what grounds. */
interface AlikeCase {
  readonly caseRef: string;
  readonly grounds: readonly Ground[];
}

type Subject = Pick<Case, "council" | "caseRef" | "referralRef">;

/**
 * Looks up who a form may be about, and notes the form for those that come later: the cases that may be the same person's,
 * with the grounds, as a case keeps them; `besides` are those that something else led to. For a referral that opens its case
 * and for another version of one. A form that can no longer be read leads to nobody.
 */
export async function casesAlike(
  ports: Ports,
  subject: Subject,
  form: ReferralBody | undefined,
  besides: readonly AlikeCase[] = [],
) {
  const { council, caseRef } = subject;
  const alike = [...(form ? await findAlike(ports, subject, form) : []), ...besides];
  const known = await sorted(ports, council, alike);
  await markSuspected(ports, council, caseRef, alikeTo(known));
  return known;
}

/** Whether two forms lead to the same cases: they say the same of who somebody is and where they live. */
export function leadsAlike(one: ReferralBody, other: ReferralBody): boolean {
  const said = (form: ReferralBody) => {
    const { given, family, preferredName, dateOfBirth, address, postcode } = whoAndWhere(form);
    return JSON.stringify([given, family, preferredName, dateOfBirth, address, postcode]);
  };
  return said(one) === said(other);
}

/**
 * Cases that may be the same person's: open ones, and closed ones with who held them, so that a re-referral is linked to
 * what came before (CST-20, STG-09); on what grounds; and whether one of them is restricted, as this one then is.
 */
async function sorted(ports: Ports, council: string, alike: readonly AlikeCase[]) {
  const possibleDuplicates: string[] = [];
  const earlier: EarlierCase[] = [];
  const alikeOn: Record<string, readonly Ground[]> = {};
  let restriction: RestrictionReason | undefined;
  for (const { caseRef, grounds } of alike) {
    const before = alikeOn[caseRef];
    alikeOn[caseRef] = [...(before ?? []), ...grounds];
    if (before) continue;
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
  return { possibleDuplicates, earlier, restriction, ...(alike.length > 0 ? { alikeOn } : {}) };
}

/**
 * Notes what a form says of who somebody is, and gives back the other cases whose forms, in whatever version, may be about
 * the same person (X-01, F2). Under its marks stand keyed hashes and references, and no word of the form (A4). The marks come
 * first, so that of two forms that come at once at least the later finds the earlier; done again it changes nothing.
 */
async function findAlike(
  ports: Ports,
  { council, caseRef, referralRef }: Subject,
  form: ReferralBody,
): Promise<readonly AlikeCase[]> {
  const who = whoAndWhere(form);
  const marks = await atMost(bucketsOf(who), (bucket) => ports.refer("M", "alike", council, ...bucket));
  for (const mark of marks) await ports.store.putMark(council, mark, `${caseRef} ${referralRef}`);
  const before = await markOfBefore(ports, council, who);
  const found = await atMost([...marks, ...before], (mark) => ports.store.marked(council, mark));
  const others = new Map(found.flat().map(readMarked));
  others.delete(caseRef);
  const compared = await atMost([...others].sort(), async ([other, ref]) => {
    const versions = await formsOf(ports, council, other, ref);
    const grounds = versions.flatMap((version) => groundsFor(who, whoAndWhere(version)));
    return { caseRef: other, grounds: [...new Set(grounds)] };
  });
  return compared.filter((each) => each.grounds.length > 0);
}

/** What stands under a mark: a case and its referral; of an older release, the case alone. */
function readMarked(text: string): readonly [caseRef: string, referralRef: string | undefined] {
  const [caseRef = "", referralRef] = text.split(" ");
  return [caseRef, referralRef];
}

/**
 * Every version of the form of a case, as somebody may be known by an earlier name or home too; of a case that is not open
 * yet, of the form that is to open it.
 */
async function formsOf(
  ports: Ports,
  council: string,
  caseRef: string,
  referralRef: string | undefined,
): Promise<readonly ReferralBody[]> {
  const held = (await ports.store.load<Case>(caseKey(council, caseRef)))?.state;
  const standing = held ? standingReferral(held) : referralRef;
  if (standing === undefined) return [];
  const kept = (await ports.store.load<Referral>(referralKey(council, standing)))?.state;
  return kept ? readVersions(ports, kept) : [];
}

const whoAndWhere = ({ person, home }: ReferralBody): WhoAndWhere => ({ ...person, ...home });

/** Cases from before there were buckets stand under the hash of a family name and a birthday. */
async function markOfBefore(ports: Ports, council: string, { family, dateOfBirth }: WhoAndWhere) {
  return family && dateOfBirth ? [await ports.refer("M", "match", council, folded(family), dateOfBirth)] : [];
}
