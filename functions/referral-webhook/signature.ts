import { Webhook } from "standardwebhooks";
import * as z from "zod";
import type { Secrets } from "#shared/ports.ts";
import { Problem } from "../runtime/problem.ts";

const secretList = z.strictObject({
  secrets: z.array(z.string().startsWith("whsec_").min(10)).min(1).max(5),
});

/** The secrets that a source may sign with, newest first: while one is being replaced, both are good (F4). */
export async function readSecrets(secrets: Secrets, name: string): Promise<readonly string[]> {
  return secretList.parse(JSON.parse(await secrets.value(name))).secrets;
}

/**
 * Checks the Standard Webhooks signature over the body as it was sent, and its time, five minutes either way (X-01,
 * F3, F4). Throws a 401 that does not say which of the two was wrong.
 */
export function verify(
  body: string,
  headers: Readonly<Record<string, string | undefined>>,
  secrets: readonly string[],
): void {
  const given = Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
  const isGood = secrets.some((secret) => {
    try {
      new Webhook(secret).verify(body, given, { jsonParse: false });
      return true;
    } catch {
      return false;
    }
  });
  if (!isGood) throw new Problem("not-signed");
}
