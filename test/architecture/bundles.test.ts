import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { codeOf, ofType, serviceTemplate } from "./template.ts";

const limitKb = 550;

test.each(ofType(serviceTemplate(), "AWS::Lambda::Function"))(
  "%s is small enough to start at once",
  (logicalId, handler) => {
    const folder = codeOf(handler);
    expect(readdirSync(folder)).toEqual(["index.mjs"]);
    const kb = statSync(join(folder, "index.mjs")).size / 1000;
    console.log(`${logicalId}: ${kb.toFixed(0)} kB of ${limitKb}`);
    expect(kb).toBeLessThanOrEqual(limitKb);
    // Whoever reads what does not fit reads the house's words (shared/contracts/fault-words.ts), and never zod's own.
    expect(readFileSync(join(folder, "index.mjs"), "utf8")).not.toContain("Invalid input: expected");
    // Imported so, and not required, it loads all of a second HTTP client.
    expect(readFileSync(join(folder, "index.mjs"), "utf8")).not.toMatch(
      /import\("node:http"\)|from"node:http"/,
    );
  },
);
