import { readFileSync } from "node:fs";
import type { Plugin } from "esbuild";

/** The parts of zod that describe a schema as JSON schema; only the API's own description asks for one. */
const schemaWriters = /zod\/v4\/core\/(json-schema-processors|to-json-schema)\.js$/;
/** Each client of the SDK reads its own version from here, and nothing else. */
const clientManifest = /@aws-sdk\/client-[a-z-]+\/package\.json$/;
const bankHolidays = /shared\/domain\/bank-holidays\.json$/;

/**
 * Leaves out of a bundle what its code cannot reach and esbuild cannot know: it loads faster, and behaves the same. A file
 * that a later release moves is bundled whole again, and a test of the bundles' sizes says so.
 *
 * @param describes whether the function writes JSON schemas
 */
export const lighter = (describes: boolean): Plugin => ({
  name: "lighter",
  setup({ onLoad }) {
    if (!describes) {
      onLoad({ filter: schemaWriters }, ({ path }) => ({
        contents: withoutBodies(readFileSync(path, "utf8")),
      }));
    }
    onLoad({ filter: clientManifest }, ({ path }) => {
      const { name, version } = JSON.parse(readFileSync(path, "utf8"));
      return { contents: JSON.stringify({ name, version }), loader: "json" };
    });
    onLoad({ filter: bankHolidays }, ({ path }) => ({
      contents: JSON.stringify(JSON.parse(readFileSync(path, "utf8")), ofHoliday),
      loader: "json",
    }));
  },
});

/** Of a published holiday the calendar reads everything but whether there are flags. */
const ofHoliday = (name: string, value: unknown) => (name === "bunting" ? undefined : value);

/** The same exports, each of which says that it was left out when it is called. */
function withoutBodies(source: string): string {
  const names = [...source.matchAll(/^export (?:function|const) (\w+)/gm)].map(([, name = ""]) => name);
  return [
    'const leftOut = () => { throw new Error("JSON schemas are not written by this function"); };',
    // Zod asks for these while it makes a schema, and calls what it gets when somebody wants the JSON schema.
    ...names.map(
      (name) => `export const ${name} = ${name.startsWith("create") ? "() => leftOut" : "leftOut"};`,
    ),
  ].join("\n");
}
