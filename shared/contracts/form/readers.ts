import { atTime, calendarDay } from "#shared/domain/calendar-day.ts";
import { saysNothing } from "../not-known.ts";
import { comparable, type Reader } from "./mapping.ts";

/** What a reader made of an answer: a value for the canonical body, and what it expected of the part it could not read. */
export interface ReadAnswer {
  readonly value?: unknown;
  readonly expected?: string;
}

type ReaderOf<Kind extends Reader["kind"]> = Extract<Reader, { kind: Kind }>;

/**
 * The readers. Each is total: it reads, or says what it expected. None turns an answer that it does not know into
 * another, and above all never into *no* (X-01).
 */
const readers: { readonly [Kind in Reader["kind"]]: (answer: string, reader: ReaderOf<Kind>) => ReadAnswer } =
  {
    text: (answer) => ({ value: answer.trim() }),
    "upper-case text": (answer) => ({ value: answer.trim().toUpperCase() }),
    "one text of a list": (answer) => ({ value: [answer.trim()] }),
    "yes-no-not-known": (answer) => {
      const said = comparable(answer);
      return said === "yes" || said === "no" ? { value: said } : { expected: "Yes, No or Not known" };
    },
    "date dd/mm/yyyy": (answer) => orExpected(dayIn(answer.trim()), "a day such as 21/12/2026"),
    "date-time dd/mm/yyyy hh:mm": (answer) => {
      const [date = "", time = "", ...rest] = answer.trim().split(/\s+/);
      const day = dayIn(date);
      const value = day !== undefined && rest.length === 0 ? atClock(day, time) : undefined;
      return orExpected(value, "a day and a time such as 18/11/2026 14:07");
    },
    "value table": (answer, { values }) =>
      orExpected(tableOf(values).get(comparable(answer)), oneOf(Object.keys(values))),
    "several answers": (answer, { separator, values }) => {
      const table = tableOf(values);
      const told = answer.split(separator).filter((part) => !saysNothing(part));
      const known = told.flatMap((part) => table.get(comparable(part)) ?? []);
      const value = [...new Set(known)];
      return known.length === told.length
        ? { value }
        : { value, expected: `only answers of the list: ${Object.keys(values).join(", ")}` };
    },
    agencies: (answer, reader) => {
      const told = answer.split(reader.separator).filter((part) => !saysNothing(part));
      const read = told.map((part) => agencyIn(part, reader));
      const value = read.flatMap((agency) => agency ?? []);
      return value.length === told.length
        ? { value }
        : { value, expected: `agencies as: name${reader.between}offer${reader.separator} name` };
    },
  };

/** Reads one answer that says something. */
export function readAnswer(reader: Reader, answer: string): ReadAnswer {
  const read = readers[reader.kind] as (answer: string, reader: Reader) => ReadAnswer;
  return read(answer, reader);
}

const orExpected = (value: string | undefined, expected: string): ReadAnswer =>
  value === undefined ? { expected } : { value };

const oneOf = (labels: readonly string[]): string => `one of: ${labels.join(", ")}, or nothing`;

const tableOf = (values: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(values).map(([label, value]) => [comparable(label), value]));

/** `21/12/2026` as a calendar day, or nothing where there is no such day. */
function dayIn(text: string): string | undefined {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  if (!day || !month || !year) return undefined;
  try {
    return calendarDay(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
  } catch {
    return undefined;
  }
}

function atClock(day: string, time: string): string | undefined {
  try {
    return atTime(calendarDay(day), time);
  } catch {
    return undefined;
  }
}

/** An agency without an offer is one that nobody said anything of; "none" says that there is none to hold it to. */
function agencyIn(part: string, { between, none }: ReaderOf<"agencies">) {
  const at = part.indexOf(between);
  const name = (at < 0 ? part : part.slice(0, at)).trim();
  const offer = at < 0 ? "" : part.slice(at + between.length).trim();
  if (saysNothing(name)) return undefined;
  return { name, offer: saysNothing(offer) || comparable(offer) === comparable(none) ? null : offer };
}
