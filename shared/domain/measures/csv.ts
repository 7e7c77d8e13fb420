import type { MeasuresReport } from "./report.ts";

/**
 * Excel reads UTF-8 from a file only where it begins with this mark; other programs pass over it. Figures are opened
 * in spreadsheets before anything else, so it is written.
 */
const byteOrderMark = "\uFEFF";

/** What a spreadsheet may take for the beginning of a formula, the wide forms of East Asian keyboards among them. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/** A text that no spreadsheet runs: what begins like a formula gets an apostrophe before it (F48). */
export const neutral = (text: string): string => (formula.test(text) ? `'${text}` : text);

/** A field as RFC 4180 has it: quoted where it holds a quote, a comma or an end of line. */
const field = (text: string): string => {
  const safe = neutral(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Lines of fields as a CSV file: UTF-8 with its mark, each line ended by CRLF, and nothing that a spreadsheet runs. */
export const csv = (lines: readonly (readonly string[])[]): string =>
  byteOrderMark + lines.map((line) => `${line.map(field).join(",")}\r\n`).join("");

const columns = [
  ...["Month", "Month is over", "Funding stream", "Measure", "What it is", "Value", "Unit", "Made of"],
  ...["At least", "At most", "Target met", "Left out or rounded", "What counts and what does not"],
];

const said = (value: number | boolean | null | undefined): string =>
  value === null || value === undefined
    ? ""
    : typeof value === "boolean"
      ? value
        ? "yes"
        : "no"
      : String(value);

/** One line a figure, with its definition at the end of the line, so that the two are never parted (CST-11). */
export function reportCsv({ definitions, months }: MeasuresReport): string {
  const known = new Map(definitions.map((definition) => [definition.id, definition]));
  const lines = months.flatMap(({ month, isOver, streams }) =>
    streams.flatMap(({ fundingStream, figures }) =>
      figures.map(({ id, value, of, target, met, withheld }) => [
        ...[month, said(isOver), fundingStream, id, known.get(id)?.title ?? "", said(value)],
        ...[known.get(id)?.unit ?? "", said(of), said(target?.atLeast), said(target?.atMost), said(met)],
        ...[said(withheld), known.get(id)?.definition ?? ""],
      ]),
    ),
  );
  return csv([columns, ...lines]);
}
