import { createHash } from "node:crypto";
import { canonicalJson } from "#shared/contracts/json.ts";
import { caseKey } from "./keys.ts";
import type { Ports } from "./ports.ts";

/** The name under which a text is kept: the first characters of its hash, in hexadecimal. */
export const digest = (text: string, length = 32): string =>
  createHash("sha256").update(text).digest("hex").slice(0, length);

/**
 * Keeps words beside a case under their own hash, before the decision that refers to them (A2), and gives back the
 * name. A case that is not there gets no content either; the decision that follows says so.
 */
export async function keepWords(
  ports: Ports,
  council: string,
  caseRef: string,
  what: string,
  words: unknown,
): Promise<string> {
  const text = canonicalJson(words);
  const name = `${what}-${digest(text, 16)}`;
  const key = caseKey(council, caseRef);
  if (await ports.store.load(key)) await ports.store.putContent(key, name, text);
  return name;
}
