import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { gatewayRefusal } from "#shared/contracts/answers.ts";
import { staffRoutes } from "#shared/contracts/routes.ts";
import { LocalHost } from "#test/support/host.ts";

/** The API's description as a stranger sees it, and what it says of whoever has no token. */
let host: LocalHost;
beforeAll(async () => {
  host = await LocalHost.start({ at: "2026-11-16T09:00:00Z" });
});
afterAll(() => host?.close());

test("anybody may read the description, which is the one in docs", async () => {
  const published = readFileSync(new URL("../../docs/openapi.json", import.meta.url), "utf8");
  const answer = await host.call("GET", "/api/v1/openapi.json");
  expect(answer).toMatchObject({ status: 200, type: expect.stringMatching(/^application\/json/) });
  expect(answer.body).toEqual(JSON.parse(published));
});

test.each(staffRoutes)("%s answers 401 without a token, as it is described", async (route) => {
  const [method = "", path = ""] = route.split(" ");
  const answer = await host.call(method, path.replaceAll(/\{\w+\}/g, "x"), method === "GET" ? undefined : {});
  expect(answer.status).toBe(401);
  expect(gatewayRefusal.safeParse(answer.body).error).toBeUndefined();
});
