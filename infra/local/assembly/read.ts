import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { asList, asRecord, asText, isRecord, type JsonRecord, parseJson } from "../json.ts";
import { HostProblem } from "../problem.ts";
import type { Resource, Stack } from "./stack.ts";

/** Reads the stacks of a cloud assembly (`cdk.out`). Throws `HostProblem` where there is none, or it is broken. */
export function readStacks(folder: string): readonly Stack[] {
  if (!existsSync(join(folder, "manifest.json"))) {
    throw new HostProblem(
      `There is no cloud assembly in ${folder} (manifest.json is missing). Synthesize it first, or leave out --assembly.`,
    );
  }
  const artifacts = asRecord(readFile(folder, "manifest.json").artifacts, "manifest.json: artifacts");
  const stacks: Stack[] = [];
  for (const [id, value] of Object.entries(artifacts)) {
    const artifact = asRecord(value, `manifest.json: ${id}`);
    if (artifact.type === "cdk:cloud-assembly") {
      throw new HostProblem(
        `The cloud assembly has a nested assembly (${id}); the local host reads one level only.`,
      );
    }
    if (artifact.type === "aws:cloudformation:stack") stacks.push(readStack(folder, id, artifact, artifacts));
  }
  if (stacks.length === 0) throw new HostProblem(`The cloud assembly in ${folder} has no stack.`);
  return stacks;
}

function readStack(folder: string, id: string, artifact: JsonRecord, artifacts: JsonRecord): Stack {
  const properties = asRecord(artifact.properties, `manifest.json: ${id}`);
  const template = readFile(folder, asText(properties.templateFile, `manifest.json: ${id}: templateFile`));
  if (template.Transform !== undefined)
    throw new HostProblem(`The template of ${id} has a Transform, which the local host does not run.`);
  const resources = new Map<string, Resource>();
  const stack: Stack = {
    name: typeof properties.stackName === "string" ? properties.stackName : id,
    resources,
    parameters: asRecord(template.Parameters ?? {}, `${id}: Parameters`),
    outputs: asRecord(template.Outputs ?? {}, `${id}: Outputs`),
    assets: readAssets(folder, asList(artifact.dependencies), artifacts),
  };
  for (const [logicalId, value] of Object.entries(asRecord(template.Resources ?? {}, `${id}: Resources`))) {
    const resource = asRecord(value, `${id}: ${logicalId}`);
    const type = asText(resource.Type, `${id}: ${logicalId}: Type`);
    resources.set(logicalId, {
      logicalId,
      type,
      properties: asRecord(resource.Properties ?? {}, `${id}: ${logicalId}`),
      stack,
    });
  }
  return stack;
}

/** The asset manifests that the stack depends on tell which folder an object key stands for. */
function readAssets(
  folder: string,
  dependencies: readonly unknown[],
  artifacts: JsonRecord,
): Map<string, string> {
  const assets = new Map<string, string>();
  for (const name of dependencies) {
    const artifact = artifacts[String(name)];
    if (!isRecord(artifact) || artifact.type !== "cdk:asset-manifest") continue;
    const file = asText(asRecord(artifact.properties, String(name)).file, `${name}: file`);
    for (const [hash, value] of Object.entries(
      asRecord(readFile(folder, file).files ?? {}, `${file}: files`),
    )) {
      const asset = asRecord(value, `${file}: ${hash}`);
      const path = join(
        folder,
        asText(asRecord(asset.source, `${file}: ${hash}`).path, `${file}: ${hash}: path`),
      );
      for (const destination of Object.values(asRecord(asset.destinations, `${file}: ${hash}`))) {
        assets.set(
          asText(asRecord(destination, `${file}: ${hash}`).objectKey, `${file}: ${hash}: objectKey`),
          path,
        );
      }
    }
  }
  return assets;
}

function readFile(folder: string, name: string): JsonRecord {
  const path = join(folder, name);
  if (!existsSync(path)) throw new HostProblem(`The cloud assembly is incomplete: ${path} is missing.`);
  return asRecord(parseJson(readFileSync(path, "utf8"), path), path);
}
