import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { authenticate } from "#functions/referral-webhook/authentication/authenticate.ts";
import type { Delivery } from "#functions/referral-webhook/authentication/delivery.ts";
import { readSecrets } from "#functions/referral-webhook/authentication/secrets.ts";
import { Problem } from "#functions/runtime/problem.ts";
import { type Authentication, readAuthentication } from "#shared/contracts/source.ts";

const at = new Date().toISOString();
const seconds = Math.floor(Date.parse(at) / 1000);
const body = Buffer.from('{"reason": "Caf\u00e9 \u{1F525}"}');
const secret = "a-secret-that-is-long-enough-for-anybody";
const whsec = `whsec_${Buffer.from("32 bytes of a secret for a tests").toString("base64")}`;
type Headers = Delivery["headers"];

/** 202 or 401. */
function answered(kind: Authentication, secrets: readonly string[], headers: Headers, sent = body): number {
  try {
    authenticate(kind, secrets, { headers, body: sent, at });
    return 202;
  } catch (error) {
    if (error instanceof Problem) return error.status;
    throw error;
  }
}

const standard = readAuthentication({ kind: "standard-webhooks" });
const plain = readAuthentication({
  kind: "hmac-header",
  header: "x-webhook-signature",
  algorithm: "sha256",
  encoding: "hex",
  prefix: "sha256=",
});
const timed = readAuthentication({
  kind: "hmac-header",
  header: "x-form-signature",
  algorithm: "sha256",
  encoding: "base64",
  timestamp: { header: "x-form-time", joinedBy: "." },
});
const bearer = readAuthentication({ kind: "static-bearer" });

const sign = {
  standard: (time = seconds): Headers => ({
    "webhook-id": "msg_1",
    "webhook-timestamp": String(time),
    "webhook-signature": new Webhook(whsec).sign("msg_1", new Date(time * 1000), body.toString("utf8")),
  }),
  plain: (sent = body): Headers => ({
    "x-webhook-signature": `sha256=${createHmac("sha256", secret).update(sent).digest("hex")}`,
  }),
  timed: (time = String(seconds)): Headers => ({
    "x-form-time": time,
    "x-form-signature": createHmac("sha256", secret).update(`${time}.`).update(body).digest("base64"),
  }),
  bearer: (): Headers => ({ authorization: `Bearer ${secret}` }),
};

const kinds = [
  ["standard-webhooks", standard, whsec, sign.standard(), "webhook-signature"],
  ["hmac-header in hex with a prefix", plain, secret, sign.plain(), "x-webhook-signature"],
  ["hmac-header in base64 with a signed time", timed, secret, sign.timed(), "x-form-signature"],
  ["static-bearer", bearer, secret, sign.bearer(), "authorization"],
] as const;

describe.each(kinds)("A source with %s", (name, kind, right, headers, header) => {
  it("is let in with its secret, and with the one before while that is being replaced", () => {
    expect(answered(kind, [right], headers)).toBe(202);
    const newer =
      name === "standard-webhooks" ? `whsec_${"B".repeat(44)}` : "another-secret-that-is-long-enough-too";
    expect(answered(kind, [newer, right], headers)).toBe(202);
    expect(answered(kind, [newer], headers)).toBe(401);
  });

  it("F4: is refused when any one character of what it shows is changed, left out or added", () => {
    const shown = String(Object(headers)[header]);
    const start = name === "static-bearer" ? "Bearer ".length : 0;
    for (let index = start; index < shown.length; index++) {
      for (const other of ["A", "0", "=", "~", shown[index]?.toUpperCase(), shown[index]?.toLowerCase()]) {
        if (other === undefined || other === shown[index]) continue;
        const changed = shown.slice(0, index) + other + shown.slice(index + 1);
        expect(answered(kind, [right], { ...headers, [header]: changed }), changed).toBe(401);
      }
      const shorter = shown.slice(0, index) + shown.slice(index + 1);
      expect(answered(kind, [right], { ...headers, [header]: shorter }), shorter).toBe(401);
    }
    expect(answered(kind, [right], { ...headers, [header]: `${shown}A` })).toBe(401);
  });

  it("is refused without its header, with an empty one, and before a secret was agreed", () => {
    for (const nothing of [undefined, "", " ", "Bearer", "Bearer "])
      expect(answered(kind, [right], { ...headers, [header]: nothing })).toBe(401);
    expect(answered(kind, [], headers)).toBe(401);
  });

  it("reads its secrets from one list, whatever the kind, and refuses one that could be guessed", async () => {
    const secretsOf = (value: unknown) =>
      readSecrets({ value: async () => JSON.stringify(value) }, "name", kind);
    expect(await secretsOf({ secrets: [right] })).toEqual([right]);
    expect(await secretsOf({ secrets: [], unused: "x" })).toEqual([]);
    await expect(secretsOf({ secrets: ["short"] })).rejects.toThrow();
    await expect(secretsOf({})).rejects.toThrow();
  });
});

describe.each(kinds.slice(0, 3))("A source that signs: %s", (_name, kind, right, headers) => {
  it("F4: is refused when any one byte of the body is changed", () => {
    for (let index = 0; index < body.byteLength; index++) {
      const other = Buffer.from(body);
      other[index] = (other[index] ?? 0) ^ 1;
      expect(answered(kind, [right], headers, other)).toBe(401);
    }
    expect(answered(kind, [right], headers, Buffer.alloc(0))).toBe(401);
  });
});

describe("A signed time", () => {
  it.each([
    ["standard-webhooks", standard, whsec, (time: number) => sign.standard(time)],
    ["hmac-header", timed, secret, (time: number) => sign.timed(String(time))],
  ] as const)("F3: is good for five minutes either way: %s", (_name, kind, right, signed) => {
    for (const near of [-290, 0, 290]) expect(answered(kind, [right], signed(seconds + near))).toBe(202);
    for (const far of [-310, 310, -86_400]) expect(answered(kind, [right], signed(seconds + far))).toBe(401);
  });

  it("F3: cannot be changed without the secret, nor be anything but seconds", () => {
    const captured = sign.timed(String(seconds - 600));
    expect(answered(timed, [secret], { ...captured, "x-form-time": String(seconds) })).toBe(401);
    for (const odd of ["", "soon", "-1", `${seconds}.5`, "99999999999", at])
      expect(answered(timed, [secret], sign.timed(odd)), odd).toBe(401);
  });
});
