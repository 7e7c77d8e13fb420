import { type CalendarDay, dayOf, type Instant } from "#shared/domain/calendar-day.ts";
import { type Case, isOpen } from "#shared/domain/case/case.ts";
import { keptUntil, yearsAfter } from "#shared/domain/case/retention.ts";
import { refuse } from "#shared/domain/decision.ts";
import type { HoldReason, RetentionReason } from "#shared/domain/keeping-policy.ts";
import type { Month } from "#shared/domain/measures/month.ts";
import { decideHold, type Person } from "#shared/domain/person.ts";
import type { Policy } from "#shared/domain/policy.ts";
import type { StoredDocument } from "#shared/ports.ts";
import { people } from "./aggregates.ts";
import { atMost } from "./at-most.ts";
import { maySee, type Staff } from "./case-gate.ts";
import { change } from "./change.ts";
import { changeCase } from "./change-case.ts";
import { caseKey, personKey } from "./keys.ts";
import { linkedCases } from "./linked-cases.ts";
import { casesEnded } from "./list-cases.ts";
import type { Ports } from "./ports.ts";
import { wholeHistory } from "./whole-history.ts";
import { digest, keepWords } from "./words.ts";

/**
 * What has reached its date, is over, is not on hold and was not approved: a list for somebody to decide about, who sees
 * what else there is of the person: cases of theirs or perhaps theirs, which of them are open, and which are on hold.
 */
export async function listRetention(ports: Ports, staff: Staff, at: Instant) {
  const found = [];
  for (const policy of ports.policies.filter(({ council }) => council === staff.council)) {
    for (const caseRef of await endedLongAgo(ports, policy, at)) {
      const stored = await ports.store.load<Case>(caseKey(staff.council, caseRef));
      if (!stored || !(await maySee(ports, staff, stored.state, at, "retention"))) continue;
      const line = await lineOf(ports, stored, policy);
      const { keptUntil, endedOn, around } = line;
      if (keptUntil <= dayOf(at) && !line.isHeld && !line.isApproved && !isOpen(stored.state))
        found.push({
          ...{ caseRef, service: policy.service, endedOn, keptUntil },
          ...(await linksOf(ports, staff, around, at)),
        });
    }
  }
  return found.toSorted((one, other) => (one.keptUntil < other.keptUntil ? -1 : 1));
}

/** Only months that are long enough ago for the shorter of the schedule's times. */
function endedLongAgo(ports: Ports, policy: Policy, at: Instant) {
  const { closedYears, declinedYears, since } = policy.keeping.retention;
  const latest = yearsAfter(dayOf(at), -Math.min(closedYears, declinedYears));
  return casesEnded(ports, policy, since as Month, latest.slice(0, 7) as Month); // The policy's schema has read it.
}

async function lineOf(ports: Ports, stored: StoredDocument<Case>, policy: Policy) {
  const { state: held } = stored;
  const [endedOn, around] = await Promise.all([endOf(ports, stored), linkedCases(ports, held)]);
  const isOnHold = await isAnyPersonHeld(ports, [held, ...around.same]);
  return {
    endedOn,
    around,
    keptUntil: keptUntil(held, endedOn, policy),
    isHeld: held.retention?.hold !== undefined || isOnHold,
    isApproved: held.retention?.approved !== undefined,
  };
}

/** The cases around one, as far as whoever decides may know of them, and how many more there are. */
async function linksOf(
  ports: Ports,
  staff: Staff,
  { same, perhaps }: Awaited<ReturnType<typeof linkedCases>>,
  at: Instant,
) {
  const shown = await atMost([...same, ...perhaps], async (other) => {
    if (!(await maySee(ports, staff, other, at, "retention"))) return [];
    const onHold = other.retention?.hold !== undefined || (await isPersonHeld(ports, other));
    const link = same.includes(other) ? ("same-person" as const) : ("perhaps" as const);
    return [{ caseRef: other.caseRef, link, open: isOpen(other), onHold }];
  });
  const links = shown.flat();
  return { links, withheld: shown.length - links.length };
}

/** Whether its person is under a hold, by any of the references that people found to be one person's. */
const isPersonHeld = async (ports: Ports, held: Case): Promise<boolean> =>
  isAnyPersonHeld(ports, [held, ...(await linkedCases(ports, held)).same]);

async function isAnyPersonHeld({ store }: Ports, cases: readonly Case[]): Promise<boolean> {
  const keys = new Map(cases.map(({ council, personRef }) => [personRef, personKey(council, personRef)]));
  const persons = await atMost([...keys.values()], (key) => store.load<Person>(key));
  return persons.some((person) => person?.state.hold !== undefined);
}

/** When a case ended, as its history says; where that says it of none, the last thing that happened to it. */
async function endOf(ports: Ports, stored: StoredDocument<Case>): Promise<CalendarDay> {
  const history = wholeHistory(stored, await ports.store.history(stored.key));
  const ends = history.filter(
    ({ type, facts }) =>
      type === "CaseClosed" ||
      type === "SignpostConfirmed" ||
      type === "CaseAttached" ||
      (type === "AllocationDecided" && (facts.decision === "advised" || facts.decision === "redirected")),
  );
  return dayOf((ends.at(-1) ?? history.at(-1))?.at ?? stored.state.receivedAt);
}

/** Approves that a case may go, or keeps it for longer: a record, and an instruction to the records officer (CST-20). */
export async function decideRetention(
  ports: Ports,
  by: Staff,
  caseRef: string,
  wanted: {
    decision: "approve" | "extend";
    until?: CalendarDay | undefined;
    reason: RetentionReason;
    words: string;
  },
  at: Instant,
) {
  const { decision, until, reason, words } = wanted;
  const stored = await ports.store.load<Case>(caseKey(by.council, caseRef));
  if (!stored) return refuse("not-found");
  const content = await keepWords(ports, by.council, caseRef, "retention", { ...wanted, words });
  const [endedOn, isOnHold] = await Promise.all([endOf(ports, stored), isPersonHeld(ports, stored.state)]);
  return changeCase(ports, by.council, caseRef, by, at, () => ({
    type: "decide-retention",
    ...{ by, decision, until, endedOn, isPersonHeld: isOnHold, reason, content },
  }));
}

interface Hold {
  readonly hold: "set" | "lift";
  readonly reason: HoldReason;
  readonly words: string;
}

/** Holds a case, or lets it go on: a hold keeps it whatever its date. */
export async function holdCase(
  ports: Ports,
  by: Staff,
  caseRef: string,
  { hold, reason, words }: Hold,
  at: Instant,
) {
  const content = await keepWords(ports, by.council, caseRef, "hold", { hold, reason, words });
  return changeCase(ports, by.council, caseRef, by, at, () => ({ type: "hold", by, hold, reason, content }));
}

/** Holds everything about a person, under whichever of their references it is set. */
export async function holdPerson(
  ports: Ports,
  by: Staff,
  personRef: string,
  { hold, reason, words }: Hold,
  at: Instant,
) {
  const key = personKey(by.council, personRef);
  const policy = ports.policies.find(({ council }) => council === by.council);
  if (!policy || !(await ports.store.load(key))) return refuse("no-such-record");
  const text = JSON.stringify({ hold, reason, words });
  const content = `hold-${digest(text, 16)}`;
  await ports.store.putContent(key, content, text);
  return change(ports, people, key, by, at, (held) =>
    decideHold(held, hold, { reason, by: by.id, at, content }, policy),
  );
}
