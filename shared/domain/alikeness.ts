/** Why two referrals may be about the same person. It suspects and never decides: a person does (X-01, F2). */
export const grounds = [
  "same-name-and-birth",
  "same-name-and-swapped-birth",
  "same-name-and-address",
  "same-birth-and-address",
  "same-name-nothing-else-known",
  "quoted-by-the-form",
  "taken-up-again",
] as const;
export type Ground = (typeof grounds)[number];

/** What a form says of who somebody is and where they live, as somebody typed it; a birthday as `1959-03-02`. */
export interface WhoAndWhere {
  readonly given?: string | undefined;
  readonly family?: string | undefined;
  readonly preferredName?: string | undefined;
  readonly dateOfBirth?: string | undefined;
  readonly address?: string | undefined;
  readonly postcode?: string | undefined;
}

/**
 * The buckets that somebody is looked for in: their birthday, whichever of day and month came first; where they live; and
 * their whole name. Whoever shares one is compared, so a bucket may hold others too. Personal data: only a keyed hash of
 * one may be kept (A4).
 */
export function bucketsOf(one: WhoAndWhere): readonly (readonly [kind: string, ...said: string[]])[] {
  const { given, family, dateOfBirth } = one;
  const whole = given && family ? [...new Set([...partsOf(given), ...partsOf(family)])].sort() : [];
  return [
    ...(dateOfBirth ? [["birth", eitherWay(dateOfBirth)] as const] : []),
    ...placesOf(one).map((place) => ["place", place] as const),
    ...(whole.length > 1 ? [["name", ...whole] as const] : []),
  ];
}

/** On what grounds two may be the same person; none where they are not alike. */
export function groundsFor(one: WhoAndWhere, other: WhoAndWhere): readonly Ground[] {
  const [born, bornToo] = [one.dateOfBirth, other.dateOfBirth];
  const areBorn = born !== undefined && bornToo !== undefined;
  const isSameBirth = areBorn && born === bornToo;
  const isSwapped = areBorn && !isSameBirth && eitherWay(born) === eitherWay(bornToo);
  const [places, placesToo] = [placesOf(one), placesOf(other)];
  const isSamePlace = shareAny(places, placesToo);
  const isAnyName = shareAny(allNames(one), allNames(other));
  const isNothingElse = !areBorn && (places.length === 0 || placesToo.length === 0);
  const found: readonly (readonly [Ground, boolean])[] = [
    ["same-name-and-birth", isSameBirth && isAnyName],
    ["same-name-and-swapped-birth", isSwapped && isAnyName],
    ["same-name-and-address", isSamePlace && agree(one, other)],
    ["same-birth-and-address", isSameBirth && isSamePlace],
    ["same-name-nothing-else-known", isNothingElse && isSameWholeName(one, other)],
  ];
  return found.flatMap(([ground, is]) => (is ? [ground] : []));
}

/** Letters alone, in one case and without their accents. */
export const folded = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/[øØ]/g, "o")
    .replace(/[łŁ]/g, "l")
    .replace(/ß/g, "ss")
    .replace(/[^\p{L}]/gu, "")
    .toLowerCase();

/** Of a name or an address that is longer, the rest is not compared: it is no name (F50). */
const longest = 200;

/** The parts of a name, and the name in one piece: `Tallow-Smith` is also `Tallow`, `Smith` and `Tallow Smith`. */
function partsOf(name = ""): readonly string[] {
  const said = name.slice(0, longest);
  return [...new Set([...said.split(/[\s\p{Pd}]+/u), said].map(folded).filter((part) => part.length > 0))];
}

const isInitial = (part: string): boolean => /^[a-z]$/.test(part);
const shareAny = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((each) => !isInitial(each) && others.includes(each));

const givenOf = ({ given, preferredName }: WhoAndWhere) => [...partsOf(given), ...partsOf(preferredName)];
const allNames = (one: WhoAndWhere) => [...givenOf(one), ...partsOf(one.family)];

/** The same day with its month and day in one order, where somebody may have taken one for the other. */
function eitherWay(day: string): string {
  const [year, ...rest] = day.split("-");
  const isEither = rest.every((part) => Number(part) <= 12);
  return [year, ...(isEither ? rest.sort() : rest)].join("-");
}

/**
 * Whether two names are one person's as far as both are known, in either order: people who share a home often share a
 * family name, so that their given names must not differ. An initial is as good as the name that it begins.
 */
function agree(one: WhoAndWhere, other: WhoAndWhere): boolean {
  const mayBe = (some: readonly string[], others: readonly string[]) =>
    some.length === 0 || others.length === 0 || shareAny(some, others) || areInitials(some, others);
  const [given, givenToo] = [givenOf(one), givenOf(other)];
  const [family, familyToo] = [partsOf(one.family), partsOf(other.family)];
  const isSwapped = shareAny(given, familyToo) && shareAny(family, givenToo);
  const isSame = mayBe(given, givenToo) && mayBe(family, familyToo);
  return isSwapped || (isSame && shareAny(allNames(one), allNames(other)));
}

const areInitials = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((each) => others.some((other) => (isInitial(each) || isInitial(other)) && each[0] === other[0]));

function isSameWholeName(one: WhoAndWhere, other: WhoAndWhere): boolean {
  const name = (who: WhoAndWhere) =>
    bucketsOf(who)
      .find(([kind]) => kind === "name")
      ?.join(" ");
  return name(one) !== undefined && name(one) === name(other);
}

const aPostcode = /\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b/i;

/**
 * A home by its postcode and the numbers of its door, and by the line of its street, each where it is known: a form often
 * has one of them. A line without a number, such as "no fixed abode", is nobody's home by itself.
 */
function placesOf({ address = "", postcode = "" }: WhoAndWhere): readonly string[] {
  const area = (aPostcode.exec(postcode) ?? aPostcode.exec(address))?.[0].replace(/\s/g, "").toUpperCase();
  const lines = address
    .slice(0, longest)
    .replace(aPostcode, "")
    .toLowerCase()
    .split(/[\n,;]+/)
    .map((line) => line.trim())
    .filter((line) => /[\p{L}\d]/u.test(line));
  const isRoom = /^(flat|apartment|apt|unit|room)?\W*\d+[a-z]?$/.test(lines[0] ?? "");
  const street = lines.slice(0, isRoom ? 2 : 1).join(" ");
  const doors = (street.match(/\d+[a-z]?\b/g) ?? []).sort().join(" ");
  const line = street.replace(/[^\p{L}\d]/gu, "");
  return [
    ...(area && line ? [`${area} ${doors || line}`] : []),
    ...(doors && /\p{L}{4}/u.test(line) ? [line] : []),
  ];
}
