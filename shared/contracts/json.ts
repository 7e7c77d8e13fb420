import type { Fault } from "#shared/domain/quarantined-referral.ts";

/** Deeper than any form; a body past it is refused before it is parsed (F50). */
const deepest = 30;

/** Reads JSON text without trusting its depth. A fault says what is wrong, and never quotes the text. */
export function readJson(text: string): { readonly value: unknown } | { readonly fault: Fault } {
  if (depthOf(text) > deepest) {
    return { fault: { at: "the body", expected: `at most ${deepest} levels of brackets` } };
  }
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { fault: { at: "the body", expected: "JSON" } };
  }
}

/** How deep brackets are nested, outside strings; stops counting once it is too deep. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  let isString = false;
  for (let i = 0; i < text.length && most <= deepest; i++) {
    const character = text[i];
    if (isString) {
      if (character === "\\") i++;
      else if (character === '"') isString = false;
    } else if (character === '"') isString = true;
    else if (character === "{" || character === "[") most = Math.max(most, ++depth);
    else if (character === "}" || character === "]") depth--;
  }
  return most;
}

/** The same text for the same value, whatever the order of its fields: the key under which a body is kept. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, inner]) => `${JSON.stringify(name)}:${canonicalJson(inner)}`).join(",")}}`;
}
