import { faults, notYet, rules } from "./ids.ts";
import type { Titled } from "./titles.ts";

const ids = /\b(?:[A-Z]{3}-\d\d|X-\d\d|I\d|L\d|F\d\d?)\b/g;
/** Ids of services that are not built yet are cited here and there, and listed nowhere. */
const ours = /^(?:CST-|X-|I|L|F)/;

/** The tests that cite each id, in the order in which they were read. */
export function provenBy(tests: readonly Titled[]): ReadonlyMap<string, readonly Titled[]> {
  const found = new Map<string, Titled[]>();
  for (const test of tests) {
    for (const id of new Set(test.title.match(ids) ?? []))
      if (ours.test(id)) found.set(id, [...(found.get(id) ?? []), test]);
  }
  return found;
}

/** What docs/requirements.md says: each id, what it asks, and the titles of the tests that prove it. */
export function requirementsDocument(tests: readonly Titled[]): string {
  const proofs = provenBy(tests);
  const section = (id: string, asks: string) => {
    const cited = proofs.get(id) ?? [];
    const missing = notYet[id] === undefined ? "no test yet" : `no test yet: ${notYet[id]}`;
    return [`### ${id} ${asks}`, ...(cited.length === 0 ? [missing] : [listOf(cited)])].join("\n\n");
  };
  const all = (entries: Readonly<Record<string, string>>) =>
    Object.entries(entries).map(([id, asks]) => section(id, asks));
  const lacking = Object.keys(faults).filter((id) => !proofs.has(id));
  return `${[
    "# What is asked, and which tests prove it",
    "Written by `npm run docs` from the titles of the tests: a title names the ids of what its test proves. A rule that no test names fails the tests.",
    "## Rules",
    ...all(rules),
    "## Faults",
    lacking.length > 0
      ? `Of ${Object.keys(faults).length} faults ${lacking.length} are named by no test yet: ${lacking.join(", ")}.`
      : `Each of the ${Object.keys(faults).length} faults is named by a test; where it proves only a part, its title says which.`,
    ...all(faults),
  ].join("\n\n")}\n`;
}

function listOf(tests: readonly Titled[]): string {
  return [...Map.groupBy(tests, ({ file }) => file)]
    .map(([file, inIt]) => {
      const titles = new Set(inIt.map(({ title }) => `  - ${plain(title)}`));
      return [`- [${file}](../${file})`, ...titles].join("\n");
    })
    .join("\n");
}

/** A title is text: what Markdown would take for markup is escaped. */
const plain = (title: string): string => title.replaceAll(/[\\`*_<>[\]|]/g, "\\$&").replaceAll(/\s+/g, " ");
