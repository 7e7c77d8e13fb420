import type { Instant } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import type { CaseEvent } from "#shared/domain/case/events.ts";
import { evolveCase } from "#shared/domain/case/evolve.ts";
import { type Refusal, refuse } from "#shared/domain/decision.ts";
import type { AccessReason } from "#shared/domain/keeping-policy.ts";
import type { HistoryEntry } from "#shared/ports.ts";
import { openCaseToRead } from "./case-access.ts";
import type { ReadThing, Staff } from "./case-gate.ts";
import { caseKey } from "./keys.ts";
import type { Ports } from "./ports.ts";
import { wholeHistory } from "./whole-history.ts";

/** The case that its history tells, without what the platform said; undefined where it tells of none. */
export const foldCase = (history: readonly HistoryEntry[]): Case | undefined =>
  history.reduce<Case | undefined>(
    (held, { type, facts }) => evolveCase(held, { type, ...facts } as CaseEvent), // As `change` wrote it.
    undefined,
  );

/** A case as its history told it at an instant; undefined where it was not there yet. Whoever asks has seen to it that it may be read. */
export async function caseAsAt({ store }: Ports, council: string, caseRef: string, until: Instant) {
  const stored = await store.load<Case>(caseKey(council, caseRef));
  const history = stored ? wholeHistory(stored, await store.history(stored.key)) : [];
  return foldCase(history.filter((entry) => entry.at <= until));
}

/** A line of the history, and which lines correct it. */
const withCorrections = (history: readonly HistoryEntry[]) =>
  history.map((entry) => ({
    ...entry,
    correctedBy: history.flatMap(({ seq, type, facts }) =>
      type === "EntryCorrected" && facts.of === entry.seq ? [seq] : [],
    ),
  }));

async function historyOf(
  ports: Ports,
  staff: Staff,
  caseRef: string,
  reading: { what: ReadThing; why: AccessReason | undefined },
  at: Instant,
): Promise<
  { lines: readonly HistoryEntry[]; names: readonly string[]; refused?: never } | { refused: Refusal }
> {
  const opened = await openCaseToRead(ports, staff, caseRef, reading, at);
  if (opened.refused) return opened;
  const { key } = opened.stored;
  const [written, names] = await Promise.all([ports.store.history(key), ports.store.contentNames(key)]);
  return { lines: wholeHistory(opened.stored, written), names };
}

/** Everything that happened to a case, with who, when and why: ids and coded facts, and each correction beside its line. */
export async function readHistory(
  ports: Ports,
  staff: Staff,
  caseRef: string,
  why: AccessReason | undefined,
  at: Instant,
) {
  const read = await historyOf(ports, staff, caseRef, { what: "history", why }, at);
  return read.refused ? read : { history: withCorrections(read.lines), refused: undefined };
}

/**
 * What was known at an instant: the case as its history told it then, which contents were kept, and that history.
 * Nothing of it was ever changed, so it is what somebody would have read then (X-06, CST-20).
 */
export async function readAsAt(
  ports: Ports,
  staff: Staff,
  caseRef: string,
  { until, why }: { until: Instant; why: AccessReason | undefined },
  at: Instant,
) {
  const read = await historyOf(ports, staff, caseRef, { what: "as-at", why }, at);
  if (read.refused) return read;
  // Asked for what is still to come, nobody can say what will be known.
  if (until > at) return refuse("not-yet", { now: at });
  const lines = read.lines.filter((entry) => entry.at <= until);
  return {
    known: foldCase(lines),
    contents: contentsOf(lines, read.names),
    history: withCorrections(lines),
    refused: undefined,
  };
}

/** The contents that these lines name, each with the line that named it first. */
export function contentsOf(lines: readonly HistoryEntry[], names: readonly string[]) {
  const kept = new Set(names);
  const named = lines.flatMap(({ seq, at, by, facts }) =>
    textsIn(facts)
      .filter((text) => kept.has(text))
      .map((name) => ({ name, seq, at, by })),
  );
  return named.filter(({ name }, index) => named.findIndex((other) => other.name === name) === index);
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(textsIn) : [];
}
