import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeJwt, importJWK, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningHost, runHost } from "./local/running-host.ts";
import { writeTinyAssembly } from "./local/tiny-assembly.ts";

let host: RunningHost;
beforeAll(async () => {
  host = await runHost(writeTinyAssembly());
});
afterAll(() => host.close());

describe("the API of the template", () => {
  test("hands a function the event of payload format 2.0", async () => {
    const { status, body } = await host.post("/echo/a%20b/c?x=1&x=2&y=", "{}", {
      "X-Mixed": "Case",
      cookie: "a=1; b=2",
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      version: "2.0",
      routeKey: "POST /echo/{proxy+}",
      rawPath: "/echo/a%20b/c",
      rawQueryString: "x=1&x=2&y=",
      queryStringParameters: { x: "1,2", y: "" },
      pathParameters: { proxy: "a b/c" },
      headers: { "x-mixed": "Case", "content-type": "application/json" },
      cookies: ["a=1", "b=2"],
      body: "{}",
      isBase64Encoded: false,
      requestContext: {
        http: { method: "POST", path: "/echo/a%20b/c" },
        stage: "$default",
        timeEpoch: Date.parse("2026-11-09T09:00:00Z"),
      },
    });
  });
  test("hands over what is no text as base64", async () => {
    const bytes = new Uint8Array([0, 255, 254]);
    const binary = await host.post("/echo/x", bytes, { "content-type": "application/octet-stream" });
    expect(binary.body).toMatchObject({ isBase64Encoded: true, body: "AP/+" });
    const broken = await host.post("/echo/x", bytes, { "content-type": "application/json" });
    expect(broken.body).toMatchObject({ isBase64Encoded: true, body: "AP/+" });
  });
  test("answers 404 where the template has no route, and 413 over ten megabytes", async () => {
    expect(await host.get("/nothing")).toEqual({ status: 404, body: { message: "Not Found" } });
    expect(await host.post("/now", {})).toEqual({ status: 404, body: { message: "Not Found" } });
    const large = await host.post("/echo/x", new Uint8Array(10 * 1024 * 1024 + 1));
    expect(large).toEqual({ status: 413, body: { message: "Request Entity Too Large" } });
  });
  test("answers 500 for a function that throws or hangs, and goes on with the next request", async () => {
    expect((await host.get("/throw")).status).toBe(500);
    expect((await host.get("/hang")).status).toBe(500);
    expect((await host.get("/now")).status).toBe(200);
    expect(host.log()).toContain("RangeError: on purpose");
  });
  test("tells a function the virtual time", async () => {
    const { now } = (await host.get("/_local/clock")).body as { now: string };
    expect((await host.get("/now")).body).toEqual({ now, called: Date.parse(now) });
  });
});

