/** Writes docs/openapi.json from the contracts: `npm run docs`. A test holds it current. */
import { writeFileSync } from "node:fs";
import { openApi } from "#shared/contracts/openapi.ts";

const file = new URL("../docs/openapi.json", import.meta.url);
writeFileSync(file, `${JSON.stringify(openApi(), null, 2)}\n`);
