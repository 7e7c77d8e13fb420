import { dayOf, type Instant } from "../calendar-day.ts";
import { accept, type Decision, hasAny, refuse } from "../decision.ts";
import type { Intent } from "../intent.ts";
import { actsFor, find } from "../roster.ts";
import type { Case } from "./case.ts";
import type { Context } from "./commands.ts";
import {
  commitmentsOf,
  dueOfCommitment,
  endCommitment,
  postpone,
  type WantedCommitment,
} from "./commitment.ts";
import { isInConflict } from "./conflict.ts";
import type { CaseEvent } from "./events.ts";
import { type Alike, alikeTo, isWorkedOn, newlyAlike, undecidedIn } from "./linked-cases.ts";
import { mail } from "./mail-intent.ts";
import type { PersonCommand, PersonEvent, ToldOfPerson } from "./person-check-state.ts";

type Decide = Extract<PersonCommand, { type: "decide-person" }>;
type Note = Extract<PersonCommand, { type: "note-person" }>;

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
  const isNews = decision === "same-person" || before?.decision === "same-person";
  const told = isNews ? [...toldOf(held, command), ...conflictsBy(held, command)] : [];
  const tell = told.length > 0 ? { tell: told } : {};
  return accept<CaseEvent>(
    { type: "PersonDecided", other, decision, by: by.id, at, content, ...tell },
    ...checkAfter(held, command, by.id, context, content),
  );
}

/**
 * Whoever works with the person, and answers for that, hears of another case of theirs, and that it is not one after all
 * (X-01, F2). Of a case that is kept to those who need to know only a manager hears.
 */
function toldOf(held: Case, { by, other, around = [] }: Decide): readonly ToldOfPerson[] {
  return [held, ...around].filter(isWorkedOn).flatMap((one): readonly ToldOfPerson[] => {
    const { caseRef, worker, supervisor } = one;
    const about = one === held ? other : held.caseRef;
    const isRestricted = [held, ...around].some((each) => each.caseRef === about && each.restricted);
    if (isRestricted) return [{ caseRef, about, to: { role: "manager" } }];
    const staff = [worker, supervisor].flatMap((id) => (id === undefined || id === by.id ? [] : [id]));
    return staff.map((id) => ({ caseRef, about, to: { staff: id } }));
  });
}

/**
 * A conflict with one case is one with each of the same person: a manager hears of every case whose worker or supervisor
 * has one by this finding, and so does the other of the two, as where one is declared.
 */
function conflictsBy(held: Case, { decision, roster, around = [] }: Decide): readonly ToldOfPerson[] {
  if (decision !== "same-person") return [];
  const person = { ...held, linked: { same: around, perhaps: [] } };
  const isAside = (staffId: string) => {
    const member = find(roster, staffId);
    return member !== undefined && isInConflict(member, person);
  };
  return [held, ...around].filter(isWorkedOn).flatMap(({ caseRef, worker, supervisor }) => {
    const holders = [worker, supervisor].filter((id) => id !== undefined);
    if (!holders.some(isAside)) return [];
    const others = holders.filter((id) => !isAside(id)).map((staff) => ({ staff }));
    return [{ role: "manager" } as const, ...others].map(
      (to): ToldOfPerson => ({ caseRef, about: caseRef, to, isConflict: true }),
    );
  });
}

/** Whoever takes a closed case up again says that it is the same person, and it may be corrected like any such finding. */
export const takenUp = ({ caseRef, by }: { readonly caseRef: string; readonly by: string }, at: Instant) =>
  ({ type: "PersonDecided", other: caseRef, decision: "same-person", by, at, reopened: true }) as const;

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
  const isLast = undecidedIn(held).every((caseRef) => caseRef === other);
  return isLast ? endCommitment(check, "kept", by, content) : [];
}

export function evolvePerson(held: Case, { other, decision, by, at }: PersonEvent): Case {
  return { ...held, people: { ...held.people, [other]: { decision, by, at } } };
}

/** Both histories show a decision, and whoever works with the person is told; what was only noted goes no further. */
export function personEffects(after: Case, event: PersonEvent): readonly Intent[] {
  const { caseRef } = after;
  const { other, decision, by, at, content, reopened, tell = [] } = event;
  const key = `person/${other}/${decision}/${at}`;
  const mails = tell.map(({ to, about, caseRef: theirs, isConflict }) => {
    const who = "staff" in to ? to.staff : to.role;
    if (isConflict)
      return mail(after, `${key}/${theirs}/conflict/${who}`, to, {
        kind: "conflict-declared",
        caseRef: theirs,
      });
    const isSame = decision === "same-person";
    const message = { kind: "same-person", caseRef: theirs, about, isSame } as const;
    return mail(after, `${key}/${theirs}/${who}`, to, message);
  });
  if ((content === undefined && !reopened) || decision === "cannot-tell-yet") return mails;
  return [{ kind: "note-person", key, caseRef: other, other: caseRef, decision, by }, ...mails];
}
