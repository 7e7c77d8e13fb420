import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { whenPrepared } from "#test/support/prepared-run.ts";

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

export const root = resolve(import.meta.dirname, "../..");
export const assembly = join(root, "cdk.out");

await whenPrepared();

const read = <T>(file: string): T => JSON.parse(readFileSync(join(assembly, file), "utf8")) as T;

export const dataTemplate = (): Template => read("Data.template.json");
export const serviceTemplate = (): Template => read("Service.template.json");

/** The resources of a type, each with its logical id. */
export const ofType = (template: Template, type: string): readonly (readonly [string, Resource])[] =>
  Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);

/** A copy of the template without one resource: a fault, planted. */
export function without(template: Template, logicalId: string): Template {
  const { [logicalId]: taken, ...rest } = template.Resources;
  if (!taken) throw new Error(`there is no ${logicalId} to take away`);
  return { ...template, Resources: rest };
}

/** A copy of the template with one property of a resource set: a fault, planted. */
export function altered(
  template: Template,
  logicalId: string,
  properties: Readonly<Record<string, unknown>>,
): Template {
  const resource = template.Resources[logicalId];
  if (!resource) throw new Error(`there is no ${logicalId} to alter`);
  const changed = { ...resource, Properties: { ...resource.Properties, ...properties } };
  return { ...template, Resources: { ...template.Resources, [logicalId]: changed } };
}

interface Assets {
  readonly files: Readonly<Record<string, { readonly source: { readonly path: string } }>>;
}

/** The folder in the assembly with the code of a function, found as a deployment finds it. */
export function codeOf(handler: Resource): string {
  const key = (handler.Properties.Code as { readonly S3Key: string }).S3Key;
  const asset = read<Assets>("Service.assets.json").files[key.replace(/\.zip$/, "")];
  if (!asset) throw new Error(`the assembly has no asset ${key}`);
  return join(assembly, asset.source.path);
}
