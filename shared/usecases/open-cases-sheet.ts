import { dayOf, type Instant, sayInstant } from "#shared/domain/calendar-day.ts";
import { csv } from "#shared/domain/measures/csv.ts";
import type { Staff } from "./case-gate.ts";
import type { Ports } from "./ports.ts";
import { listOpenCases } from "./read-cases.ts";

const columns = [
  ...["Who", "Due on", "Due", "Late", "Next step", "Reference", "Phase"],
  ...["Worker", "Promise", "Meeting", "Restricted"],
];
const said = (holds: boolean): string => (holds ? "yes" : "no");

/**
 * The list of open cases as a file to be kept where it can be read without us: each line who acts, when and on what, by person
 * and then by time, in ids only (F38, I2). It holds what this person may see, as at `at`; days and times are London's.
 */
export async function openCasesSheet(ports: Ports, staff: Staff, at: Instant): Promise<string> {
  const open = await listOpenCases(ports, staff, at);
  const byWho = open.toSorted((one, other) =>
    `${one.owner} ${one.due}` < `${other.owner} ${other.due}` ? -1 : 1,
  );
  const lines = byWho.map((line) => [
    ...[line.owner, dayOf(line.due), sayInstant(line.due), said(line.due < at)],
    ...[line.nextStep, line.reference, line.phase],
    ...[line.worker ?? "", line.promise ?? "", line.meeting ?? "", said(line.restricted)],
  ]);
  return csv([columns, ...lines]);
}
