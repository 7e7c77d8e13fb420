import { Webhook } from "standardwebhooks";
import type { Delivery } from "./delivery.ts";

/** The Standard Webhooks signature over id, time and body, and its time, five minutes either way. */
export function isStandardSigned(secret: string, { headers, body }: Delivery): boolean {
  const given = Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
  try {
    new Webhook(secret).verify(body.toString("utf8"), given, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}
