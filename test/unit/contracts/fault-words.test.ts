import { describe, expect, it } from "vitest";
import * as z from "zod";
import { parameters } from "#shared/contracts/api.ts";
import { examples } from "#shared/contracts/examples.ts";
import { faultWords, placeOf } from "#shared/contracts/fault-words.ts";
import { parseReferral } from "#shared/contracts/referral.ts";
import { requestSchemas } from "#shared/contracts/schemas.ts";

/** What nobody may find in an answer, as a value and as the name of a field. */
const sent = "Xanthippe Vance, 07700 900123";
const wrongs = [undefined, null, 1.5, -7, 1e18, 0.3, true, "", sent, sent.repeat(1000), { [sent]: sent }];
const lists = [[], [sent], [{ [sent]: 1 }], Array.from({ length: 101 }, () => sent)];

/** A value with each of its parts in turn replaced by each thing that may be wrong. */
function* broken(value: unknown): Generator<unknown> {
  yield* wrongs;
  yield* lists;
  if (typeof value !== "object" || value === null) return;
  yield Array.isArray(value) ? [...value, ...value] : { ...value, [sent]: sent, unasked: sent };
  for (const [key, part] of Object.entries(value)) {
    for (const other of broken(part)) {
      if (Array.isArray(value)) yield value.map((each, index) => (String(index) === key ? other : each));
      else yield { ...value, [key]: other };
    }
  }
}
const issuesOf = (schema: z.ZodType, like: unknown): readonly z.core.$ZodIssue[] =>
  [...broken(like)].flatMap((value) => schema.safeParse(value, { error: faultWords }).error?.issues ?? []);
const requests = Object.entries(requestSchemas).map(
  ([name, schema]) => [name, issuesOf(schema, examples[name as keyof typeof examples])] as const,
);
const places = Object.entries(parameters).map(([name, schema]) => [name, issuesOf(schema, "1")] as const);
const zodsOwn = /invalid|received|too (big|small)|unrecognized|undefined|\bnan\b|\[object|something else/i;

describe("What was expected", () => {
  it.each([...requests, ...places])(
    "A4: is said in plain words, and never what was sent, of %s",
    (_name, issues) => {
      expect(issues.length).toBeGreaterThan(0);
      for (const { path, message } of issues) {
        expect(message).not.toMatch(zodsOwn);
        expect(`${placeOf(path)} ${message}`).not.toMatch(/Xanthippe|900123/);
        expect(message).toMatch(/^[a-z]/);
      }
    },
  );

  it("has words for every kind of fault that a contract can come to", () => {
    const met = new Set(requests.flatMap(([, issues]) => issues.map(({ code }) => code)));
    expect([...met].sort()).toEqual([
      ...["custom", "invalid_format", "invalid_key", "invalid_type", "invalid_union", "invalid_value"],
      ...["not_multiple_of", "too_big", "too_small", "unrecognized_keys"],
    ]);
  });

  it.each<[string, z.ZodType, unknown, string]>([
    ["a text", z.string(), 7, "text"],
    ["a number", z.number(), "7", "a number"],
    ["a whole number", z.int(), 1.5, "a whole number"],
    ["a yes or a no", z.boolean(), "yes", "true or false"],
    ["a list", z.array(z.string()), "a", "a list"],
    ["an object", z.strictObject({}), "a", "an object"],
    ["one of some words", z.enum(["a", "b"]), "c", "one of: a, b"],
    ["a short text", z.string().max(3), "four", "at most 3 characters"],
    ["a text that says something", z.string().min(1), "", "at least 1 character"],
    ["a short list", z.array(z.int()).max(1), [1, 2], "at most 1 in the list"],
    ["a small number", z.int().max(3), 4, "at most 3"],
    ["a number above nought", z.int().positive(), 0, "more than 0"],
    ["a half", z.number().multipleOf(0.5), 0.3, "a multiple of 0.5"],
    ["a day", z.iso.date(), "tomorrow", "a day such as 2026-12-01"],
    ["an instant", z.iso.datetime(), "now", "an instant such as 2026-12-01T09:00:00Z"],
    ["an instant that is not there", z.iso.datetime(), undefined, "an instant such as 2026-12-01T09:00:00Z"],
    ["an address", z.email(), "me", "an e-mail address"],
    ["a pattern", z.string().regex(/^a+$/), "b", "text that fits /^a+$/"],
    ["one of two", z.union([z.string(), z.null()]), 7, "text, or null"],
    ["a name", z.record(z.string().regex(/^a$/, "an a"), z.int()), { b: 1 }, "a name of this kind: an a"],
    [
      "the kind of a thing",
      z.discriminatedUnion("a", [z.object({ a: z.literal("x") }), z.object({ a: z.literal("y") })]),
      { a: "z" },
      "one of: x, y",
    ],
    [
      "known fields",
      z.strictObject({}),
      { pets: 1, [sent]: 2 },
      "only fields that are known; not known here: pets, (a field with an odd name)",
    ],
  ])("says %s", (_what, schema, value, words) => {
    expect(schema.safeParse(value, { error: faultWords }).error?.issues[0]?.message).toBe(words);
  });

  it("X-01: is said in the same words of a referral, where whatever may be not known may be left out", () => {
    const parsed = parseReferral({ formVersion: "2", submissionId: 7, home: { noticeExpires: "soon" } });
    const faults = "misfits" in parsed ? parsed.misfits.map(({ fault }) => fault) : [];
    expect(faults).toEqual([
      { at: "formVersion", expected: "one of: 1, or nothing" },
      { at: "submissionId", expected: "text" },
      { at: "service", expected: "text" },
      { at: "home.noticeExpires", expected: "a day such as 2026-12-01" },
    ]);
  });
});
