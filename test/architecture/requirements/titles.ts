import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "@swc/core";

/** A test as it is written: the titles around it and its own, joined, and where it stands. */
export interface Titled {
  readonly title: string;
  readonly file: string;
}

/** As much of a syntax tree as is looked at. */
interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Reads the titles of all tests under `test/`, without running any. */
export function readTitles(root: string): readonly Titled[] {
  const files = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" });
  return files
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
    .map((name) => `test/${name.replaceAll("\\", "/")}`)
    .sort()
    .flatMap((file) => titlesIn(readFileSync(join(root, file), "utf8"), file));
}

/** The titles of the tests in one source, in its order. What a title takes from elsewhere reads "…". */
export function titlesIn(source: string, file: string): readonly Titled[] {
  if (!/\b(?:test|it)\b/.test(source)) return [];
  // The library's types give each node a type of its own; here they are all looked at alike.
  const module = parseSync(source, { syntax: "typescript", target: "es2022" }) as unknown as Node;
  return under(module, "").map((title) => ({ title, file }));
}

function under(from: unknown, before: string): readonly string[] {
  if (Array.isArray(from)) return from.flatMap((one) => under(one, before));
  if (!isNode(from)) return [];
  const found = from.type === "CallExpression" ? suiteOrTest(from) : undefined;
  if (found === undefined) return Object.values(from).flatMap((one) => under(one, before));
  const whole = found.titles.map((title) => (before === "" ? title : `${before} ${title}`));
  if (found.kind === "test") return whole;
  return whole.flatMap((title) => under(found.body, title));
}

interface Found {
  readonly kind: "test" | "describe";
  readonly titles: readonly string[];
  readonly body: unknown;
}

/** A call of `test`, `describe` or their `each`; one that is skipped or still to be written proves nothing. */
function suiteOrTest({ callee, arguments: given }: Node): Found | undefined {
  const { name, rows } = called(callee);
  const [kind = "", ...ways] = name;
  if (!/^(?:test|it|describe)$/.test(kind)) return undefined;
  if (ways.some((way) => /^(?:skip|todo|skipIf|runIf)$/.test(way)))
    return { kind: "test", titles: [], body: undefined };
  const [first, ...body] = (given as readonly { readonly expression: Node }[]).map((one) => one.expression);
  const title = first === undefined ? undefined : textOf(first);
  if (title === undefined) return undefined;
  return { kind: kind === "describe" ? "describe" : "test", titles: titled(title, rows), body };
}

/** `test`, `test.concurrent`, `test.each(rows)`: the names in it, and the rows where there are any. */
function called(callee: unknown): { readonly name: readonly string[]; readonly rows?: unknown } {
  if (!isNode(callee)) return { name: [] };
  if (callee.type === "Identifier") return { name: [String(callee.value)] };
  if (callee.type === "MemberExpression") {
    const { value } = callee.property as Node;
    return { name: [...called(callee.object).name, String(value)] };
  }
  if (callee.type !== "CallExpression") return { name: [] };
  const [first] = callee.arguments as readonly { readonly expression: Node }[];
  return { name: called(callee.callee).name, rows: first?.expression };
}

/** A title for each row that is written out, where the row fills its first gap with a text; else the one title. */
function titled(title: string, rows: unknown): readonly string[] {
  const texts = rowsOf(rows).flatMap((row) => {
    const first = row.type === "ArrayExpression" ? elementsOf(row)[0] : row;
    const text = first === undefined ? undefined : textOf(first);
    return text === undefined ? [] : [text];
  });
  const gaps = (text: string) => text.replaceAll(/%[sdifjo#%]|\$\w+/g, "…");
  if (!title.includes("%s") || texts.length === 0) return [gaps(title)];
  return texts.map((text) => gaps(title.replace("%s", () => text)));
}

function rowsOf(rows: unknown): readonly Node[] {
  if (!isNode(rows)) return [];
  if (rows.type === "TsAsExpression" || rows.type === "TsConstAssertion") return rowsOf(rows.expression);
  return rows.type === "ArrayExpression" ? elementsOf(rows) : [];
}

const elementsOf = ({ elements }: Node): readonly Node[] =>
  (elements as readonly ({ readonly expression: Node } | null)[]).flatMap((one) =>
    one === null ? [] : [one.expression],
  );

function textOf(node: Node): string | undefined {
  if (node.type === "StringLiteral") return String(node.value);
  if (node.type !== "TemplateLiteral") return undefined;
  return (node.quasis as readonly { readonly cooked: string }[]).map(({ cooked }) => cooked).join("…");
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
