/** Writes docs/workflows from the definitions: `npm run docs`. A test holds the pages current. */
import { mkdirSync, writeFileSync } from "node:fs";
import { workflowPage } from "./asl/guide.ts";
import { workflows } from "./index.ts";

const folder = new URL("../docs/workflows/", import.meta.url);
mkdirSync(folder, { recursive: true });
for (const workflow of workflows)
  writeFileSync(new URL(`${workflow.name}.md`, folder), workflowPage(workflow));
