import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fewestModules, type Layers, readLayers, rules } from "./layers.ts";

const root = resolve(import.meta.dirname, "../..");

test("every import of the project keeps to the table of rooms", async () => {
  const { modules, refused } = await readLayers(root);
  expect(refused).toEqual([]);
  expect(modules).toBeGreaterThan(fewestModules);
});

/** For each rule, files that break it: path, and what the file imports. The culprits are called planted, or definition. */
const planted: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "domain-imports-itself": {
    "shared/domain/planted-type.ts": 'import type { P } from "#shared/ports.ts"; export type Q = P;',
    "shared/domain/planted.ts": 'import * as z from "zod"; export const s = z.string();',
    "shared/domain/planted-node.ts": 'import { hostname } from "node:os"; export const h = hostname();',
  },
  "only-the-calendar-counts-days": { "shared/domain/calendar-day.ts": 'export * from "jsonata";' },
  "services-and-contracts-are-data": {
    "shared/services/planted.ts": 'export * from "#shared/usecases/plain.ts";',
  },
  "ports-and-mail-know-the-domain": {
    "shared/mail/planted.ts": 'export * from "#shared/adapters/plain.ts";',
  },
  "use-cases-know-ports-only": { "shared/usecases/planted.ts": 'export * from "#shared/adapters/plain.ts";' },
  "adapters-keep-the-ports": { "shared/adapters/planted.ts": 'export * from "#shared/usecases/plain.ts";' },
  "the-language-stands-alone": { "workflows/asl/planted.ts": 'export * from "#shared/contracts/plain.ts";' },
  "workflows-are-definitions": {
    "workflows/closure/definition.ts": 'export * from "#shared/usecases/plain.ts";',
  },
  "the-registry-lists-workflows": { "workflows/planted.ts": 'export * from "#shared/usecases/plain.ts";' },
  "the-runtime-serves-functions": {
    "functions/runtime/planted.ts": 'export * from "#workflows/asl/plain.ts";',
  },
  "a-function-keeps-to-itself": {
    "functions/operations/sweep/planted.ts": 'export * from "../reconciler/plain.ts";',
    "functions/operations/reconciler/plain.ts": "export const plain = 1;",
    "functions/request-review/planted.ts": 'export * from "../screen-referral/plain.ts";',
    "functions/screen-referral/plain.ts": "export const plain = 1;",
    "functions/staff-cases/planted.ts": 'export * from "#workflows/asl/plain.ts";',
  },
  "infra-names-functions-by-path": { "infra/planted.ts": 'export * from "#functions/runtime/plain.ts";' },
  "the-host-reads-the-template": { "infra/local/planted.ts": 'export * from "#shared/domain/plain.ts";' },
  "no-circles": {
    "shared/domain/planted-circle.ts": 'import type { B } from "./z-circle.ts"; export type A = B;',
    "shared/domain/z-circle.ts": 'import type { A } from "./planted-circle.ts"; export type B = A;',
  },
  "nothing-imports-tests": { "infra/planted-test.ts": 'export * from "#test/support/plain.ts";' },
  "no-barrels": {
    "shared/mail/planted-barrel.ts": 'export * from "./index.ts";',
    "shared/mail/index.ts": "export const plain = 1;",
  },
  "only-adapters-call-aws": { "functions/runtime/planted-aws.ts": 'export * from "@aws-sdk/client-sfn";' },
  "across-rooms-by-alias": {
    "functions/runtime/planted-path.ts": 'export * from "../../shared/domain/plain.ts";',
  },
  "every-import-resolves": { "shared/mail/planted-nowhere.ts": 'export * from "#shared/mail/nowhere.ts";' },
};

const plain = [
  "shared/ports.ts",
  "shared/domain/plain.ts",
  "shared/contracts/plain.ts",
  "shared/usecases/plain.ts",
  "shared/adapters/plain.ts",
  "workflows/asl/plain.ts",
  "functions/runtime/plain.ts",
  "test/support/plain.ts",
];

describe("a planted violation", () => {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-layers-"));
  let found: Layers;

  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };

  beforeAll(async () => {
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    const alias = (room: string) => [`#${room}/*`, `./${room}/*`];
    const rooms = ["shared", "workflows", "infra", "functions", "test"];
    write("package.json", JSON.stringify({ type: "module", imports: Object.fromEntries(rooms.map(alias)) }));
    for (const path of plain) write(path, "export type P = 1; export const plain = 1;");
    for (const files of Object.values(planted))
      for (const [path, text] of Object.entries(files)) write(path, text);
    found = await readLayers(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(Object.entries(planted))("of %s is refused", (rule, files) => {
    const refused = found.refused.filter((one) => one.rule === rule).map(({ from }) => from);
    const culprits = Object.keys(files).filter(
      (path) => path.includes("planted") || path.includes("definition"),
    );
    for (const culprit of culprits) expect(refused).toContain(culprit);
  });

  test("stands here for every rule that there is", () => {
    expect(Object.keys(planted).sort()).toEqual([...rules].sort());
  });
});
