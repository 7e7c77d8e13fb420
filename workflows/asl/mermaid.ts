import type { Step, Workflow } from "./define.ts";
import { inWords } from "./words.ts";

/** The workflow as a Mermaid state diagram: one arrow for all the outcomes that lead to one step. */
export function mermaid(workflow: Workflow): string {
  const lines = Object.entries(workflow.steps).flatMap(([name, step]) => [
    `${name} : ${inWords(name)}`,
    ...arrows(name, step),
  ]);
  return ["stateDiagram-v2", ...[`[*] --> ${workflow.startAt}`, ...lines].map((line) => `  ${line}`)].join(
    "\n",
  );
}

function arrows(name: string, step: Step): readonly string[] {
  if (!("on" in step)) return [`${name} --> [*]`];
  const byTarget = Object.groupBy(Object.entries(step.on), ([, target]) => target);
  const onward = Object.entries(byTarget).map(
    ([target, routes = []]) =>
      `${name} --> ${target} : ${routes.map(([outcome]) => inWords(outcome, "lower")).join(" / ")}`,
  );
  return "await" in step ? [...onward, `${name} --> ${name} : a rung passes`] : onward;
}
