import { readFileSync } from "node:fs";
import type { Plugin } from "esbuild";
import { policies } from "#shared/services/registry.ts";

/**
 * What a bundle is spared, by the file that it stands in: what its code cannot reach and esbuild cannot know, or says at
 * length. It loads faster and behaves the same. A file that a later release moves or words anew is bundled as it is, and
 * a test of the bundles' sizes says so.
 */
const lighterFiles: readonly (readonly [file: RegExp, lighten: (source: string) => string])[] = [
  // Read by zod here, so that a function needs neither the schemas nor the time to read them again at each start.
  [/shared\/services\/registry\.ts$/, () => sharingParts("policies", policies)],
  // Each client of the SDK reads its own version from here, and nothing else.
  [/@aws-sdk\/client-[a-z-]+\/package\.json$/, (source) => asModule(pick(JSON.parse(source)))],
  [/@aws-sdk\/client-[a-z-]+\/dist-es\/schemas\/schemas_0\.js$/, withoutUnusedShapes],
  // Loaded only for an operation that streams events; we use none.
  [
    /@smithy\/core\/dist-es\/submodules\/event-streams\/index\.js$/,
    () => withoutBodies(["EventStreamSerde", "eventStreamSerdeProvider"]),
  ],
  // A hash in JavaScript, for a runtime without Node's own.
  [/@smithy\/core\/dist-es\/submodules\/checksum\/sha256\/Sha256Js\.js$/, () => withoutBodies(["Sha256Js"])],
  // Every signer makes one, and asks it only to sign the events of a stream; we use none.
  [/@smithy\/signature-v4\/dist-es\/HeaderFormatter\.js$/, () => "export class HeaderFormatter {}"],
  // Made only where retries are adaptive; ours are the standard ones.
  [
    /@smithy\/core\/dist-es\/submodules\/retry\/util-retry\/AdaptiveRetryStrategy\.js$/,
    () => withoutBodies(["AdaptiveRetryStrategy"]),
  ],
  // Asks the machine for its region; a function has it from its environment.
  [/@smithy\/core\/.+\/getInstanceMetadataRegion\.js$/, () => withoutBodies(["getInstanceMetadataRegion"])],
  // Asked for buckets only; we have no client of S3.
  [/@smithy\/core\/.+\/service-customizations\/s3\.js$/, withoutExports],
  // DynamoDB's clients make one, and ask it only where endpoints are discovered, which nobody turns on.
  [/@aws-sdk\/endpoint-cache\/dist-es\/EndpointCache\.js$/, () => "export class EndpointCache {}"],
  // Which endpoints a region has follows from its partition, whose pattern it matches: its own entry only describes it.
  [/@aws-sdk\/core\/dist-es\/submodules\/client\/util-endpoints\/lib\/aws\/partitions\.js$/, withoutRegions],
  // Asks a virtual machine's metadata service; a function has its region in its environment, and no such service to ask (F51).
  [
    /@smithy\/.+\/getInstanceMetadataRegion\.js$/,
    () => "export const getInstanceMetadataRegion = async () => undefined;",
  ],
  // Imported, it brings with it a second HTTP client that nobody asked for, and 15 ms of loading.
  [
    /@smithy\/.+\/node-http-handler\.js$/,
    (source) => source.replaceAll('await import("node:http")', 'require("node:http")'),
  ],
  // The formats that a text may be said to have: no contract names any but this one.
  [/zod\/v4\/classic\/schemas\.js$/, (source) => withoutFormats(source, ["email"])],
  // Zod's own English. An answer has the house's words (shared/contracts/fault-words.ts); elsewhere the code says enough.
  [/zod\/v4\/locales\/en\.js$/, () => "export default () => ({ localeError: ({ code }) => code });"],
  [/shared\/domain\/bank-holidays\.json$/, (source) => holidaysInShort(JSON.parse(source))],
];

/** What only the API's own description asks for: the parts of zod that write JSON schemas, and our words about each field. */
const descriptions: typeof lighterFiles = [
  [/zod\/v4\/core\/(json-schema-processors|to-json-schema)\.js$/, withoutExports],
  [/shared\/contracts\/.+\.ts$/, withoutDescriptions],
];

/** @param describes whether the function writes JSON schemas */
export const lighter = (describes: boolean): Plugin => ({
  name: "lighter",
  setup({ onLoad }) {
    const files = describes ? lighterFiles : [...lighterFiles, ...descriptions];
    for (const [filter, lighten] of files) {
      onLoad({ filter }, ({ path }) => ({
        contents: lighten(readFileSync(path, "utf8")),
        loader: path.endsWith(".ts") ? "ts" : "js",
      }));
    }
  },
});

/** Shorter than this, a part is written out each time. */
const worthSharing = 16;

/**
 * An exported value in which a part that occurs more than once is written once, as most ladders are another's too. Nobody
 * changes such a value, so its parts may be shared.
 */
