import * as z from "zod";
import { type RequestName, requestSchemas } from "#shared/contracts/schemas.ts";

type Schema = Readonly<Record<string, unknown>>;

/** A word that stands nowhere but in the field that it names, so that a finding says what leaked. */
export const canary = (field: string) => `Zanzibar${field.replace(/[^A-Za-z0-9]/g, "")}`;

/** Every such word in a text. */
export const canariesIn = (text: string): readonly string[] => [
  ...new Set(text.match(/Zanzibar\w*/gi) ?? []),
];

/** Fields that take any text and are still no free text: what they say must be known, or is an address that is written to. */
const known = [/^(EmergencyCall|Referral)\.service$/, /^Post\.services$/, /\.email$/];

/** Every field of a request in which somebody may write what they like, by its path, as its contract has it. */
export function freeText(name: RequestName): readonly string[] {
  const schema = z.toJSONSchema(requestSchemas[name], { io: "input", unrepresentable: "any" });
  const found = new Set(textsOf(schema as Schema, name));
  return [...found].filter((path) => !known.some((one) => one.test(path)));
}

function* textsOf(schema: Schema, path: string): Iterable<string> {
  for (const name of ["anyOf", "oneOf", "allOf"])
    for (const one of (schema[name] ?? []) as readonly Schema[]) yield* textsOf(one, path);
  const isBound = ["enum", "const", "pattern", "format"].some((name) => name in schema);
  if (schema.type === "string" && !isBound) yield path;
  for (const [field, one] of Object.entries((schema.properties ?? {}) as Record<string, Schema>))
    yield* textsOf(one, `${path}.${field}`);
  for (const [name, step] of [
    ["items", ""],
    ["additionalProperties", ".*"],
  ] as const)
    if (typeof schema[name] === "object") yield* textsOf(schema[name] as Schema, path + step);
}

/** Puts words of its own into requests, and knows in which fields it has put one. */
export class Markers {
  readonly said = new Set<string>();

  /** The same body, where each free text that it has is the word of its field. */
  mark(name: RequestName, body: unknown): unknown {
    const fields = freeText(name);
    const marked = (value: unknown, path: string): unknown => {
      if (Array.isArray(value)) return value.map((one) => marked(one, path));
      if (value !== null && typeof value === "object")
        return Object.fromEntries(
          Object.entries(value).map(([key, one]) => {
            const open = `${path}.*`;
            return [key, marked(one, fields.includes(open) ? open : `${path}.${key}`)];
          }),
        );
      if (typeof value !== "string" || !fields.includes(path)) return value;
      this.said.add(path);
      return canary(path);
    };
    return marked(body, name);
  }
}
