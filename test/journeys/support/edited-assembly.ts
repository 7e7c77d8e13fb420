import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyOfAssembly, ownBundle } from "#test/support/folders.ts";

/** A resource of the template, of which a journey changes one thing. */
interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}
interface Edited {
  readonly folder: string;
  readonly resources: Record<string, Resource>;
}

/** A copy of the assembly whose service template went through `edit`; the copy is what a host then boots from. */
export function editedAssembly(edit: (copy: Edited) => void): string {
  const folder = copyOfAssembly();
  const path = join(folder, "Service.template.json");
  const template = JSON.parse(readFileSync(path, "utf8")) as { Resources: Record<string, Resource> };
  edit({ folder, resources: template.Resources });
  writeFileSync(path, JSON.stringify(template));
  return folder;
}

/** Takes the sweep and the reconciler out, so that nothing mends what the machines do by themselves. */
export function withoutSchedules({ resources }: Edited): void {
  for (const [id, { Type }] of Object.entries(resources))
    if (Type === "AWS::Scheduler::Schedule") delete resources[id];
}

/** The one resource of a type whose property has that value. Throws where there is not exactly one. */
function theOne({ resources }: Edited, type: string, property: string, value: string): [string, Resource] {
  const found = Object.entries(resources).filter(
    ([, { Type, Properties }]) => Type === type && Properties[property] === value,
  );
  const [one] = found;
  if (!one || found.length > 1)
    throw new Error(`${found.length} resources of ${type} have ${property} ${value}`);
  return one;
}

/** Takes a route of the API out. */
export const withoutRoute = (key: string) => (copy: Edited) => {
  delete copy.resources[theOne(copy, "AWS::ApiGatewayV2::Route", "RouteKey", key)[0]];
};

/** Lets a machine begin at another step. */
export const startingAt = (machine: string, step: string) => (copy: Edited) => {
  const [, { Properties }] = theOne(copy, "AWS::StepFunctions::StateMachine", "StateMachineName", machine);
  const definition = JSON.parse(String(Properties.DefinitionString)) as { States: object };
  if (!(step in definition.States)) throw new Error(`${machine} has no step ${step}`);
  Properties.DefinitionString = JSON.stringify({ ...definition, StartAt: step });
};

/** Lets a schedule run at another rate. */
export const scheduled = (name: string, expression: string) => (copy: Edited) => {
  theOne(copy, "AWS::Scheduler::Schedule", "Name", name)[1].Properties.ScheduleExpression = expression;
};

/** Takes actions from the role of a function. Throws where it does not have them. */
export const notAllowed = (logicalId: string, actions: readonly string[]) => (copy: Edited) => {
  let taken = 0;
  for (const [id, { Type, Properties }] of Object.entries(copy.resources)) {
    if (Type !== "AWS::IAM::Policy" || !id.startsWith(`${logicalId}Role`)) continue;
    const { Statement } = Properties.PolicyDocument as { Statement: { Action: string | string[] }[] };
    for (const statement of Statement) {
      const before = [statement.Action].flat();
      const after = before.filter((action) => !actions.includes(action));
      taken += before.length - after.length;
      // A statement needs an action; this one allows nothing that anybody asks for.
      statement.Action = after.length > 0 ? after : ["none:Nothing"];
    }
  }
  if (taken < actions.length) throw new Error(`${logicalId} does not have ${actions.join(", ")}`);
};

/** Puts code around a function's bundle: `original` is the bundle's handler, `handler` must be exported. */
export const wrapped =
  (logicalId: string, code: string) =>
  ({ folder, resources }: Edited) => {
    const key = (resources[logicalId]?.Properties.Code as { S3Key: string } | undefined)?.S3Key;
    if (!key) throw new Error(`There is no function ${logicalId}`);
    const bundle = join(folder, `asset.${key.replace(/\.zip$/, "")}`);
    ownBundle(bundle);
    renameSync(join(bundle, "index.mjs"), join(bundle, "original.mjs"));
    const before = 'import { handler as original } from "./original.mjs";\n';
    writeFileSync(join(bundle, "index.mjs"), `${before}${code}\n`);
  };
