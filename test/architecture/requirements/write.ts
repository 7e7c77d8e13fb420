import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { requirementsDocument } from "./document.ts";
import { readTitles } from "./titles.ts";

const root = resolve(import.meta.dirname, "../../..");

writeFileSync(join(root, "docs/requirements.md"), requirementsDocument(readTitles(root)));
