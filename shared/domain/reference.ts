/** Crockford's alphabet: no I, L, O or U, so that a reference can be read out over the telephone. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 10;

/**
 * A reference from a keyed hash: a prefix and ten characters, 50 bits. It says nothing about the person, and is safe
 * in a URL, an execution's name and a mail tag (A4). Throws RangeError for a hash that is too short.
 */
export function reference(prefix: string, digest: Uint8Array): string {
  if (digest.length < length) throw new RangeError(`A reference needs at least ${length} bytes of hash`);
  const characters = [...digest.slice(0, length)].map((byte) => alphabet[byte % alphabet.length]);
  return `${prefix}-${characters.join("")}`;
}
