import type { Authentication } from "#shared/contracts/source.ts";
import { Problem } from "../../runtime/problem.ts";
import { isRightBearer } from "./bearer.ts";
import type { Delivery } from "./delivery.ts";
import { isSignedInHeader } from "./hmac-header.ts";
import { isStandardSigned } from "./standard-webhooks.ts";

const details: Readonly<Record<Authentication["kind"], string>> = {
  "standard-webhooks":
    "Sign the body as Standard Webhooks describes, with this source's secret, and send it within five minutes.",
  "hmac-header": "Sign the body's bytes with this source's secret, in the header that was agreed with you.",
  "static-bearer": "Send the header authorization: Bearer with the token that was agreed with you.",
};

/**
 * Refuses whatever does not show that it comes from its source (X-01, F3, F4). While a secret is being replaced, each
 * of the list is good. Throws a 401 that does not say what exactly was wrong.
 */
export function authenticate(
  authentication: Authentication,
  secrets: readonly string[],
  delivery: Delivery,
): void {
  if (secrets.some((secret) => isRight(authentication, secret, delivery))) return;
  throw new Problem("not-signed", { detail: `${details[authentication.kind]} Nothing was stored.` });
}

function isRight(authentication: Authentication, secret: string, delivery: Delivery): boolean {
  switch (authentication.kind) {
    case "standard-webhooks":
      return isStandardSigned(secret, delivery);
    case "hmac-header":
      return isSignedInHeader(authentication, secret, delivery);
    case "static-bearer":
      return isRightBearer(secret, delivery);
  }
}