describe("the authorizer of the template", () => {
  const claims = (token?: string) =>
    host.get("/claims", token === undefined ? {} : { authorization: `Bearer ${token}` });

  test("lets a member of staff in, and hands claims over as API Gateway does", async () => {
    const token = await host.token("wk-joss-thorne");
    expect((await claims(token)).body).toMatchObject({
      sub: "wk-joss-thorne",
      council: "milton-keynes",
      roles: "[manager supervisor]",
      aud: "holdfast-local",
    });
  });
  test("answers 401 without a token, with another's signature, and with no signature", async () => {
    const token = await host.token();
    const [header, payload] = token.split(".");
    const other = await runHost(writeTinyAssembly());
    const unauthorized = { status: 401, body: { message: "Unauthorized" } };
    try {
      const none = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.`;
      const tampered = `${header}.${Buffer.from(JSON.stringify({ ...decodeJwt(token), sub: "x" })).toString("base64url")}.${token.split(".")[2]}`;
      for (const bad of [undefined, "", "nonsense", none, tampered, await other.token()])
        expect(await claims(bad)).toEqual(unauthorized);
    } finally {
      await other.close();
    }
  });
  test("answers 401 to a token for somebody else, from somebody else, without an end, or from the future", async () => {
    const key = await importJWK(
      JSON.parse(readFileSync(join(host.data, "issuer-key.json"), "utf8")),
      "RS256",
    );
    const { iat = 0, ...good } = decodeJwt(await host.token());
    const sign = (more: object) =>
      new SignJWT({ ...good, iat, ...more }).setProtectedHeader({ alg: "RS256", kid: "local" }).sign(key);
    expect((await claims(await sign({}))).status).toBe(200);
    for (const bad of [
      { iss: "https://else.example" },
      { aud: "else" },
      { aud: undefined },
      { exp: undefined },
      { iat: iat + 60 },
      { nbf: iat + 60 },
    ]) {
      expect((await claims(await sign(bad))).status, JSON.stringify(bad)).toBe(401);
    }
  });
  test("takes a token for twelve hours of virtual time", async () => {
    const token = await host.token();
    await host.post("/_local/clock", { by: "PT11H59M" });
    expect((await claims(token)).status).toBe(200);
    await host.post("/_local/clock", { by: "PT1M" });
    expect((await claims(token)).status).toBe(401);
  });
});

describe("the loopback endpoints", () => {
  const attempt = async (what: string) =>
    ((await host.get(`/try/${what}`)).body as { answer: string }).answer;

  test.each([
    ["delete", "AccessDeniedException"],
    ["otherTable", "AccessDeniedException"],
    ["index", "AccessDeniedException"],
    ["transact", "UnknownOperationException"],
    ["condition", "ValidationException"],
    ["otherSecret", "AccessDeniedException"],
    ["badTag", "InvalidParameterValue"],
    ["badSet", "AccessDeniedException"],
    ["badSource", "AccessDeniedException"],
    ["badAddress", "InvalidParameterValue"],
    ["manyAddresses", "InvalidParameterValue"],
    ["lineInSubject", "InvalidParameterValue"],
    ["verify", "InvalidAction"],
    ["badName", "InvalidName"],
    ["longName", "InvalidName"],
    ["badToken", "InvalidToken"],
    ["stop", "UnknownOperationException"],
    ["elsewhere", "AccessDeniedException"],
  ])("refuse %s as %s", async (what, refusal) => {
    expect(await attempt(what)).toBe(refusal);
  });
  test("keep a mail whole in the inbox", async () => {
    expect(await attempt("mail")).toBe("done");
    const { now } = (await host.get("/_local/clock")).body as { now: string };
    const inbox = (await host.get("/_local/inbox")).body as unknown[];
    expect(inbox.at(-1)).toEqual({
      at: now,
      to: ["ada@cst.example"],
      subject: "Hello",
      text: "A <plain> text & more",
      tags: { key: "k_1" },
    });
  });
  test("give the secret of a source, the same that the configuration shows", async () => {
    const { webhookSources } = (await host.get("/_local/config")).body as {
      webhookSources: { form: { secret: string } };
    };
    expect(webhookSources.form.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const text = (await host.get("/secret")).body as unknown as string;
    expect(JSON.parse(text)).toEqual({ secrets: [webhookSources.form.secret] });
  });
});

describe("the control surface", () => {
  test("refuses to move the clock back, or by what it cannot read, and says what to do", async () => {
    for (const body of [
      { to: "2020-01-01T00:00:00Z" },
      { by: "-P1D" },
      { by: "soon" },
      { to: "noon" },
      {},
      { to: "2030-01-01T00:00:00Z", by: "P1D" },
      [],
    ]) {
      expect(await host.post("/_local/clock", body)).toMatchObject({
        status: 400,
        body: { message: expect.stringMatching(/"by"|JSON object/) },
      });
    }
  });
  test("counts days as calendar days in London", async () => {
    const later = await runHost(writeTinyAssembly(), { at: "2027-03-27T09:00:00Z" });
    try {
      expect((await later.post("/_local/clock", { by: "P1D" })).body).toMatchObject({
        now: "2027-03-28T08:00:00.000Z",
      });
      expect((await later.post("/_local/clock", { by: "PT24H" })).body).toMatchObject({
        now: "2027-03-29T08:00:00.000Z",
      });
    } finally {
      await later.close();
    }
  });
  test("begins anew at another time, earlier too: what was kept is gone, and what was loaded is not", async () => {
    const anew = await runHost(writeTinyAssembly(), { at: "2026-11-09T09:00:00Z" });
    try {
      const rungs = ["2026-11-10T09:00:00Z", "2026-11-11T09:00:00Z"];
      expect((await anew.post("/things/t1", { rungs })).body).toEqual({ refusal: "done" });
      await anew.post("/_local/clock", { to: "2026-11-10T12:00:00Z" });
      const token = await anew.token();
      expect((await anew.get("/_local/executions")).body).toHaveLength(1);
      expect((await anew.get("/_local/inbox")).body).toHaveLength(rungs.length);

      const secrets = readFileSync(join(anew.data, "secrets.json"), "utf8");
      const now = "2026-10-01T08:00:00.000Z";
      expect(await anew.post("/_local/anew", { at: now })).toEqual({ status: 200, body: { now } });
      expect((await anew.get("/_local/executions")).body).toEqual([]);
      expect((await anew.get("/_local/inbox")).body).toEqual([]);
      expect(anew.log()).toBe("");
      expect(readFileSync(join(anew.data, "secrets.json"), "utf8")).toBe(secrets);
      // The functions' clock went back too: a token of later is not good yet.
      expect((await anew.get("/now")).body).toMatchObject({ now });
      expect((await anew.get("/claims", { authorization: `Bearer ${token}` })).status).toBe(401);
      expect((await anew.post("/things/t1", { rungs })).body).toEqual({ refusal: "done" });
      await anew.post("/_local/clock", { to: "2026-12-01T00:00:00Z" });
      expect((await anew.get("/_local/inbox")).body).toHaveLength(rungs.length);
    } finally {
      await anew.close();
    }
  });
  test("does not begin anew while time is being moved, nor at what is no time", async () => {
    const anew = await runHost(writeTinyAssembly());
    try {
      const rungs = Array.from({ length: 20 }, (_, n) => `2026-11-${10 + n}T09:00:00Z`);
      await anew.post("/things/t1", { rungs });
      const moved = anew.post("/_local/clock", { to: "2026-12-20T00:00:00Z" });
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(await anew.post("/_local/anew", {})).toMatchObject({
        status: 409,
        body: { message: expect.stringContaining("/_local/clock has answered") },
      });
      await moved;
      expect((await anew.post("/_local/anew", { at: "noon" })).status).toBe(400);
      expect((await anew.get("/_local/inbox")).body).toHaveLength(rungs.length);
    } finally {
      await anew.close();
    }
  });
  test("answers 404 for whom and what it does not know", async () => {
    expect((await host.post("/_local/sign-in", { as: "wk-nobody" })).status).toBe(404);
    expect((await host.get("/_local/executions/none")).status).toBe(404);
    expect((await host.get("/_local/else")).status).toBe(404);
  });
  test("takes nothing from a page of another site", async () => {
    expect((await host.get("/_local/config", { origin: "http://evil.example" })).status).toBe(403);
    const port = new URL(host.url).port;
    const { request } = await import("node:http");
    const status = await new Promise((resolve) =>
      request(
        { port, host: "127.0.0.1", path: "/_local/config", headers: { host: "evil.example" } },
        (answer) => resolve(answer.statusCode),
      ).end(),
    );
    expect(status).toBe(403);
  });
  test("has a start page that leads to the rest", async () => {
    for (const path of ["/", "/_local"])
      expect((await host.get(path)).body).toContain('href="/_local/pages/inbox"');
    for (const path of ["/_local/pages/inbox", "/_local/pages/executions"])
      expect((await host.get(path)).status).toBe(200);
  });
});
