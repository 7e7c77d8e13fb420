import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "./template.ts";

/** What is installed is what somebody looked at, and nothing of it runs while it is installed (F53). */

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: true;
  readonly inBundle?: true;
  readonly hasInstallScript?: true;
}
interface Install {
  readonly packages: Readonly<Record<string, Locked>>;
  readonly wanted: Readonly<Record<string, string>>;
  readonly allowed: Readonly<Record<string, boolean>>;
  readonly settings: readonly string[];
}

const json = (file: string) => JSON.parse(readFileSync(join(root, file), "utf8"));
const manifest = json("package.json");
const install: Install = {
  packages: json("package-lock.json").packages,
  wanted: { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies },
  allowed: manifest.allowScripts,
  settings: readFileSync(join(root, ".npmrc"), "utf8").split("\n"),
};

/** The package that another was packed into, whose own hash is of both. */
const packedIn = (path: string): string => path.slice(0, path.lastIndexOf("/node_modules/"));

/** Whether a file of the package is one that was hashed when it was locked, by itself or with what it was packed into. */
function isHashed(packages: Install["packages"], path: string): boolean {
  const { integrity = "", inBundle } = packages[path] ?? {};
  if (inBundle) return packedIn(path) !== path && isHashed(packages, packedIn(path));
  return integrity.startsWith("sha512-");
}

/** What could bring in something that nobody looked at, or run it: one line a fault. */
function faults({ packages, wanted, allowed, settings }: Install): readonly string[] {
  const locked = Object.entries(packages).filter(([path]) => path !== "");
  return [
    ...locked.filter(([path]) => !isHashed(packages, path)).map(([path]) => `${path} has no hash`),
    ...locked
      .filter(([, { resolved, link }]) => resolved !== undefined || link)
      .map(([path]) => `${path} comes from an address of its own`),
    ...locked
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length))
      .filter((name) => allowed[name] !== false)
      .map((name) => `${name} runs as it is installed`),
    ...Object.keys(allowed)
      .filter((name) => allowed[name])
      .map((name) => `${name} may run as it is installed`),
    ...Object.entries(wanted)
      .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
      .map(([name, version]) => `${name} may be any of ${version}`),
    ...Object.entries(wanted)
      .filter(([name, version]) => packages[`node_modules/${name}`]?.version !== version)
      .map(([name]) => `${name} is not locked as it is wanted`),
    ...["strict-allow-scripts=true", "save-exact=true"]
      .filter((setting) => !settings.includes(setting))
      .map((setting) => `.npmrc lacks ${setting}`),
  ];
}

describe("F53: an install", () => {
  test("is of versions that are locked with their hash, from the registry alone, and runs nothing of theirs", () => {
    expect(Object.keys(install.packages).length).toBeGreaterThan(100);
    expect(faults(install)).toEqual([]);
  });

  const change = (path: string, changed: Locked): Install => ({
    ...install,
    packages: { ...install.packages, [path]: { ...install.packages[path], ...changed } },
  });
  const zod = "node_modules/zod";
  const { integrity: _, ...bare } = install.packages[zod] ?? {};
  test.each<readonly [string, Install]>([
    ["node_modules/zod has no hash", { ...install, packages: { ...install.packages, [zod]: bare } }],
    ["node_modules/zod has no hash", change(zod, { integrity: "sha1-AAAA" })],
    ["node_modules/zod comes from an address of its own", change(zod, { resolved: "git+ssh://x/zod.git" })],
    ["zod runs as it is installed", change(zod, { hasInstallScript: true })],
    ["zod is not locked as it is wanted", change(zod, { version: "0.0.1" })],
    ["esbuild runs as it is installed", { ...install, allowed: { ...install.allowed, esbuild: true } }],
    ["zod may be any of ^4.6.7", { ...install, wanted: { ...install.wanted, zod: "^4.6.7" } }],
    [".npmrc lacks strict-allow-scripts=true", { ...install, settings: ["save-exact=true"] }],
  ])("that would do otherwise is seen: %s", (fault, planted) => {
    expect(faults(planted)).toContain(fault);
  });
});
