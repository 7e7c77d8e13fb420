import type { Instant } from "#shared/domain/calendar-day.ts";
import type { WorkRecord } from "#shared/domain/case/work-commands.ts";
import type { Staff } from "./case-gate.ts";
import { changeCase } from "./change-case.ts";
import type { Ports } from "./ports.ts";
import { rosterOf } from "./read-roster.ts";
import { keepWords } from "./words.ts";

/** Something is written down about a case: kept whole beside it first, and only its coded facts go further (A2, A4). */
export async function recordWork(
  ports: Ports,
  by: Staff,
  caseRef: string,
  { words, ...record }: WorkRecord & { readonly words?: string | undefined },
  at: Instant,
) {
  const kept = { ...record, ...(words ? { words } : {}), by: by.id };
  const content = await keepWords(ports, by.council, caseRef, record.what, kept);
  const roster = await rosterOf(ports, by.council);
  return changeCase(ports, by.council, caseRef, by, at, () => ({
    type: "record-work",
    by,
    roster,
    content,
    record,
  }));
}
