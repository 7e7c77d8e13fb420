import { type Instant, minutesBetween, plusMinutes } from "#shared/domain/calendar-day.ts";
import { type Case, isOpen, trackNames } from "#shared/domain/case/case.ts";
import { stepNames } from "#shared/domain/case/obligation.ts";
import { isClimbed } from "#shared/domain/ladder.ts";
import { epochOf, missingHours } from "#shared/domain/restores.ts";
import type { DocumentKey, DueDocument } from "#shared/ports.ts";
import { waitsAtDesk } from "./aggregates.ts";
import { atMost } from "./at-most.ts";
import {
  type BackedTrack,
  backingOf,
  graceMinutes,
  isUnbacked,
  type Known,
  runningNames,
  suspectsAmong,
} from "./backing.ts";
import { visibleDue } from "./case-access.ts";
import { maySee, type Staff } from "./case-gate.ts";
import type { Ports } from "./ports.ts";
import { restoresOf } from "./restores.ts";

/** So many of a kind are looked at for one answer: after a restore nearly every case is a suspect. */
const mostLookedAt = 100;

/**
 * What is stuck in a council, in ids and codes: open cases whose execution is dead or silent, or whose ladder
 * has nobody left to tell; what was given up on, and what is owed for longer than the sweep should take; and quarantined
 * referrals that are late.
 *
 * It asks the indexes and never reads the whole table, which is the reconciler's alone (F52). So it finds what the
 * reconciler's frequent run finds, and what was parked.
 */
export async function listStuck(ports: Ports, staff: Staff, at: Instant) {
  const [due, running, parked, owing, restored] = await Promise.all([
    visibleDue(ports, staff, at, "operation"),
    runningNames(ports),
    ports.store.parked(),
    ports.store.owingSince(plusMinutes(at, -graceMinutes)),
    restoresOf(ports, staff.council),
  ]);
  const missing = missingHours(restored);
  const known = { running, epoch: epochOf(restored) };
  const all = suspectsAmong(due, running, at, () => missing.length > 0);
  // What nothing runs for comes first: most that is overdue is people's to do, and its timers are well.
  const suspects = [
    ...all.filter((line) => isUnbacked(line, running)),
    ...all.filter((line) => !isUnbacked(line, running)),
  ];
  // What was given up on comes first: nobody is at it any more.
  const owed = [...parked, ...owing].filter(({ council }) => council === staff.council);
  const [cases, late] = await Promise.all([
    atMost(suspects.slice(0, mostLookedAt), ({ key }) => stuckCase(ports, key, known, at)),
    atMost(owed.slice(0, mostLookedAt), (key) => owedBy(ports, staff, key, at)),
  ]);
  return {
    asAt: at,
    missingHours: missing,
    cases: cases.flatMap((found) => found ?? []),
    owed: late.flatMap((found) => found ?? []),
    quarantined: due.flatMap((line) => lateQuarantined(line, at)),
    notLookedAt: {
      cases: Math.max(0, suspects.length - mostLookedAt),
      owed: Math.max(0, owed.length - mostLookedAt),
    },
  };
}

/** A case with the tracks of it that are stuck; nothing where none is. */
async function stuckCase(ports: Ports, key: DocumentKey, known: Known, at: Instant) {
  const held = (await ports.store.load<Case>(key))?.state;
  if (!held || !isOpen(held)) return undefined;
  const backed = await atMost(trackNames(held), (name) => backingOf(ports, held, name, at, known));
  const tracks = backed.flatMap((track) => (track ? stuckTrack(track, at) : []));
  return tracks.length > 0 ? { caseRef: held.caseRef, phase: held.phase, tracks } : undefined;
}

function stuckTrack({ name, obligation, execution, state, why }: BackedTrack, at: Instant) {
  const { kind, due, rungs } = obligation;
  const ladderClimbed = isClimbed(rungs, due, at);
  if (!why && !ladderClimbed) return [];
  const minutesOverdue = due < at ? minutesBetween(due, at) : 0;
  const backing = { execution, state, healthy: why === undefined, reason: why ?? null };
  return [{ track: name, step: stepNames[kind], due, minutesOverdue, ladderClimbed, ...backing }];
}

/** What a document owes, since when and after how many tries. */
async function owedBy(ports: Ports, staff: Staff, key: DocumentKey, at: Instant) {
  const stored = await ports.store.load(key);
  if (!stored) return undefined;
  const isCase = key.kind === "case"; // A case's state is a Case.
  if (isCase && !(await maySee(ports, staff, stored.state as Case, at, "operation"))) return undefined;
  const effects = stored.owedIntents.map(({ kind, since, tries, parked }) => ({
    kind,
    since,
    tries,
    parked,
  }));
  return { of: key.kind, id: key.id, historyLines: stored.owedHistory.length, effects };
}

const lateQuarantined = (line: DueDocument, at: Instant) => {
  const { key, due } = line;
  return waitsAtDesk(line) && due.at < at
    ? [{ reference: key.id, due: due.at, status: due.phase, minutesOverdue: minutesBetween(due.at, at) }]
    : [];
};
