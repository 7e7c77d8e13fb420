import {
  callSeconds,
  choiceName,
  longestExecutionSeconds,
  mostRetries,
  needsAttention,
  transientErrors,
} from "./compile.ts";
import type { Step, Workflow } from "./define.ts";
import { mermaid } from "./mermaid.ts";
import { inWords } from "./words.ts";

/** The page of a workflow in docs/workflows: its diagram, and what happens step by step, in plain English. */
export function workflowPage(workflow: Workflow): string {
  const parts = [
    `# ${inWords(workflow.name)}`,
    "<!-- Written by `npm run docs` from the definition. Change that, not this page. -->",
    workflow.purpose,
    `\`\`\`mermaid\n${mermaid(workflow)}\n\`\`\``,
    "## Step by step",
    `It begins with **${inWords(workflow.startAt)}**.`,
    ...Object.entries(workflow.steps).flatMap(([name, step]) => [
      `### ${inWords(name)}`,
      ...guideOf(workflow, name, step),
    ]),
    "## What holds for every step",
    whatHolds(workflow),
  ];
  return `${parts.join("\n\n")}\n`;
}

function guideOf(workflow: Workflow, name: string, step: Step): readonly string[] {
  if ("succeed" in step) return [`The workflow ends here. ${step.succeed}`];
  if ("fail" in step) return [`The workflow stops here, loudly. ${step.fail}`];
  const task = "await" in step ? step.await : step.call;
  const does = workflow.tasks[task]?.does ?? "";
  return "await" in step
    ? [does, "It then waits for an answer:", routesOf(step.on), rungsOf(step.on), costOf(name, step.on)]
    : [does, "It does so at once, and nobody is waited for:", routesOf(step.on)];
}

function routesOf(on: Readonly<Record<string, string>>): string {
  const routes = Object.entries(on);
  return routes
    .map(([outcome, target]) => {
      const meaning = meanings[outcome];
      const said = meaning === undefined ? "" : ` (${meaning})`;
      return `- *${inWords(outcome, "lower")}*${said}: on to **${inWords(target)}**.`;
    })
    .join("\n");
}

/** Outcomes that mean the same in every workflow: nobody answers them, the function does. */
const meanings: Readonly<Record<string, string>> = {
  "handed-over": "the last rung: the next episode takes the case on",
  superseded: "a newer execution already holds the case",
};

function rungsOf(on: Readonly<Record<string, string>>): string {
  const last = "handed-over" in on ? " The last of them hands the case over, so the wait has an end." : "";
  return (
    "The wait has rungs: instants that the service's policy sets when the wait opens. When one passes without an answer, " +
    `this step begins again and does what that rung asks for, such as a reminder or a mail to the next person.${last}`
  );
}

function costOf(name: string, on: Readonly<Record<string, string>>): string {
  const choice =
    new Set(Object.values(on)).size > 1 ? ` (\`${name}\` and \`${choiceName(name)}\`)` : ` (\`${name}\`)`;
  const transitions = new Set(Object.values(on)).size > 1 ? "2 state transitions" : "1 state transition";
  return `Answered, it costs ${transitions}${choice}, and 1 more for each rung reached.`;
}

function whatHolds(workflow: Workflow): string {
  const calls = Object.values(workflow.steps).some((step) => "call" in step);
  const lines = [
    `A fault of the platform that passes by itself is tried again, up to ${mostRetries} times and more slowly each time: ${transientErrors.map((error) => `\`${error}\``).join(", ")}.`,
    ...(calls ? [`A step that waits for nobody has ${callSeconds} seconds for each try.`] : []),
    `Anything else that goes wrong ends the execution in \`${needsAttention}\`, which raises an alarm; the reconciler starts it again from the case.`,
    `No execution lasts longer than ${longestExecutionSeconds / 86_400} days.`,
    "Only references, instants, numbers and outcomes are in it: no names, no addresses, no words about anybody.",
  ];
  return lines.map((line) => `- ${line}`).join("\n");
}