function sharingParts(name: string, value: unknown): string {
  const occurs = new Map<string, number>();
  const count = (part: unknown): void => {
    if (typeof part !== "object" || part === null) return;
    const text = JSON.stringify(part);
    const times = occurs.get(text) ?? 0;
    occurs.set(text, times + 1);
    if (times === 0) for (const inner of Object.values(part)) count(inner);
  };
  count(value);
  const shared = new Map<string, string>();
  const lines: string[] = [];
  const write = (part: unknown): string => {
    const text = JSON.stringify(part);
    const known = shared.get(text);
    if (known || typeof part !== "object" || part === null) return known ?? text;
    const fields = Object.entries(part).filter(([, inner]) => inner !== undefined);
    const code = Array.isArray(part)
      ? `[${part.map(write).join(",")}]`
      : `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${write(inner)}`).join(",")}}`;
    if ((occurs.get(text) ?? 0) < 2 || text.length < worthSharing) return code;
    const own = `part${shared.size}`;
    shared.set(text, own);
    lines.push(`const ${own} = ${code};`);
    return own;
  };
  const whole = write(value);
  return [...lines, `export const ${name} = ${whole};`].join("\n");
}

const asModule = (value: unknown): string => `export default ${JSON.stringify(value)};`;
const pick = ({ name, version }: { readonly name: string; readonly version: string }) => ({ name, version });

/** The partitions of AWS without their lists of regions, but for the few names that no pattern matches. */
function withoutRegions(source: string): string {
  const { partitions, version }: Partitions = JSON.parse(source.replace(/^[^{]*/, "").replace(/;\s*$/, ""));
  const short = partitions.map((partition) => {
    const pattern = new RegExp(partition.regionRegex);
    const regions = Object.keys(partition.regions).filter((region) => !pattern.test(region));
    return { ...partition, regions: Object.fromEntries(regions.map((region) => [region, {}])) };
  });
  return `export const partitionsInfo = ${JSON.stringify({ partitions: short, version })};`;
}
interface Partitions {
  readonly partitions: readonly { readonly regionRegex: string; readonly regions: object }[];
  readonly version: string;
}

/**
 * A client's shapes, so that esbuild can leave out those that no call of ours has. It cannot know that an error is registered
 * for nobody: what a service answers with has its name and its message without a class, and no code of ours, nor the SDK's
 * decision to try again, asks for more. Nor can it know that a name which is looked up is only a text.
 */
function withoutUnusedShapes(source: string): string {
  const names = new Map(
    [...source.matchAll(/^const (_\w+) = ("[^"\n]*");$/gm)].map(([, name, text]) => [name, text]),
  );
  return source
    .replace(/^n\d+_registry\.registerError\(.*\);\n/gm, "")
    .replace(/^const _\w+ = "[^"\n]*";\n/gm, "")
    .replace(/\b_\w+\b/g, (name) => names.get(name) ?? name);
}

/** The contracts without what they say of themselves. */
function withoutDescriptions(source: string): string {
  return source
    .replace(/\.meta\(\{\s*description:\s*"(?:[^"\\]|\\.)*",?\s*\}\)/g, "")
    .replace(/^ {4}summary:\s*"(?:[^"\\]|\\.)*",$/gm, "");
}

function withoutExports(source: string): string {
  return withoutBodies(
    [...source.matchAll(/^export (?:function|const) (\w+)/gm)].map(([, name = ""]) => name),
  );
}

/** Exports of these names, each of which says that it was left out when it is called. */
const withoutBodies = (names: readonly string[]): string =>
  [
    'const leftOut = () => { throw new Error("This was left out of the bundle: see infra/bundle-weight.ts"); };',
    // Zod asks for these while it makes a schema, and calls what it gets when somebody wants the JSON schema.
    ...names.map(
      (name) => `export const ${name} = ${name.startsWith("create") ? "() => leftOut" : "leftOut"};`,
    ),
  ].join("\n");

/** The methods of a text by which it would have one of zod's formats, but for those that are named. */
function withoutFormats(source: string, kept: readonly string[]): string {
  const format =
    /^ {4}(\w+)\(params\) \{\n {8}return this\.check\(core\._\w+\(Zod\w+, params\)\);\n {4}\},\n/gm;
  return source.replace(format, (method, name: string) => (kept.includes(name) ? method : ""));
}

interface Published {
  readonly [division: string]: {
    readonly events: readonly { readonly title: string; readonly date: string; readonly notes: string }[];
  };
}

/** The published holidays in the shape that they came in, with each title written once. */
function holidaysInShort(published: Published): string {
  const all = Object.values(published).flatMap(({ events }) => events);
  const titles = [...new Set(all.map(({ title }) => title))];
  const notes = [...new Set(all.map(({ notes: note }) => note))];
  const rows = Object.entries(published).map(([division, { events }]) => [
    division,
    events
      .map(({ title, date, notes: note }) => [date, titles.indexOf(title), notes.indexOf(note)].join())
      .join(";"),
  ]);
  return `const titles = ${JSON.stringify(titles)}, notes = ${JSON.stringify(notes)};
export default Object.fromEntries(${JSON.stringify(rows)}.map(([division, rows]) => [division, {
  events: rows.split(";").map((row) => {
    const [date, title, note] = row.split(",");
    return { date, title: titles[title], notes: notes[note] };
  }),
}]));`;
}
