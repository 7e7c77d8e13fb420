import { dayOf, type Instant } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import { type ReviewEntry, reviewEntry } from "#shared/domain/case/review-calendar.ts";
import { type Refusal, refuse } from "#shared/domain/decision.ts";
import { reach } from "#shared/domain/roster.ts";
import { iCalendar } from "#shared/mail/icalendar.ts";
import { atMost } from "./at-most.ts";
import { refuseReader, type Staff } from "./case-gate.ts";
import { servicePolicy } from "./change-case.ts";
import { caseKey } from "./keys.ts";
import type { Ports } from "./ports.ts";
import { rosterAround, rosterOf } from "./read-roster.ts";

type Made =
  | { readonly text: string; readonly refused?: never }
  | { readonly refused: Refusal; readonly text?: never };

/** One review as a calendar's entry (CST-17). A case that this person may not see is like one that is not there. */
export async function calendarOfReview(
  ports: Ports,
  staff: Staff,
  caseRef: string,
  cycle: number,
  at: Instant,
): Promise<Made> {
  const held = (await ports.store.load<Case>(caseKey(staff.council, caseRef)))?.state;
  if (!held) return refuse("not-found");
  const refused = await refuseReader(ports, staff, held, at);
  if (refused) return refused;
  if (!held.review) return refuse("no-review-open");
  const entry = reviewEntry(held, cycle, servicePolicy(ports, held));
  if (!entry) return refuse("another-cycle", { open: held.review.cycle, asked: cycle });
  return { text: written(ports, [entry], at) };
}

/** Every open review that this person gives a half of, for somebody who is not in post too. */
export async function calendarOfMine(ports: Ports, staff: Staff, at: Instant): Promise<string> {
  const [due, roster] = await Promise.all([
    ports.store.dueUntil(staff.council),
    rosterOf(ports, staff.council),
  ]);
  const keys = due.flatMap(({ key, due: { worker } }) => (key.kind === "case" && worker ? [key] : []));
  const cases = await atMost(keys, (key) => ports.store.load<Case>(key));
  const entries = await atMost(cases, async (stored): Promise<readonly ReviewEntry[]> => {
    const held = stored?.state;
    if (!held?.review) return [];
    const theirs = await rosterAround(ports, held, roster);
    const isMine = [held.worker, held.supervisor].some(
      (each) =>
        each !== undefined &&
        reach(theirs, held.service, { staff: each }, dayOf(at)).some(({ staffId }) => staffId === staff.id),
    );
    const entry = isMine ? reviewEntry(held, held.review.cycle, servicePolicy(ports, held)) : undefined;
    return entry?.status === "confirmed" ? [entry] : [];
  });
  return written(ports, entries.flat(), at);
}

const written = ({ serviceUrl: url }: Ports, entries: readonly ReviewEntry[], at: Instant): string =>
  iCalendar(entries, { url, at });
