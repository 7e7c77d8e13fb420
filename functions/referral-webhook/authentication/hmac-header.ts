import { createHmac } from "node:crypto";
import type { Authentication } from "#shared/contracts/source.ts";
import { plusMinutes } from "#shared/domain/calendar-day.ts";
import type { Delivery } from "./delivery.ts";
import { isSameText } from "./same-text.ts";

type HmacHeader = Extract<Authentication, { kind: "hmac-header" }>;

/** The tolerance of a signed time either way, the same as Standard Webhooks has. */
const toleranceMinutes = 5;

/** The HMAC of the raw body, with its signed time in front where the source has one, in a header of the source's own. */
export function isSignedInHeader(
  { header, algorithm, encoding, prefix, timestamp }: HmacHeader,
  secret: string,
  delivery: Delivery,
): boolean {
  const { headers, body } = delivery;
  const given = headers[header];
  if (!given) return false;
  const hmac = createHmac(algorithm, secret);
  if (timestamp) {
    const time = headers[timestamp.header] ?? "";
    if (!isTimely(time, delivery)) return false;
    hmac.update(`${time}${timestamp.joinedBy}`);
  }
  return isSameText(given, prefix + hmac.update(body).digest(encoding));
}

function isTimely(time: string, { at }: Delivery): boolean {
  if (!/^\d{1,11}$/.test(time)) return false;
  const sent = new Date(Number(time) * 1000).toISOString();
  return plusMinutes(at, -toleranceMinutes) <= sent && sent <= plusMinutes(at, toleranceMinutes);
}
