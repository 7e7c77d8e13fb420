import { createRemoteJWKSet, type JWTPayload, jwtVerify } from "jose";
import type { AuthorizerPart } from "./assembly.ts";
import { asRecord, asText } from "./json.ts";

type Keys = ReturnType<typeof createRemoteJWKSet>;

/** Checks bearer tokens as an HTTP API's JWT authorizer does, by the virtual clock; keys come from the issuer's own list. */
export class Authorizer {
  readonly #keys = new Map<string, Promise<Keys>>();

  /** The claims of a good token; undefined for anything else. */
  async claims(
    { issuer, audience }: AuthorizerPart,
    header: string | undefined,
    now: number,
  ): Promise<JWTPayload | undefined> {
    const token = header?.replace(/^Bearer /i, "");
    if (token === undefined || token === "") return undefined;
    try {
      const { payload } = await jwtVerify(token, await this.#keysOf(issuer), {
        issuer,
        audience: [...audience],
        algorithms: ["RS256", "RS384", "RS512"],
        requiredClaims: ["exp", "iat"],
        currentDate: new Date(now),
      });
      // API Gateway takes no token from the future, whether it has a "not before" or not.
      return (payload.iat ?? 0) * 1000 > now ? undefined : payload;
    } catch {
      return undefined;
    }
  }

  #keysOf(issuer: string): Promise<Keys> {
    const known = this.#keys.get(issuer);
    if (known !== undefined) return known;
    const found = discover(issuer);
    this.#keys.set(issuer, found);
    // An issuer that does not answer is asked again next time.
    found.catch(() => this.#keys.delete(issuer));
    return found;
  }
}

async function discover(issuer: string): Promise<Keys> {
  const where = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const answer = await fetch(where, { signal: AbortSignal.timeout(5000) });
  const { jwks_uri } = asRecord(await answer.json(), where);
  return createRemoteJWKSet(new URL(asText(jwks_uri, where)), { cooldownDuration: 0 });
}
