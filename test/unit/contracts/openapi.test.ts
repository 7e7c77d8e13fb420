import { readFileSync } from "node:fs";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { describe, expect, test } from "vitest";
import { handler } from "#functions/api-description/handler.ts";
import { examples } from "#shared/contracts/examples.ts";
import { openApi } from "#shared/contracts/openapi.ts";
import { operations } from "#shared/contracts/operations.ts";
import { problems } from "#shared/contracts/problems.ts";
import { readReferral } from "#shared/contracts/referral.ts";
import { openRoutes, type Route, staffRoutes, webhookRoute } from "#shared/contracts/routes.ts";
import { type RequestName, requestSchemas } from "#shared/contracts/schemas.ts";
import { ask } from "#test/support/http.ts";
import { aReferral } from "#test/support/referrals.ts";

const published = readFileSync(new URL("../../../docs/openapi.json", import.meta.url), "utf8");
const routes: readonly Route[] = [webhookRoute, ...staffRoutes, ...openRoutes];

/** The linter's own recommendation, but for two: nobody is given a licence, and this description refuses nobody. */
const config = createConfig({
  extends: ["recommended"],
  rules: { "info-license": "off", "operation-4xx-response": "off" },
});
async function findings(document: string): Promise<readonly string[]> {
  const found = await lintFromString({ source: document, config: await config });
  return [...new Set(found.map(({ ruleId }) => ruleId))];
}

describe("docs/openapi.json", () => {
  test("is current (else: npm run docs)", () => {
    expect(published).toBe(`${JSON.stringify(openApi(), null, 2)}\n`);
  });

  test("is what the API answers", async () => {
    const answered = await ask(handler, { route: "GET /api/v1/openapi.json" });
    expect(answered).toMatchObject({ status: 200, body: JSON.parse(published) });
  });

  test("is valid: the linter finds nothing", async () => {
    expect(await findings(published)).toEqual([]);
  });

  /** All in one document, as each reading of the whole of it takes half a second. */
  test("with a name, a reference or an example that is wrong would be refused by the linter", async () => {
    const planted: readonly (readonly [rule: string, good: string, bad: string])[] = [
      ["path-parameters-defined", '"name": "cycle"', '"name": "circle"'],
      ["no-unresolved-refs", "schemas/GatewayRefusal", "schemas/Nothing"],
      ["no-invalid-media-type-examples", '"decision": "keep-open"', '"decision": "maybe"'],
      ["security-defined", '"staffToken": []', '"badge": []'],
      ["operation-operationId-unique", '"operationId": "showCase"', '"operationId": "showRoster"'],
    ];
    for (const [, good] of planted) expect(published).toContain(good);
    const bad = planted.reduce((document, [, good, wrong]) => document.replace(good, wrong), published);
    expect(await findings(bad)).toEqual(expect.arrayContaining(planted.map(([rule]) => rule)));
  });

  test("has every route, and each with its answer and every problem that it gives", () => {
    const { paths } = JSON.parse(published);
    expect(Object.keys(paths).sort()).toEqual(
      [...new Set(routes.map((route) => route.split(" ")[1]))].sort(),
    );
    for (const route of routes) {
      const [method = "", path = ""] = route.split(" ");
      const { responses } = paths[path][method.toLowerCase()];
      const { answer, roles, problems: given } = operations[route];
      const statuses = [
        answer.status,
        ...(roles ? [401] : []),
        ...given.map((name) => problems[name].status),
      ];
      expect(Object.keys(responses).sort()).toEqual([...new Set(statuses.map(String))].sort());
      for (const name of given) expect(responses[problems[name].status].description).toContain(`\`${name}\``);
    }
  });
});

test("every problem of the closed list is one that some route gives", () => {
  const given = new Set(Object.values(operations).flatMap(({ problems: names }) => names));
  expect([...given].sort()).toEqual(Object.keys(problems).sort());
});

test.each(Object.entries(examples))("the example %s is read by its contract", (name, example) => {
  expect(requestSchemas[name as RequestName].safeParse(example).error).toBeUndefined();
});

describe("the form of a referral, as described", () => {
  const { Referral } = JSON.parse(published).components.schemas;

  test("asks for what a referral cannot be kept without, and for nothing else", () => {
    const least = { formVersion: "1", submissionId: "A-1", service: "community-support-team" };
    expect(Referral.required.sort()).toEqual(Object.keys(least).sort());
    expect(readReferral(JSON.stringify(least))).toHaveProperty("referral");
    for (const name of Object.keys(least))
      expect(readReferral(JSON.stringify({ ...least, [name]: undefined }))).toHaveProperty("faults");
  });

  test("says of each field that may be not known that it may, as X-01 has it", () => {
    const mayBeNotKnown = { $ref: "#/components/schemas/NotKnown" };
    const { properties } = Referral;
    for (const field of [properties.relationship, properties.reason, properties.needAreas])
      expect(field.anyOf).toContainEqual(mayBeNotKnown);
    for (const nobodySaid of [null, "", "unknown", "not known", "not-known"])
      expect(
        readReferral(JSON.stringify(aReferral({ relationship: nobodySaid, needAreas: nobodySaid }))),
      ).toHaveProperty("referral");
  });
});
