import { canonicalJson } from "#shared/contracts/json.ts";
import type { CalendarDay } from "#shared/domain/calendar-day.ts";
import { dayOf, type Instant } from "#shared/domain/calendar-day.ts";
import { type Case, isOpen } from "#shared/domain/case/case.ts";
import { refuse } from "#shared/domain/decision.ts";
import type { AbsenceKind, ConflictKind } from "#shared/domain/people-policy.ts";
import type { Person } from "#shared/domain/person.ts";
import type { Post } from "#shared/domain/roster.ts";
import { decideWorker, type WorkerCommand } from "#shared/domain/worker.ts";
import type { HeldPart } from "#shared/domain/worker-events.ts";
import type { DocumentKey } from "#shared/ports.ts";
import { workers } from "./aggregates.ts";
import { visibleCases } from "./case-access.ts";
import { refuseReader, type Staff } from "./case-gate.ts";
import { change } from "./change.ts";
import { caseKey, personKey } from "./keys.ts";
import { casesOfPerson, linkedCases } from "./linked-cases.ts";
import type { Ports } from "./ports.ts";
import { rosterOf } from "./read-roster.ts";
import { digest } from "./words.ts";

export const workerKey = (council: string, staffId: string): DocumentKey => ({
  council,
  kind: "worker",
  id: staffId,
});

const decide = (ports: Ports, by: Staff, staffId: string, command: WorkerCommand, at: Instant) =>
  change(ports, workers, workerKey(by.council, staffId), by, at, (held) => decideWorker(held, command));

/** Keeps why a post was changed beside it under its own hash, before the decision that refers to it (A2, A4). */
async function keepWhy({ store }: Ports, key: DocumentKey, why: string): Promise<string> {
  const text = canonicalJson({ why });
  const name = `why-${digest(text, 16)}`;
  await store.putContent(key, name, text);
  return name;
}

/**
 * Records a joiner, a change or a leaving date, and why where somebody says so; no deployment is needed.
 * Gives back the open cases of the post, which somebody who leaves must hand over (F16).
 */
export async function recordPost(ports: Ports, by: Staff, member: Post, at: Instant, why?: string) {
  const { council } = by;
  const roster = await rosterOf(ports, council);
  const policies = ports.policies.filter((policy) => policy.council === council);
  const content = why && (await keepWhy(ports, workerKey(council, member.staffId), why));
  const today = dayOf(at);
  const command = { type: "record-post", by, member, roster, policies, today, content } as const;
  const changed = await decide(ports, by, member.staffId, command, at);
  if (changed.refused) return changed;
  const held = (await ports.store.dueForWorker(council, member.staffId)).map(({ key }) => key.id);
  const seen = await visibleCases(ports, by, held, at);
  return { ...changed, openCases: held.filter((caseRef) => seen.has(caseRef)) };
}

/** When somebody is away; with an `id`, the next version of an absence that is there. */
export async function recordAbsence(
  ports: Ports,
  by: Staff,
  staffId: string,
  absence: {
    readonly kind: AbsenceKind;
    readonly from: CalendarDay;
    readonly until: CalendarDay | null;
    readonly cover: string | null;
  },
  at: Instant,
  id?: string,
) {
  const roster = await rosterOf(ports, by.council);
  const today = dayOf(at);
  const command = { type: "record-absence", by, absence, roster, today, ...(id ? { id } : {}) } as const;
  return decide(ports, by, staffId, command, at);
}

/** An absence that did not take place after all. */
export const cancelAbsence = (ports: Ports, by: Staff, staffId: string, id: string, at: Instant) =>
  decide(ports, by, staffId, { type: "cancel-absence", by, id }, at);

/**
 * Somebody declares what stands between them and a case or a person; both must be there. Where they hold a case of
 * that person, by whatever reference, or several, somebody else must take each over.
 */
export async function declareConflict(
  ports: Ports,
  by: Staff,
  staffId: string,
  conflict: { readonly kind: ConflictKind; readonly caseRef?: string; readonly personRef?: string },
  at: Instant,
) {
  const { council } = by;
  const { caseRef, personRef } = conflict;
  const loaded = caseRef ? (await ports.store.load<Case>(caseKey(council, caseRef)))?.state : undefined;
  const refused = loaded ? await refuseReader(ports, by, loaded, at) : undefined;
  // A conflict of their own hides from nobody that it is there: they may declare it again, or another's.
  const held = refused?.refused.name === "not-found" ? undefined : loaded;
  const person = personRef && (await ports.store.load<Person>(personKey(council, personRef)))?.state;
  if (!held && !person) return refuse("not-found");
  const around = person ? await casesOfPerson(ports, council, person) : undefined;
  const linked = held ? (await linkedCases(ports, held)).same : [];
  const theirs = [...(held ? [held] : []), ...(around?.own ?? []), ...(around?.same ?? []), ...linked];
  const each = new Map(theirs.map((one) => [one.caseRef, one])).values();
  const parts = [...each].filter((one) => one === held || isOpen(one)).flatMap((one) => partOf(one, staffId));
  const [emergency] = theirs.flatMap((one) =>
    one.obligation?.kind === "emergency" ? [{ caseRef: one.caseRef, due: one.obligation.due }] : [],
  );
  return decide(ports, by, staffId, { type: "declare-conflict", by, conflict, parts, emergency }, at);
}

function partOf({ caseRef, worker, supervisor }: Case, staffId: string): readonly HeldPart[] {
  if (worker === staffId)
    return [{ caseRef, holds: "worker", ...(supervisor ? { partner: supervisor } : {}) }];
  if (supervisor !== staffId) return [];
  return [{ caseRef, holds: "supervisor", ...(worker ? { partner: worker } : {}) }];
}

/** A manager finds that a conflict does not stand, and says why. */
export async function withdrawConflict(
  ports: Ports,
  by: Staff,
  staffId: string,
  { id, why }: { readonly id: string; readonly why: string },
  at: Instant,
) {
  const key = workerKey(by.council, staffId);
  // Nothing is kept about somebody who is not there.
  if (!(await ports.store.load(key))) return refuse("no-such-person");
  const content = await keepWhy(ports, key, why);
  return decide(ports, by, staffId, { type: "withdraw-conflict", by, id, content }, at);
}
