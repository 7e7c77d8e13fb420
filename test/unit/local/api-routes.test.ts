import { expect, test } from "vitest";
import { matchRoute } from "#infra/local/api-routes.ts";

const keys = [
  "GET /a",
  "GET /a/{id}",
  "GET /a/latest",
  "ANY /a/{id}",
  "GET /{proxy+}",
  "POST /a/{id}/b/{n}",
  "$default",
];
const match = (method: string, path: string, from: readonly string[] = keys) => {
  const found = matchRoute(
    from.map((key) => ({ key, functionArn: "f", timeoutMs: 1 })),
    method,
    path,
  );
  return found && [found.route.key, found.pathParameters];
};

test.each([
  ["GET", "/a", "GET /a", {}],
  ["GET", "/a/latest", "GET /a/latest", {}],
  ["GET", "/a/7", "GET /a/{id}", { id: "7" }],
  ["PUT", "/a/7", "ANY /a/{id}", { id: "7" }],
  ["POST", "/a/x%20y/b/2", "POST /a/{id}/b/{n}", { id: "x y", n: "2" }],
  ["GET", "/deep/er/path", "GET /{proxy+}", { proxy: "deep/er/path" }],
  ["DELETE", "/deep", "$default", {}],
])("%s %s goes to %s", (method, path, key, parameters) => {
  expect(match(method, path)).toEqual([key, parameters]);
});

test.each([
  ["GET", "/A"],
  ["GET", "/a/"],
  ["GET", "/a/1/2"],
  ["POST", "/a"],
  ["GET", "/"],
])("%s %s has no route", (method, path) => {
  expect(match(method, path, ["GET /a", "GET /a/{id}"])).toBeUndefined();
});
