import { dayOf } from "../calendar-day.ts";
import { accept, type Decision, hasAny, refuse } from "../decision.ts";
import type { Intent } from "../intent.ts";
import { actsFor } from "../roster.ts";
import type { Case } from "./case.ts";
import type { Context } from "./commands.ts";
import {
  commitmentsOf,
  dueOfCommitment,
  endCommitment,
  postpone,
  type WantedCommitment,
} from "./commitment.ts";
import type { CaseEvent } from "./events.ts";
import type { PersonCommand, PersonEvent } from "./person-check-state.ts";

type Decide = Extract<PersonCommand, { type: "decide-person" }>;
type Note = Extract<PersonCommand, { type: "note-person" }>;

/** Cases that may be the same person's: open ones, and those that ended before. */
export const alikeTo = ({ possibleDuplicates, earlier }: Alike) => [
  ...possibleDuplicates,
  ...earlier.map(({ caseRef }) => caseRef),
];

/** Cases that were found alike, as whoever looked them up says. */
export type Alike = Pick<Case, "possibleDuplicates" | "earlier">;

/** Of cases that are found later, those that the case does not name yet and nobody has decided about. */
export function newlyAlike(held: Case, { possibleDuplicates = [], earlier = [] }: Partial<Alike>): Alike {
  // The case that its own form opened has ended as this one.
  const known = [held.caseRef, ...(held.form?.attached ? [held.form.caseRef] : []), ...alikeTo(held)];
  const isNew = (other: string) => !known.includes(other) && isUndecided(held, other);
  return {
    possibleDuplicates: possibleDuplicates.filter(isNew),
    earlier: earlier.filter(({ caseRef }) => isNew(caseRef)),
  };
}

/** A case with those besides that were found later. */
export function withAlike(held: Case, found: Partial<Alike>): Case {
  const { possibleDuplicates, earlier } = newlyAlike(held, found);
  return {
    ...held,
    possibleDuplicates: [...held.possibleDuplicates, ...possibleDuplicates],
    earlier: [...held.earlier, ...earlier],
  };
}

/** That somebody looks at cases that are found later: one promise is for all of them. */
export function wantedCheck(
  held: Case,
  found: Partial<Alike>,
  check: Pick<WantedCommitment, "by" | "owner">,
): readonly WantedCommitment[] {
  const isUnlooked = alikeTo(newlyAlike(held, found)).length > 0;
  const isPromised = commitmentsOf(held).some(({ kind }) => kind === "person-check");
  return isUnlooked && !isPromised ? [{ kind: "person-check", ...check }] : [];
}

/** Whether nobody has said yet if another case is the same person's. */
export const isUndecided = ({ people = {} }: Pick<Case, "people">, other: string): boolean =>
  (people[other]?.decision ?? "cannot-tell-yet") === "cannot-tell-yet";

/** Cases that a person has found to be the same person's. They stay cases, referrals and people of their own. */
export const samePersonAs = ({ people = {} }: Pick<Case, "people">): readonly string[] =>
  Object.keys(people).filter((other) => people[other]?.decision === "same-person");

/**
 * Somebody decides whether another case is the same person's, with a reason (X-01, F2). It links and never merges, it
 * may be decided about after the case has ended, and decided again where the finding was wrong: the history keeps both.
 */
export function decidePerson(held: Case, command: Decide, context: Context): Decision<CaseEvent> {
  const { by, other, decision, content, roster } = command;
  const { worker, service } = held;
  const { at } = context;
  const may =
    hasAny(by, "duty", "supervisor", "manager", "service-manager") ||
    (worker !== undefined && actsFor(roster, service, by.id, worker, dayOf(at)));
  if (!may) return refuse("not-the-worker");
  // What was decided in the other case may be corrected here too.
  if (!alikeTo(held).includes(other) && !held.people?.[other])
    return refuse("not-a-possible-match", { other });
  const before = held.people?.[other];
  if (before?.decision === decision && decision !== "cannot-tell-yet")
    return refuse("already-decided", { other, decision, by: before.by, at: before.at });
  return accept<CaseEvent>(
    { type: "PersonDecided", other, decision, by: by.id, at, content },
    ...checkAfter(held, command, by.id, context, content),
  );
}

/** The other of the two cases says the same, once. */
export function notePerson(held: Case, command: Note, context: Context): Decision<CaseEvent> {
  const { other, decision, by } = command;
  if (held.people?.[other]?.decision === decision) return accept();
  return accept<CaseEvent>(
    { type: "PersonDecided", other, decision, by, at: context.at },
    ...checkAfter(held, command, by, context),
  );
}

/** The promise to look is kept when every case was decided about; not to be told yet means to look again later. */
function checkAfter(
  held: Case,
  { other, decision }: Decide | Note,
  by: string,
  context: Context,
  content?: string,
): readonly CaseEvent[] {
  const check = commitmentsOf(held).find(({ kind }) => kind === "person-check");
  if (!check) return [];
  if (decision === "cannot-tell-yet")
    return content ? postpone(check, dueOfCommitment("person-check", context), by, content, context) : [];
  const isOpen = (caseRef: string) => caseRef !== other && isUndecided(held, caseRef);
  return alikeTo(held).some(isOpen) ? [] : endCommitment(check, "kept", by, content);
}

export function evolvePerson(held: Case, { other, decision, by, at }: PersonEvent): Case {
  return { ...held, people: { ...held.people, [other]: { decision, by, at } } };
}

/** Both histories show a decision; what was only noted from the other case goes no further. */
export function personEffects(
  { caseRef }: Case,
  { other, decision, by, at, content }: PersonEvent,
): readonly Intent[] {
  if (content === undefined || decision === "cannot-tell-yet") return [];
  const key = `person/${other}/${decision}/${at}`;
  return [{ kind: "note-person", key, caseRef: other, other: caseRef, decision, by }];
}
