import { type Absence, overlap } from "./absence.ts";
import type { CalendarDay } from "./calendar-day.ts";
import { type Actor, accept, type Decision, hasAny, refuse } from "./decision.ts";
import { find, type Roster, type StaffMember } from "./roster.ts";
import type { WorkerEvent } from "./worker-events.ts";
import { written } from "./written.ts";

export interface RecordAbsence {
  readonly type: "record-absence";
  readonly by: Actor;
  /** The absence that this corrects; a new one where none is named. */
  readonly id?: string;
  readonly absence: Pick<Absence, "kind" | "from" | "until" | "cover">;
  readonly roster: Roster;
  readonly today: CalendarDay;
}
export interface CancelAbsence {
  readonly type: "cancel-absence";
  readonly by: Actor;
  readonly id: string;
}

/** Who may say when somebody is away: they themselves, who manages them, and whoever keeps the roster. */
const mayRecord = (by: Actor, { staffId }: StaffMember): boolean =>
  by.id === staffId || hasAny(by, "supervisor", "manager", "service-manager", "roster-admin");

/** An absence, or a correction as its next version. One that shares a day with another is refused: that one is ended first. */
export function recordAbsence(held: StaffMember, command: RecordAbsence): Decision<WorkerEvent> {
  const { by, absence, roster, today } = command;
  if (!mayRecord(by, held)) return refuse("not-yours-to-record");
  const { absences = [], staffId } = held;
  const before = absences.find(({ id }) => id === command.id);
  if (command.id !== undefined && (!before || before.cancelled)) return refuse("no-such-absence");
  if (absence.cover === staffId) return refuse("own-deputy", { staff: staffId });
  if (absence.cover !== null && !find(roster, absence.cover))
    return refuse("deputy-not-on-roster", { staff: absence.cover });
  const next: Absence = {
    ...absence,
    id: before?.id ?? `A-${absences.length + 1}`,
    version: (before?.version ?? 0) + 1,
    recordedOn: before?.recordedOn ?? today,
  };
  const isSame = before && written({ ...next, version: before.version }) === written(before);
  if (isSame) return accept();
  const other = absences.find((one) => one.id !== next.id && overlap(one, next));
  if (other) return refuse("absence-overlaps", { absence: other.id, from: other.from });
  return accept<WorkerEvent>({ type: "AbsenceRecorded", ...next });
}

export function cancelAbsence(held: StaffMember, { by, id }: CancelAbsence): Decision<WorkerEvent> {
  if (!mayRecord(by, held)) return refuse("not-yours-to-record");
  const before = held.absences?.find((absence) => absence.id === id);
  if (!before) return refuse("no-such-absence");
  if (before.cancelled) return accept();
  return accept<WorkerEvent>({ type: "AbsenceCancelled", id, version: before.version + 1 });
}
