import type * as z from "zod";

const kinds: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};
const formats: Readonly<Record<string, string>> = {
  date: "a day such as 2026-12-01",
  datetime: "an instant such as 2026-12-01T09:00:00Z",
  email: "an e-mail address",
};
const size = (n: number | bigint, of: string): string =>
  of === "string" ? `${n} character${n === 1 ? "" : "s"}` : of === "array" ? `${n} in the list` : `${n}`;

/**
 * What was expected, in plain words, where a contract has none of its own: the error map of a parse. It says what the
 * contract says, and never the value that was sent (A4).
 */
export function faultWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return formats[formatOf(issue.inst)] ?? kinds[issue.expected] ?? "something else";
    case "invalid_value":
      return oneOf(issue.values);
    case "too_small":
      return `${issue.inclusive ? "at least" : "more than"} ${size(issue.minimum, issue.origin)}`;
    case "too_big":
      return `${issue.inclusive ? "at most" : "less than"} ${size(issue.maximum, issue.origin)}`;
    case "invalid_format":
      return formats[issue.format] ?? `text that fits ${issue.pattern}`;
    case "not_multiple_of":
      return `a multiple of ${issue.divisor}`;
    case "unrecognized_keys":
      return `only fields that are known; not known here: ${issue.keys.map(plainKey).join(", ")}`;
    case "invalid_key":
      return `a name of this kind: ${issue.issues[0]?.message}`;
    case "invalid_union": {
      const { options, errors } = issue as z.core.$ZodIssueInvalidUnion & { options?: readonly unknown[] };
      const each = errors.map(([first]) => (first?.path.length ? kinds.object : first?.message));
      return options ? oneOf(options) : [...new Set(each)].join(", or ");
    }
    default:
      return "something else";
  }
}

/** What a text must look like, where its contract says so: "text" alone would not tell anybody what to send. */
const formatOf = (contract: z.core.$ZodRawIssue["inst"]): string =>
  String((contract?._zod.def as { readonly format?: string } | undefined)?.format);

const oneOf = (values: readonly unknown[]) => `one of: ${values.join(", ")}`;

/** Where a fault is. */
export const placeOf = (path: readonly PropertyKey[], whole = "the body"): string =>
  path.map((step) => (typeof step === "number" ? step : plainKey(String(step)))).join(".") || whole;

/** A field's name may itself carry personal data when a form is set up badly, so odd names are only counted. */
export const plainKey = (key: string): string =>
  /^[A-Za-z_][A-Za-z0-9_-]{0,40}$/.test(key) ? key : "(a field with an odd name)";
