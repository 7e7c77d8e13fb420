import * as z from "zod";
import type { Authentication } from "#shared/contracts/source.ts";
import type { Secrets } from "#shared/ports.ts";

/** Long enough that nobody guesses it: 32 characters of anything, or what Standard Webhooks has. */
const shapes: Readonly<Record<Authentication["kind"], z.ZodType<string>>> = {
  "standard-webhooks": z.string().startsWith("whsec_").min(10),
  "hmac-header": z.string().min(32),
  "static-bearer": z.string().regex(/^\S{32,}$/),
};

/**
 * The secrets that a source may use, newest first: while one is being replaced, both are good (F4). The list is empty until
 * somebody has agreed one with the sender, and then nothing is let in. Throws zod's error for a value that does not fit.
 */
export async function readSecrets(
  secrets: Secrets,
  name: string,
  { kind }: Authentication,
): Promise<readonly string[]> {
  const list = z.object({ secrets: z.array(shapes[kind]).max(5) });
  return list.parse(JSON.parse(await secrets.value(name))).secrets;
}
