import type { LocalHost, Mail } from "#test/support/host.ts";
import { manager, Person } from "./people.ts";

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
  readonly nextStep: { readonly rungsReached: number } | null;
  readonly review: { readonly cycle: number; readonly planned: string } | null;
  readonly execution: string;
  readonly closure: { readonly execution: string; readonly nextStep: object | null } | null;
  readonly history: readonly HistoryLine[];
}

const day = 86_400_000;
/** A late entry of a rung is a finding only past this much (the machines need a moment). */
const graceMs = 60 * 60_000;

/** Every case that was ever opened, as its staff see it. */
export async function everyCase(host: LocalHost): Promise<readonly ShownCase[]> {
  const names = (await host.executions()).map(({ name }) => name);
  const references = [...new Set(names.map((name) => name.split("-").slice(0, 2).join("-")))];
  const person = new Person(host, manager);
  return Promise.all(references.map((reference) => person.get<ShownCase>(`/cases/${reference}`)));
}

/** Looks from outside for anything that breaks the promise (I1 to I8, L3), and says what. Empty when all holds. */
export async function violations(host: LocalHost, referrals: number): Promise<readonly string[]> {
  const now = Date.parse(await host.now());
  const { cases: open } = await new Person(host, manager).get<{ cases: readonly OpenCase[] }>("/cases");
  const shown = await everyCase(host);
  const running = new Set(
    (await host.executions()).filter(({ status }) => status === "RUNNING").map(({ name }) => name),
  );
  const quarantined = open.filter(({ reference }) => reference.startsWith("Q-")).length;
  const isOpen = ({ phase }: ShownCase) => phase === "referred" || phase === "supported";
  const found: string[] = [];
  const check = (holds: boolean, what: string) => {
    if (!holds) found.push(what);
  };
  for (const { reference, owner, nextStep, due } of open) {
    check(owner !== "" && nextStep !== "" && due !== "", `I1, I2: ${reference} has no owner, step or time`);
    check(
      Date.parse(due) - now <= 20 * day,
      `I3: ${reference} is due on ${due}, later than its policy allows`,
    );
  }
  for (const held of shown) {
    const listed = open.some(({ reference }) => reference === held.caseRef);
    check(
      listed === isOpen(held),
      `I2: ${held.caseRef} is ${held.phase} and ${listed ? "" : "not "}listed as open`,
    );
    if (isOpen(held)) check(running.has(held.execution), `I4: nothing runs for ${held.caseRef}`);
    if (held.closure?.nextStep)
      check(running.has(held.closure.execution), `I4: nothing runs for the closure of ${held.caseRef}`);
    check(rungsInTime(held, now), `I5: a rung of ${held.caseRef} passed in silence`);
    if (held.phase === "closed")
      check(held.closed !== null && held.closed.by !== held.worker, `I7: ${held.caseRef} closed`);
    check(twoPeople(held), `I7: one person signed both halves of a review of ${held.caseRef}`);
  }
  check(
    referrals === shown.length + quarantined,
    `I6: ${referrals} referrals, ${shown.length} cases, ${quarantined} kept aside`,
  );
  return [...found, ...mailViolations(await host.inbox())];
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
function mailViolations(inbox: readonly Mail[]): readonly string[] {
  const keys = inbox.map(({ tags }) => JSON.stringify(tags));
  const twice = keys.length - new Set(keys).size;
  const reminders = new Map<string, number>();
  for (const { to, subject, text } of inbox) {
    if (!subject.startsWith("Review ")) continue;
    // The words name the case and its due time, and so the fortnight.
    const about = `${to.join()} ${/case \S+ (?:is|was) due on [^.]+/.exec(text)?.[0]}`;
    reminders.set(about, (reminders.get(about) ?? 0) + 1);
  }
  const most = Math.max(0, ...reminders.values());
  return [
    ...(twice > 0 ? [`I8: ${twice} mails went twice`] : []),
    ...(most > 4 ? [`L3: ${most} reminders to one person`] : []),
  ];
}
