import type { Fault } from "#shared/domain/quarantined-referral.ts";
import { plainKey } from "../fault-words.ts";
import { readJson } from "../json.ts";
import { saysNothing } from "../not-known.ts";
import { type Misfit, mostFaults, parseReferral, type ReferralBody } from "../referral.ts";
import type { Mapping } from "../source.ts";
import type { FormMapping, MappedField } from "./mapping.ts";
import { readAnswer } from "./readers.ts";

/** A form's answers as a canonical referral, with the places of those that could not be read. */
export interface ReadForm {
  readonly referral: ReferralBody;
  /** The canonical body as text. */
  readonly canonical: string;
  readonly unread: readonly Fault[];
}

/** So many places say enough; the body itself is kept whole. */
const mostUnread = 40;
type Tree = Record<string, unknown>;

/**
 * Interprets a mapping over the text of a flat body. An answer that cannot be read does not hold the referral up: it
 * stays in the body, and its place is named. Only where something required is missing, or an answer that the way in
 * depends on is there and cannot be read, the whole comes back as faults. Total: no body makes it throw.
 */
export function readForm(
  mapping: FormMapping,
  text: string,
): ReadForm | { readonly faults: readonly Fault[] } {
  const json = readJson(text);
  if ("fault" in json) return { faults: [json.fault] };
  if (typeof json.value !== "object" || json.value === null || Array.isArray(json.value))
    return { faults: [{ at: "the body", expected: "an object of the form's answers" }] };
  const answers = new Map(Object.entries(json.value));

  const tree: Tree = {};
  for (const { to, value } of mapping.fixed) put(tree, to, value);
  const found = mapping.fields.map((field) => readField(tree, field, answers.get(field.from)));
  const refused = refusedByContract(mapping, tree);
  const known = new Set(mapping.fields.map(({ from }) => from));
  const strange = [...answers.keys()].filter((name) => !known.has(name));

  const faults = [...found, ...refused].flatMap((each) => each ?? []);
  const unread = [
    ...faults.filter(({ holds }) => !holds).map(({ fault }) => fault),
    ...strange.map((name) => ({ at: plainKey(name), expected: "a field of this form" })),
  ];
  const holding = faults.filter(({ holds }) => holds).map(({ fault }) => fault);
  if (holding.length > 0) return { faults: [...holding, ...unread].slice(0, mostFaults) };
  const parsed = parseReferral(tree);
  if ("misfits" in parsed) return { faults: parsed.misfits.map(({ fault }) => fault) };
  return { referral: parsed.referral, canonical: JSON.stringify(tree), unread: shortened(unread) };
}

/**
 * A body's answers in their canonical places, whatever else is wrong with it: one that cannot be read stands there as it
 * was given, for the reader to refuse. Undefined where the text is no JSON. Total: no body makes it throw.
 */
export function readLoosely(mapping: Mapping, text: string): unknown {
  const json = readJson(text);
  if ("fault" in json) return undefined;
  if (mapping === "canonical" || typeof json.value !== "object" || json.value === null) return json.value;
  const answers = new Map(Object.entries(json.value));
  const tree: Tree = {};
  for (const { from, to, reader } of mapping.fields) {
    const answer = answers.get(from);
    if (saysNothing(answer)) continue;
    const said = typeof answer === "number" ? String(answer) : answer;
    put(tree, to, (typeof said === "string" ? readAnswer(reader, said).value : undefined) ?? said);
  }
  return tree;
}

/** A fault, and whether it holds the whole referral up. */
interface Found {
  readonly fault: Fault;
  readonly holds: boolean;
}

function readField(tree: Tree, field: MappedField, answer: unknown): Found | undefined {
  const { from, to, reader, required, decides } = field;
  const missing = { fault: { at: from, expected: "an answer: nothing can be kept without it" }, holds: true };
  if (saysNothing(answer)) return required ? missing : undefined;
  const said = typeof answer === "number" ? String(answer) : answer;
  const read = typeof said === "string" ? readAnswer(reader, said) : { expected: "text" };
  if (read.value !== undefined) put(tree, to, read.value);
  return read.expected === undefined
    ? undefined
    : { fault: { at: from, expected: read.expected }, holds: required || decides };
}

/**
 * The canonical contract has the last word: what a reader passed and the contract refuses (a text that is too long, an
 * address that is none) is taken out again, and is one more answer that could not be read.
 */
function refusedByContract(mapping: FormMapping, tree: Tree): readonly Found[] {
  const parsed = parseReferral(tree);
  if (!("misfits" in parsed)) return [];
  return parsed.misfits.flatMap(({ path, fault }: Misfit): Found[] => {
    const field = mapping.fields.find(({ to }) => `${path.join(".")}.`.startsWith(`${to}.`));
    if (!field || !take(tree, field.to)) return [];
    const { from, required, decides } = field;
    return [{ fault: { at: from, expected: fault.expected }, holds: required || decides }];
  });
}

/** Puts a value at a place of at most two steps; places are the mapping's own words, never the sender's. */
function put(tree: Tree, to: string, value: unknown): void {
  const [first = "", second] = to.split(".");
  if (second === undefined) tree[first] = value;
  else tree[first] = { ...(tree[first] as Tree | undefined), [second]: value };
}

/** Takes the value at a place out; false where there is none. */
function take(tree: Tree, to: string): boolean {
  const [first = "", second] = to.split(".");
  const within = second === undefined ? tree : (tree[first] as Tree | undefined);
  const name = second ?? first;
  if (!within || !Object.hasOwn(within, name)) return false;
  delete within[name];
  return true;
}

function shortened(unread: readonly Fault[]): readonly Fault[] {
  if (unread.length <= mostUnread) return unread;
  const more = unread.length - mostUnread;
  return [...unread.slice(0, mostUnread), { at: "the body", expected: `${more} more could not be read` }];
}
