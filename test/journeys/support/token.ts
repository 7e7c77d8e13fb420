import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CryptoKey, importJWK, type JWK, SignJWT } from "jose";
import type { LocalHost } from "#test/support/host.ts";
import { manager } from "./staff.ts";

export interface Claims {
  readonly council?: string;
  readonly roles?: readonly string[];
  readonly issuer?: string;
  readonly audience?: string;
  /** Minutes from now. */
  readonly expires?: number;
  readonly issued?: number;
  readonly key?: CryptoKey;
}
/** A token with the local issuer's own key, and whatever else a test wants in it. */
export async function signedFor(host: LocalHost, claims: Claims = {}): Promise<string> {
  const { council = "milton-keynes", roles = ["manager"], audience = "holdfast-local" } = claims;
  const key: JWK = JSON.parse(readFileSync(join(host.data, "issuer-key.json"), "utf8"));
  const seconds = Date.parse(await host.now()) / 1000;
  return new SignJWT({ council, roles: [...roles] })
    .setProtectedHeader({ alg: "RS256", kid: "local" })
    .setIssuer(claims.issuer ?? `${host.url}/_local/issuer`)
    .setSubject(manager)
    .setAudience(audience)
    .setIssuedAt(seconds + 60 * (claims.issued ?? 0))
    .setExpirationTime(seconds + 60 * (claims.expires ?? 60))
    .sign(claims.key ?? (await importJWK(key, "RS256")));
}
