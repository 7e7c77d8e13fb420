import { reminderLines } from "./reminder-lines.ts";

/** What the demonstration and the rehearsal look at from outside, however they come by it. */
export interface Seen {
  readonly now: string;
  /** The list of open cases, as staff read it. */
  readonly open: readonly OpenCase[];
  /** Every case to be looked at. */
  readonly shown: readonly ShownCase[];
  /** The names of the executions that run. */
  readonly running: ReadonlySet<string>;
  readonly inbox: readonly InboxMail[];
}
export interface OpenCase {
  readonly reference: string;
  readonly phase: string;
  readonly nextStep: string;
  readonly owner: string;
  readonly due: string;
}
interface HistoryLine {
  readonly type: string;
  readonly by: string;
  readonly facts: Readonly<Record<string, unknown>>;
}
interface Rung {
  readonly at: string;
  readonly says: string;
}
export interface ShownCase {
  readonly caseRef: string;
  readonly phase: string;
  readonly worker: string | null;
  readonly closed: { readonly by: string; readonly reason: string } | null;
  readonly nextStep: { readonly rungsReached: number; readonly due: string } | null;
  readonly review: { readonly cycle: number; readonly planned: string } | null;
  readonly execution: string;
  readonly commitments: readonly { readonly id: number; readonly kind: string }[];
  readonly closure: { readonly execution: string; readonly nextStep: object | null } | null;
  readonly history: readonly HistoryLine[];
}
export interface InboxMail {
  /** The business key that its tags carry: no two mails have the same. */
  readonly key: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

const day = 86_400_000;
/** A fortnight, the week by which the review before may come early, and the move of a due day off the holidays (I3). */
const longestAhead = 14 + 7 + 5;
/** A late entry of a rung is a finding only past this much (the machines need a moment). */
const graceMs = 60 * 60_000;

export const isOpenPhase = ({ phase }: { readonly phase: string }): boolean =>
  phase === "referred" || phase === "supported";

/** Whatever breaks the promise in what is seen (I1 to I5, I7, I8, L3); empty when all holds. */
export function violationsOf({ now: text, open, shown, running, inbox }: Seen): readonly string[] {
  const now = Date.parse(text);
  const listed = new Set(open.map(({ reference }) => reference));
  const found: string[] = [];
  const check = (holds: boolean, what: string) => {
    if (!holds) found.push(what);
  };
  for (const { reference, owner, nextStep, due } of open) {
    check(owner !== "" && nextStep !== "" && due !== "", `I1, I2: ${reference} has no owner, step or time`);
    check(
      Date.parse(due) - now <= longestAhead * day,
      `I3: ${reference} is due on ${due}, later than its policy allows`,
    );
  }
  for (const held of shown) {
    const { caseRef, phase, closure } = held;
    const isListed = listed.has(caseRef);
    check(
      isListed === isOpenPhase(held),
      `I2: ${caseRef} is ${phase} and ${isListed ? "" : "not "}listed as open`,
    );
    if (isOpenPhase(held)) check(running.has(held.execution), `I4: nothing runs for ${caseRef}`);
    if (closure?.nextStep)
      check(running.has(closure.execution), `I4: nothing runs for the closure of ${caseRef}`);
    check(rungsInTime(held, now), `I5: a rung of ${caseRef} passed in silence`);
    if (phase === "closed")
      check(held.closed !== null && held.closed.by !== held.worker, `I7: ${caseRef} closed`);
    check(twoPeople(held), `I7: one person signed both halves of a review of ${caseRef}`);
  }
  return [...found, ...mailViolations(inbox)];
}

/** Whether every rung of the open obligation that has passed was reached. */
function rungsInTime({ history, nextStep }: ShownCase, now: number): boolean {
  const opened = history.findLast(
    ({ type, facts }) => type === "ObligationOpened" && facts.track === undefined,
  );
  if (!nextStep || !opened) return true;
  const { rungs } = opened.facts.obligation as { rungs: readonly Rung[] };
  const passed = rungs.filter(({ at }) => Date.parse(at) + graceMs < now).length;
  return nextStep.rungsReached >= passed;
}

function twoPeople({ history }: ShownCase): boolean {
  const signed = history.filter(({ type }) => type === "ReviewPartGiven");
  const pairs = new Map<unknown, Set<string>>();
  for (const { by, facts } of signed) pairs.set(facts.cycle, (pairs.get(facts.cycle) ?? new Set()).add(by));
  const halves = (cycle: unknown) => signed.filter(({ facts }) => facts.cycle === cycle).length;
  return [...pairs].every(([cycle, people]) => people.size === halves(cycle));
}

/** No mail twice (I8), and at most four reminders of one review to one person (L3). */
function mailViolations(inbox: readonly InboxMail[]): readonly string[] {
  const twice = inbox.length - new Set(inbox.map(({ key }) => key)).size;
  const reminders = new Map<string, number>();
  // A line among others may stand there only because somebody had a mail that morning anyway: of those there is one a day.
  for (const { to, about } of reminderLines(inbox).filter(({ isAlone }) => isAlone))
    reminders.set(`${to} ${about}`, (reminders.get(`${to} ${about}`) ?? 0) + 1);
  const mornings = inbox.flatMap(({ to, subject }) =>
    subject.startsWith("For ") ? [`${to.join()} ${subject.split(":")[0]}`] : [],
  );
  const crowded = mornings.length - new Set(mornings).size;
  const most = Math.max(0, ...reminders.values());
  return [
    ...(twice > 0 ? [`I8: ${twice} mails went twice`] : []),
    ...(crowded > 0 ? [`A3: ${crowded} mornings had a second mail of everything that is due`] : []),
    ...(most > 4 ? [`L3: ${most} reminders to one person`] : []),
  ];
}
