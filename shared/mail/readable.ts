import { calendarDay, type Instant, sayDay, sayInstant } from "#shared/domain/calendar-day.ts";

/** What a readable export is made from. */
interface Readable {
  readonly what: string;
  readonly of: string;
  readonly at: Instant | null;
  readonly by: string | null;
  readonly name: string;
  readonly data: unknown;
  readonly check: readonly string[];
}

/** Which part it is, of which cases: those in it, those that may belong to it, and how many its reader may not see. */
interface PartOf {
  readonly part: number;
  readonly of: number;
  readonly covers?: readonly string[];
  readonly perhaps?: readonly string[];
  readonly withheld?: number;
}

const headings: Readonly<Record<string, string>> = {
  "as-sent": "What was sent to us",
  "as-read": "How we read it",
  record: "What we hold",
  event: "What happened",
  words: "What was written",
  mail: "An e-mail",
  reading: "Somebody read it",
};
const flag = "[CHECK BEFORE RELEASE: this may be about somebody else]";

/** A subject access export in plain English, for the person to read once somebody has checked it. */
export function readable(
  personRef: string,
  asAt: Instant,
  { part, of, covers = [], perhaps = [], withheld = 0 }: PartOf,
  items: readonly Readable[],
): string {
  const head = personRef
    ? [
        `Everything that we hold about ${personRef}, as it was on ${sayInstant(asAt)}`,
        `Part ${part} of ${of}. Somebody must check each place that is marked before this is given to anybody.`,
        ...(covers.length > 1
          ? [`It has these cases, which are the same person's: ${covers.join(", ")}.`]
          : []),
        ...(perhaps.length > 0
          ? [`Perhaps the same person's, and not in it until somebody has decided: ${perhaps.join(", ")}.`]
          : []),
        ...(withheld > 0
          ? [`Kept to others than you, and not in it: ${withheld}. Information governance can ask for them.`]
          : []),
        "",
      ]
    : [];
  return [...head, ...items.map(sayItem)].join("\n");
}

function sayItem({ what, of, at, by, name, data, check }: Readable): string {
  const when = at ? `, ${sayInstant(at)}` : "";
  const who = by ? `, by ${by}` : "";
  const title = `${headings[what] ?? what}: ${words(name)} (${of})${when}${who}`;
  const mark = check.includes("") ? [flag] : [];
  return [title, ...mark, ...lines(data, "  ", check), ""].join("\n");
}

function lines(value: unknown, indent: string, check: readonly string[]): readonly string[] {
  if (value === null || typeof value !== "object") return [`${indent}${say(value)}`];
  return Object.entries(value).flatMap(([name, inner]) => {
    const label = Array.isArray(value) ? "-" : `${words(name)}:`;
    const mark = check.includes(name) ? ` ${flag}` : "";
    return inner !== null && typeof inner === "object"
      ? [`${indent}${label}${mark}`, ...lines(inner, `${indent}  `, [])]
      : [`${indent}${label} ${say(inner)}${mark}`];
  });
}

/** A value as somebody says it: dates in words, and nothing said as such. */
function say(value: unknown): string {
  if (value === null || value === undefined || value === "") return "not known";
  if (typeof value === "boolean") return value ? "yes" : "no";
  const text = String(value);
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z$/.test(text)) return sayInstant(text);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  try {
    return sayDay(calendarDay(text));
  } catch {
    return text; // As somebody typed it: there is no such day.
  }
}

/** A name of the program as words: `seenAndSpokenTo` as "seen and spoken to". */
const words = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
