import { join } from "node:path";
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import { keyFile } from "./data-folder.ts";
import { damaged, readJson, writeJson } from "./journal.ts";
import { isRecord, type JsonRecord } from "./json.ts";
import { council as ownCouncil, type TeamMember } from "./team.ts";

/** Tokens last a working day and a half, in virtual time. */
const tokenHours = 12;
export const audience = "holdfast-local";

/** The local identity provider: signs tokens for the fictional team with a key kept in the data folder. */
export class Issuer {
  readonly url: string;
  readonly #key: JWK;

  private constructor(url: string, key: JWK) {
    this.url = url;
    this.#key = key;
  }

  static async open(url: string, dataFolder: string): Promise<Issuer> {
    const path = join(dataFolder, keyFile);
    const kept = readJson(path);
    if (kept !== undefined) {
      if (!isRecord(kept) || kept.kty !== "RSA" || typeof kept.d !== "string") throw damaged(path);
      return new Issuer(url, kept);
    }
    const { privateKey } = await generateKeyPair("RS256", { extractable: true });
    const key: JWK = { ...(await exportJWK(privateKey)), kid: "local", alg: "RS256", use: "sig" };
    writeJson(path, key);
    return new Issuer(url, key);
  }

  /** A token for a member of staff, good from `now` (ms). */
  async token(
    { id, name, roles, council = ownCouncil }: TeamMember,
    now: number,
  ): Promise<{ readonly token: string; readonly expiresAt: string }> {
    const issued = Math.floor(now / 1000);
    const expires = issued + tokenHours * 3600;
    const token = await new SignJWT({ name, council, roles: [...roles] })
      .setProtectedHeader({ alg: "RS256", kid: "local", typ: "JWT" })
      .setIssuer(this.url)
      .setSubject(id)
      .setAudience(audience)
      .setIssuedAt(issued)
      .setExpirationTime(expires)
      .sign(await importJWK(this.#key, "RS256"));
    return { token, expiresAt: new Date(expires * 1000).toISOString() };
  }

  /** The public documents of an issuer, by the path below it; undefined for any other path. */
  document(path: string): JsonRecord | undefined {
    if (path === "/.well-known/openid-configuration") {
      return {
        issuer: this.url,
        jwks_uri: `${this.url}/.well-known/jwks.json`,
        id_token_signing_alg_values_supported: ["RS256"],
      };
    }
    const { kty, n, e, kid, alg, use } = this.#key;
    return path === "/.well-known/jwks.json" ? { keys: [{ kty, n, e, kid, alg, use }] } : undefined;
  }
}
