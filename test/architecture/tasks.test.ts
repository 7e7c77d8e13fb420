import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { functions } from "#infra/functions.ts";
import { tasks } from "#shared/contracts/tasks.ts";
import { workflows } from "#workflows/index.ts";
import { ofType, root, serviceTemplate, type Template, without } from "./template.ts";

const calledBy = (workflow: (typeof workflows)[number]): readonly string[] =>
  Object.values(workflow.steps).flatMap((step) =>
    "call" in step ? [step.call] : "await" in step ? [step.await] : [],
  );

test.each(Object.keys(tasks))("the task %s has its handler, and a workflow that calls it", (task) => {
  expect(existsSync(join(root, "functions", task, "handler.ts"))).toBe(true);
  expect(workflows.flatMap(calledBy)).toContain(task);
});

test("every handler is deployed, and every function deployed has its handler", () => {
  const handlers = globSync("functions/**/handler.ts", { cwd: root });
  expect(handlers.sort()).toEqual(functions.map(({ entry }) => entry).sort());
  const deployed = ofType(serviceTemplate(), "AWS::Lambda::Function").map(
    ([, { Properties }]) => Properties.FunctionName,
  );
  expect(deployed.sort()).toEqual(functions.map(({ name }) => `holdfast-prod-${name}`).sort());
});

/** Workflows without a machine, and machines that leave a function's name unfilled. */
function faults(template: Template): readonly string[] {
  const machines = ofType(template, "AWS::StepFunctions::StateMachine");
  const names = machines.map(([, { Properties }]) => Properties.StateMachineName);
  return [
    ...workflows
      .filter(({ name }) => !names.includes(`holdfast-prod-${name}`))
      .map(({ name }) => `${name} has no machine`),
    ...machines.flatMap(([logicalId, { Properties }]) => {
      const filled = Object.keys((Properties.DefinitionSubstitutions ?? {}) as object);
      const wanted = [...String(Properties.DefinitionString).matchAll(/\$\{(\w+)\}/g)].map(
        ([, name]) => name,
      );
      return wanted
        .filter((name) => !filled.includes(String(name)))
        .map((name) => `${logicalId} knows no ${name}`);
    }),
  ];
}

test("every workflow has its machine, as plain JSON with every function filled in", () => {
  expect(faults(serviceTemplate())).toEqual([]);
  for (const [, { Properties }] of ofType(serviceTemplate(), "AWS::StepFunctions::StateMachine")) {
    expect(typeof Properties.DefinitionString).toBe("string");
    expect(JSON.parse(String(Properties.DefinitionString))).toMatchObject({ QueryLanguage: "JSONata" });
    expect(Properties.LoggingConfiguration).toMatchObject({ Level: "ALL", IncludeExecutionData: false });
  }
});

test("a machine taken from the template is missed", () => {
  expect(faults(without(serviceTemplate(), "SupportStageMachine"))).toEqual(["support-stage has no machine"]);
});
