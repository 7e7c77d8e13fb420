import { createHash, timingSafeEqual } from "node:crypto";

const digest = (text: string) => createHash("sha256").update(text).digest();

/**
 * Whether two texts are the same, in a time that says nothing about where they differ or how long the right one is. The
 * texts are compared and not what they decode to, because base64 and hex have more than one way to write the same bytes.
 */
export const isSameText = (given: string, right: string): boolean =>
  timingSafeEqual(digest(given), digest(right));
