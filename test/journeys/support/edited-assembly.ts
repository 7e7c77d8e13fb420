import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyOfAssembly } from "#test/support/host.ts";

/** A resource of the template, of which a journey changes one thing. */
export interface Resource {
  readonly Type: string;
  // CloudFormation's own shape: each edit knows the place that it changes.
  readonly Properties: Record<string, never>;
}
export interface Edited {
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
