import type { Case } from "./case.ts";
import type { KnownCase } from "./person-check-state.ts";

/** A case that somebody works on with the person now. */
export const isWorkedOn = ({ phase, worker }: KnownCase): boolean =>
  phase === "supported" && worker !== undefined;

type Links = Pick<Case, "possibleDuplicates" | "earlier" | "people">;

/** Cases that may be the same person's: open ones, and those that ended before. */
export const alikeTo = ({ possibleDuplicates, earlier }: Omit<Links, "people">) => [
  ...possibleDuplicates,
  ...earlier.map(({ caseRef }) => caseRef),
];

/** On what grounds each of these cases is alike, as a list to be shown. */
export const alikeOn = ({ alikeOn: on = {} }: Pick<Case, "alikeOn">) =>
  Object.entries(on).map(([caseRef, grounds]) => ({ caseRef, grounds }));

/** Cases that a person has found to be the same person's. They stay cases, referrals and people of their own. */
export const samePersonAs = ({ people = {} }: Pick<Links, "people">): readonly string[] =>
  Object.keys(people).filter((other) => people[other]?.decision === "same-person");

/** That somebody has found it to be another person's: then it is no link, whatever else led to it. */
export const isOtherPerson = ({ people = {} }: Pick<Links, "people">, other: string): boolean =>
  people[other]?.decision === "different-people";

/** The same, with the form that somebody attached to a telephoned emergency and the case that it came to (CST-08). */
export function onePersonWith(held: Case): readonly string[] {
  const { form, declined } = held;
  const attached = [
    ...(form?.attached ? [form.caseRef] : []),
    ...(declined?.as === "attached" ? [declined.to] : []),
  ];
  return [...samePersonAs(held), ...attached.filter((other) => !isOtherPerson(held, other))];
}

/** Whether nobody has said yet if another case is the same person's. */
export const isUndecided = ({ people = {} }: Pick<Links, "people">, other: string): boolean =>
  (people[other]?.decision ?? "cannot-tell-yet") === "cannot-tell-yet";

/** Cases of which nobody has said yet whether they are the same person's. */
export const undecidedIn = (held: Links): readonly string[] =>
  alikeTo(held).filter((other) => isUndecided(held, other));

/** Cases that were found alike, and on what grounds, as whoever looked them up says. */
export type Alike = Pick<Case, "possibleDuplicates" | "earlier" | "alikeOn">;

/** Of cases that are found later, those that the case does not name yet and nobody has decided about. */
export function newlyAlike(
  held: Case,
  { possibleDuplicates = [], earlier = [], alikeOn: on }: Partial<Alike>,
): Alike {
  // The case that its own form opened has ended as this one.
  const known = [held.caseRef, ...(held.form?.attached ? [held.form.caseRef] : []), ...alikeTo(held)];
  const isNew = (other: string) => !known.includes(other) && isUndecided(held, other);
  const grounds = Object.entries(on ?? {}).filter(([other]) => isNew(other));
  return {
    possibleDuplicates: possibleDuplicates.filter(isNew),
    earlier: earlier.filter(({ caseRef }) => isNew(caseRef)),
    ...(grounds.length > 0 ? { alikeOn: Object.fromEntries(grounds) } : {}),
  };
}

/** A case with those besides that were found later. */
export function withAlike(held: Case, found: Partial<Alike>): Case {
  const { possibleDuplicates, earlier, alikeOn: grounds } = newlyAlike(held, found);
  return {
    ...held,
    possibleDuplicates: [...held.possibleDuplicates, ...possibleDuplicates],
    earlier: [...held.earlier, ...earlier],
    ...(grounds ? { alikeOn: { ...held.alikeOn, ...grounds } } : {}),
  };
}
