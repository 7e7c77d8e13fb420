import { expect, test } from "vitest";
import { openRoutes, staffRoutes, webhookRoute } from "#shared/contracts/routes.ts";
import { altered, ofType, serviceTemplate, type Template, without } from "./template.ts";

/** What is wrong with the routes of a template: one line a fault. */
function faults(template: Template): readonly string[] {
  const routes = new Map(
    ofType(template, "AWS::ApiGatewayV2::Route").map(([, { Properties }]) => [
      Properties.RouteKey,
      Properties,
    ]),
  );
  const listed: readonly string[] = [webhookRoute, ...staffRoutes, ...openRoutes];
  return [
    ...listed.filter((route) => !routes.has(route)).map((route) => `${route} is missing`),
    ...[...routes.keys()]
      .filter((key) => !listed.includes(String(key)))
      .map((key) => `${key} is not in the contract`),
    ...staffRoutes
      .filter((route) => routes.has(route) && routes.get(route)?.AuthorizationType !== "JWT")
      .map((route) => `${route} asks for no token`),
  ];
}

test("the template has the routes of the contract, and every staff route asks for a token", () => {
  expect(faults(serviceTemplate())).toEqual([]);
});

test("a route taken from the template is missed", () => {
  expect(faults(without(serviceTemplate(), "RouteGETApiV1Roster"))).toEqual([
    "GET /api/v1/roster is missing",
  ]);
});

test("a route that nobody agreed on is seen", () => {
  const planted = altered(serviceTemplate(), "RouteGETApiV1Roster", { RouteKey: "ANY /{proxy+}" });
  expect(faults(planted)).toContain("ANY /{proxy+} is not in the contract");
});

test("a staff route without its authorizer is seen", () => {
  const planted = altered(serviceTemplate(), "RouteGETApiV1Cases", { AuthorizationType: "NONE" });
  expect(faults(planted)).toEqual(["GET /api/v1/cases asks for no token"]);
});
