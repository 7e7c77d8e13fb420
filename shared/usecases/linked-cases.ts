import type { Case } from "#shared/domain/case/case.ts";
import { isOtherPerson, onePersonWith, undecidedIn } from "#shared/domain/case/linked-cases.ts";
import type { Person } from "#shared/domain/person.ts";
import type { Referral } from "#shared/domain/referral.ts";
import { atMost } from "./at-most.ts";
import { caseKey, referralKey } from "./keys.ts";
import type { Ports } from "./ports.ts";

/** Under this mark stand the cases that may be the same person's as one that was there before them. */
const suspectedMark = (caseRef: string): string => `alike-${caseRef}`;

/** Notes with each of these cases that one which came later may be the same person's: it names them, and they not it. */
export async function markSuspected(
  { store }: Ports,
  council: string,
  caseRef: string,
  others: readonly string[],
): Promise<void> {
  for (const other of others) await store.putMark(council, suspectedMark(other), caseRef);
}

type Load = (caseRef: string) => Promise<Case | undefined>;
const loading =
  ({ store }: Pick<Ports, "store">, council: string): Load =>
  async (caseRef) =>
    (await store.load<Case>(caseKey(council, caseRef)))?.state;

/**
 * The cases around one, itself not among them: `same` by what people found, in both directions and over chains of
 * findings, and `perhaps` of which nobody has said so yet (X-01, F2). Nothing is kept of it: a finding that is corrected
 * counts from then on as it was corrected. Nobody has asked yet who may see them.
 */
export async function linkedCases(
  ports: Pick<Ports, "store">,
  held: Case,
  load: Load = loading(ports, held.council),
): Promise<{ readonly same: readonly Case[]; readonly perhaps: readonly Case[] }> {
  const same = new Map([[held.caseRef, held]]);
  const perhaps = new Map<string, Case>();
  for (const each of same.values()) {
    const later = await ports.store.marked(held.council, suspectedMark(each.caseRef));
    for (const other of new Set([...onePersonWith(each), ...undecidedIn(each), ...later])) {
      const linked = same.has(other) ? undefined : await load(other);
      if (!linked || areOthers(each, linked) || areOthers(held, linked)) continue;
      // A finding stands in one of the two until its note has come to the other.
      const isFound = onePersonWith(each).includes(other) || onePersonWith(linked).includes(each.caseRef);
      (isFound ? same : perhaps).set(other, linked);
    }
  }
  const [, ...found] = same.values();
  return { same: found, perhaps: [...perhaps.values()].filter(({ caseRef }) => !same.has(caseRef)) };
}

/** The cases of a person's own referrals, and those around them, each once. */
export async function casesOfPerson(ports: Ports, council: string, person: Person, load?: Load) {
  const read = load ?? loading(ports, council);
  const referrals = await atMost(person.referrals, (reference) =>
    ports.store.load<Referral>(referralKey(council, reference)),
  );
  const refs = new Set(referrals.flatMap((stored) => (stored ? [stored.state.caseRef] : [])));
  const own = (await atMost([...refs], read)).flatMap((held) => held ?? []);
  const around = await atMost(own, (held) => linkedCases(ports, held, read));
  const same = new Map(around.flatMap((each) => each.same).map((held) => [held.caseRef, held]));
  const perhaps = new Map(around.flatMap((each) => each.perhaps).map((held) => [held.caseRef, held]));
  return {
    own,
    same: [...same.values()].filter(({ caseRef }) => !refs.has(caseRef)),
    perhaps: [...perhaps.values()].filter(({ caseRef }) => !refs.has(caseRef) && !same.has(caseRef)),
  };
}

const areOthers = (one: Case, two: Case): boolean =>
  isOtherPerson(one, two.caseRef) || isOtherPerson(two, one.caseRef);
