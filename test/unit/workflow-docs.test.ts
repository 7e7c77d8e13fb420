import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { workflowPage } from "#workflows/asl/guide.ts";
import { mermaid } from "#workflows/asl/mermaid.ts";
import { workflows } from "#workflows/index.ts";
import { supportStage } from "#workflows/support-stage/definition.ts";

const folder = new URL("../../docs/workflows/", import.meta.url);

describe("docs/workflows", () => {
  test.each(workflows)("the page of $name is current (else: npm run docs)", (workflow) => {
    expect(readFileSync(new URL(`${workflow.name}.md`, folder), "utf8")).toBe(workflowPage(workflow));
  });

  test("there is a page a workflow, and no other", () => {
    expect(readdirSync(folder).sort()).toEqual(workflows.map(({ name }) => `${name}.md`).sort());
  });

  test("a page changes with its definition", () => {
    const tasks = {
      ...supportStage.tasks,
      "request-review": { kind: "await", does: "Asks twice.", outcomes: [] },
    } as const;
    expect(workflowPage({ ...supportStage, tasks })).not.toBe(workflowPage(supportStage));
  });

  test("the diagram has one arrow for all the outcomes that lead to one step, and shows the rungs", () => {
    expect(mermaid(supportStage).split("\n")).toEqual([
      "stateDiagram-v2",
      "  [*] --> Review",
      "  Review : Review",
      "  Review --> Review : reviewed / moved",
      "  Review --> SupportEnded : closed",
      "  Review --> StageHandedOver : handed over / superseded",
      "  Review --> Review : a rung passes",
      "  StageHandedOver : Stage handed over",
      "  StageHandedOver --> [*]",
      "  SupportEnded : Support ended",
      "  SupportEnded --> [*]",
    ]);
  });

  test.each(workflows)(
    "the guide of $name names each step, what its task does, and each outcome",
    (workflow) => {
      const page = workflowPage(workflow);
      for (const step of Object.values(workflow.steps)) {
        if (!("on" in step)) continue;
        expect(page).toContain(workflow.tasks["await" in step ? step.await : step.call]?.does);
        for (const outcome of Object.keys(step.on))
          expect(page).toContain(`*${outcome.replaceAll("-", " ")}*`);
      }
    },
  );
});
