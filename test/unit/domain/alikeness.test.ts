import { describe, expect, it } from "vitest";
import { bucketsOf, type Ground, groundsFor, type WhoAndWhere } from "#shared/domain/alikeness.ts";

const maureen: WhoAndWhere = {
  given: "Maureen",
  family: "Tallow",
  dateOfBirth: "1959-03-02",
  address: "14 Sorrel Court",
  postcode: "ZZ99 3VZ",
};
const elsewhere = { address: "7 Mill Lane", postcode: "ZZ98 1AA" };
const unborn = { ...maureen, dateOfBirth: undefined };

/** On what grounds the two are alike, whichever came first; and that a bucket leads from each to the other. */
function grounds(one: WhoAndWhere, other: WhoAndWhere): readonly Ground[] {
  const found = groundsFor(one, other);
  expect(groundsFor(other, one)).toEqual(found);
  const [buckets, others] = [one, other].map((who) => bucketsOf(who).map((bucket) => bucket.join("/")));
  if (found.length > 0) expect(others?.some((bucket) => buckets?.includes(bucket))).toBe(true);
  return found;
}

describe("Two referrals are alike, in whichever order they come (F2, X-01)", () => {
  it.each<[string, WhoAndWhere, WhoAndWhere, Ground]>([
    [
      "an initial, another case",
      { ...elsewhere, given: "M.", family: "TALLOW" },
      maureen,
      "same-name-and-birth",
    ],
    ["an accent, a space", { ...elsewhere, family: " Tállow " }, maureen, "same-name-and-birth"],
    [
      "given and family name changed over",
      { ...elsewhere, given: "Tallow", family: "Maureen" },
      maureen,
      "same-name-and-birth",
    ],
    ["a double name", { ...elsewhere, family: "Tallow-Smith" }, maureen, "same-name-and-birth"],
    [
      "a double name without its hyphen",
      { ...elsewhere, given: "X", family: "Tallow Smith" },
      { ...maureen, given: "Y", family: "Tallow-Smith" },
      "same-name-and-birth",
    ],
    ["another family name", { ...elsewhere, family: "Brook" }, maureen, "same-name-and-birth"],
    [
      "the name that they go by",
      { ...elsewhere, given: "Mo", family: "Brook" },
      { ...maureen, preferredName: "Mo" },
      "same-name-and-birth",
    ],
    [
      "day and month changed over",
      { ...elsewhere, dateOfBirth: "1959-02-03" },
      maureen,
      "same-name-and-swapped-birth",
    ],
    ["no birthday, the same home", { dateOfBirth: undefined }, maureen, "same-name-and-address"],
    ["another birthday, the same home", { dateOfBirth: "1959-03-12" }, maureen, "same-name-and-address"],
    ["no birthday and an initial", { dateOfBirth: undefined, given: "M" }, maureen, "same-name-and-address"],
    [
      "no birthday and no given name",
      { dateOfBirth: undefined, given: undefined },
      maureen,
      "same-name-and-address",
    ],
    [
      "no birthday, names changed over",
      { dateOfBirth: undefined, given: "Tallow", family: "Maureen" },
      maureen,
      "same-name-and-address",
    ],
    [
      "no birthday, the postcode in the address",
      { dateOfBirth: undefined, address: "14, Sorrel Ct., zz993vz", postcode: undefined },
      maureen,
      "same-name-and-address",
    ],
    [
      "no birthday and no postcode",
      { dateOfBirth: undefined, address: "14 Sorrel Court\nMilton Keynes", postcode: undefined },
      maureen,
      "same-name-and-address",
    ],
    ["no name but the same home", { given: undefined, family: undefined }, maureen, "same-birth-and-address"],
    ["another name in the same home", { given: "Jo", family: "Brook" }, maureen, "same-birth-and-address"],
    [
      "nothing else known",
      { ...unborn, address: undefined, postcode: undefined },
      maureen,
      "same-name-nothing-else-known",
    ],
    [
      "no fixed abode",
      { ...unborn, address: "No fixed abode", postcode: undefined },
      unborn,
      "same-name-nothing-else-known",
    ],
  ])("by %s", (_what, over, other, ground) => {
    expect(grounds({ ...maureen, ...over }, other)).toContain(ground);
  });

  it.each<[string, WhoAndWhere, WhoAndWhere]>([
    [
      "somebody else altogether",
      { given: "Jo", family: "Brook", ...elsewhere, dateOfBirth: "1980-01-31" },
      maureen,
    ],
    [
      "the same name, another birthday and another home",
      { ...elsewhere, dateOfBirth: "1959-03-12" },
      maureen,
    ],
    ["the same birthday alone", { ...elsewhere, given: "Jo", family: "Brook" }, maureen],
    [
      "an initial and the same birthday",
      { ...elsewhere, given: "M", family: "Brook" },
      { ...maureen, given: "M" },
    ],
    ["a relative in the same home", { given: "Bob", dateOfBirth: undefined }, maureen],
    [
      "another flat of the house",
      { dateOfBirth: undefined, address: "Flat 2, 14 Sorrel Court" },
      { ...maureen, address: "Flat 3, 14 Sorrel Court" },
    ],
    [
      "two with no fixed abode",
      { given: "Jo", address: "No fixed abode", postcode: undefined },
      {
        ...maureen,
        family: "Brook",
        dateOfBirth: "1959-03-02",
        given: "Al",
        address: "No fixed abode",
        postcode: undefined,
      },
    ],
    [
      "a name of which a part is not known",
      { ...unborn, given: undefined, address: undefined, postcode: undefined },
      { ...unborn, given: undefined, ...elsewhere },
    ],
    [
      "nothing known at all",
      {
        given: undefined,
        family: undefined,
        dateOfBirth: undefined,
        address: undefined,
        postcode: undefined,
      },
      {},
    ],
  ])("but not by %s", (_what, over, other) => {
    expect(grounds({ ...maureen, ...over }, other)).toEqual([]);
  });
});
