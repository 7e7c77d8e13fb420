import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { bundle, bundleReport } from "./bundles.ts";
import { DataStack } from "./data-stack.ts";
import { functions } from "./functions.ts";
import { hashOfInputs, root, stampFile } from "./inputs.ts";
import { checkRules } from "./nag.ts";
import { ServiceStack } from "./service-stack.ts";

/**
 * Synthesizes the cloud assembly; the only place that knows stages, regions and accounts. Run by the CDK's CLI (`cdk.json`)
 * or directly: both give the same templates, because the flags of `cdk.json` are read here when the CLI has not handed
 * them over. Another stage is `cdk synth --context stage=test`.
 */
const cdk = JSON.parse(readFileSync(join(root, "cdk.json"), "utf8")) as { context: Record<string, unknown> };

const app = new App({
  outdir: process.env.CDK_OUTDIR ?? join(root, "cdk.out"),
  analyticsReporting: false,
  ...(process.env.CDK_CONTEXT_JSON ? {} : { context: cdk.context }),
});
const stage: string = app.node.tryGetContext("stage") ?? "prod";
// London, and whichever account deploys: the template names none.
const env = { region: "eu-west-2" };

// Taken before and written after: what changes in between makes the next look at it synthesize again.
const madeFrom = hashOfInputs(stage);
const stamp = join(app.outdir, stampFile);
rmSync(stamp, { force: true });

const bundlesFolder = mkdtempSync(join(tmpdir(), "holdfast-bundles-"));
try {
  const bundles = await bundle(functions, root, bundlesFolder);
  console.error(`Bundles of ${bundles.length} functions, minified:\n${bundleReport(bundles)}`);
  const data = new DataStack(app, "Data", {
    stage,
    env,
    stackName: `Holdfast-${stage}-Data`,
    description: "Holdfast: the cases, their history and their keys",
    terminationProtection: true,
  });
  new ServiceStack(app, "Service", {
    stage,
    data,
    bundles,
    env,
    stackName: `Holdfast-${stage}-Service`,
    description: "Holdfast: functions, workflows, routes, schedules and alarms",
  });
  checkRules(app, stage);
  app.synth();
  writeFileSync(stamp, madeFrom);
} finally {
  rmSync(bundlesFolder, { recursive: true, force: true });
}
