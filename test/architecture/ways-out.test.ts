import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { altered, codeOf, ofType, root, serviceTemplate, type Template } from "./template.ts";

/**
 * No address that a sender or a user gave is ever requested, because nothing of ours requests any: what goes out are the calls of
 * the AWS SDK, to AWS. So there is no list of allowed addresses to keep, and none to get around (F51).
 */

/** What could open a connection or ask for an address, in our own code. */
const modules = "https?|http2|net|tls|dgram|dns|child_process|worker_threads";
const asking = new RegExp(
  [
    String.raw`\bfetch\s*\(`,
    String.raw`\bnew (XMLHttpRequest|EventSource|WebSocket)\b`,
    String.raw`\b(from|import|require)\s*\(?\s*["']((node:)?(${modules})(/\w+)?|undici|axios|got|node-fetch|ws)["']`,
    String.raw`\bendpoint\s*:`,
  ].join("|"),
  "g",
);

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}
const asksIn = (source: string): readonly string[] => source.match(asking) ?? [];

describe("F51: nothing of ours asks for an address", () => {
  test("no source of a function does", () => {
    const files = ["shared", "functions"].flatMap((folder) => filesBelow(join(root, folder)));
    expect(files.length).toBeGreaterThan(300);
    const found = files.flatMap((file) => asksIn(readFileSync(file, "utf8")).map((ask) => `${file}: ${ask}`));
    expect(found).toEqual([]);
  });

  test.each([
    "await fetch(referral.link)",
    'import { request } from "node:https";',
    'const { get } = await import("http");',
    'import { lookup } from "node:dns/promises";',
    "new DynamoDBClient({ endpoint: body.url })",
    'import axios from "axios";',
  ])("one that did would be found: %s", (source) => {
    expect(asksIn(source)).not.toEqual([]);
  });

  test.each(ofType(serviceTemplate(), "AWS::Lambda::Function"))(
    "the bundle of %s has the SDK's own client, and no other way to ask",
    (_, handler) => {
      const code = readFileSync(join(codeOf(handler), "index.mjs"), "utf8");
      // The metadata service of a machine is what such an attack is after: not even the SDK knows its address here.
      expect(
        code.match(/\bfetch\(|169\.254\.|fd00:ec2|undici|"(node:)?(net|tls|dgram|dns|child_process)"/g),
      ).toBeNull();
      // Its handler takes each of the two once.
      const taken = code.match(/["'](node:https?|http2)["']|(from|require\()["']https?["']/g) ?? [];
      expect(['"node:https"', '"node:http"']).toEqual(expect.arrayContaining(taken));
      expect(new Set(taken).size).toBe(taken.length);
    },
  );
});

/** What of a template lets something of ours ask an address that is not AWS's. */
function waysOut({ Resources }: Template): readonly string[] {
  return Object.entries(Resources).flatMap(([id, { Type, Properties }]) => {
    const text = JSON.stringify(Properties);
    return [
      ...(/^AWS::(Events::(ApiDestination|Connection)|EC2::|AppSync::|Lambda::Url)/.test(Type)
        ? [`${id} is a ${Type}`]
        : []),
      ...(text.includes("states:::http:invoke") ? [`${id} asks by a state`] : []),
      ...(Type === "AWS::SNS::Subscription" && !["lambda", "sqs"].includes(String(Properties.Protocol))
        ? [`${id} tells by ${String(Properties.Protocol)}`]
        : []),
      ...(Type === "AWS::ApiGatewayV2::Integration" && Properties.IntegrationType !== "AWS_PROXY"
        ? [`${id} hands requests on`]
        : []),
      ...(Type === "AWS::Lambda::Function" && /AWS_ENDPOINT_URL|HTTPS?_PROXY/i.test(text)
        ? [`${id} is led elsewhere`]
        : []),
    ];
  });
}

describe("F51: the template gives no other way out", () => {
  test("no integration, subscription, state or destination asks an address", () => {
    expect(waysOut(serviceTemplate())).toEqual([]);
  });

  test.each([
    ["StaffCasesIntegration", { IntegrationType: "HTTP_PROXY" }, "StaffCasesIntegration hands requests on"],
    [
      "ClosureMachine",
      { DefinitionString: "arn:aws:states:::http:invoke" },
      "ClosureMachine asks by a state",
    ],
    ["Sweep", { Environment: { Variables: { AWS_ENDPOINT_URL_DYNAMODB: "x" } } }, "Sweep is led elsewhere"],
  ])("a planted one is seen: %s", (id, properties, fault) => {
    expect(waysOut(altered(serviceTemplate(), id, properties))).toEqual([fault]);
  });
});

describe("F45, as far as an API without pages goes:", () => {
  const template = serviceTemplate();
  test("a token counts in the Authorization header alone, so that no page elsewhere can make a browser send it", () => {
    const [authorizer, ...others] = ofType(template, "AWS::ApiGatewayV2::Authorizer");
    expect(others).toEqual([]);
    expect(authorizer?.[1].Properties.IdentitySource).toEqual(["$request.header.Authorization"]);
    const [api] = ofType(template, "AWS::ApiGatewayV2::Api");
    expect(api?.[1].Properties).not.toHaveProperty("CorsConfiguration");
  });

  test("nothing sets or reads a cookie, or sends a browser to another address", () => {
    const files = filesBelow(join(root, "functions"));
    const found = files.filter((file) =>
      /cookie|["']location["']|status:\s*3\d\d/i.test(readFileSync(file, "utf8")),
    );
    expect(found).toEqual([]);
  });
});
