import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { afterAll, expect, test } from "vitest";
import { ServiceFunction } from "#infra/constructs/service-function.ts";
import { DataStack } from "#infra/data-stack.ts";
import { functions } from "#infra/functions.ts";
import { checkRules } from "#infra/nag.ts";
import { ServiceStack } from "#infra/service-stack.ts";
import { root } from "./template.ts";

const folder = mkdtempSync(join(tmpdir(), "holdfast-nag-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Both stacks of a stage, with a line instead of each bundle. */
function build(stage: string): { readonly app: App; readonly service: ServiceStack } {
  const { context } = JSON.parse(readFileSync(join(root, "cdk.json"), "utf8"));
  const app = new App({
    context,
    outdir: mkdtempSync(join(folder, "out-")),
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
  });
  const code = mkdtempSync(join(folder, "code-"));
  writeFileSync(join(code, "index.mjs"), "export const handler = () => {};");
  const env = { region: "eu-west-2" };
  const data = new DataStack(app, "Data", { stage, env });
  const bundles = functions.map(({ name }) => ({ name, folder: code, bytes: 0 }));
  return { app, service: new ServiceStack(app, "Service", { stage, data, bundles, env }) };
}

test("every finding of cdk-nag is mended or acknowledged, whatever the stage", () => {
  const { app } = build("rehearsal");
  checkRules(app, "rehearsal");
  expect(() => app.synth()).not.toThrow();
});

test("an open finding fails synth", () => {
  const { app, service } = build("rehearsal");
  const sweep = service.node.findChild("Sweep");
  if (!(sweep instanceof ServiceFunction)) throw new Error("Sweep is no function");
  sweep.may(["dynamodb:*"], ["*"]);
  checkRules(app, "rehearsal");
  expect(() => app.synth()).toThrow(/AwsSolutions-IAM5\[Action::dynamodb:\*\]/);
});

test("an acknowledgement whose finding has gone is refused", () => {
  const { app, service } = build("rehearsal");
  service.node.tryRemoveChild("WebhookSecrets");
  expect(() => checkRules(app, "rehearsal")).toThrow(/fits no resource/);
});
