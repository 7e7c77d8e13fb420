import type { Delivery } from "./delivery.ts";
import { isSameText } from "./same-text.ts";

/** A fixed token in the authorization header. */
export function isRightBearer(secret: string, { headers }: Delivery): boolean {
  const token = /^bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1];
  return token !== undefined && isSameText(token, secret);
}
