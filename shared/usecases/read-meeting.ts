import { atTime, type CalendarDay, type Instant } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import { alikeOn, alikeTo } from "#shared/domain/case/linked-cases.ts";
import type { LinkedCases } from "#shared/domain/case/person-check-state.ts";
import { reEntryOf } from "#shared/domain/case/re-entry.ts";
import type { Suggested } from "#shared/domain/case/suggested.ts";
import { type AllocationMeeting, isHeld, orderOf, outcomeFor } from "#shared/domain/meeting.ts";
import { currentMeeting, cutOffOf, meetingAfter } from "#shared/domain/meeting-calendar.ts";
import type { Policy } from "#shared/domain/policy.ts";
import { type RankedCase, rank } from "#shared/domain/ranking.ts";
import { atMost } from "./at-most.ts";
import { visibleCases } from "./case-access.ts";
import { maySee, type Staff } from "./case-gate.ts";
import { onlyWhose } from "./cases-around.ts";
import { loadMeeting, meetingKey } from "./change-meeting.ts";
import { caseKey } from "./keys.ts";
import { linkedCases } from "./linked-cases.ts";
import { teamOf } from "./meeting-team.ts";
import type { Ports } from "./ports.ts";

/** Every case of a service that waits for a meeting to decide, and the day of the meeting that is to. */
async function waitingCases(ports: Ports, { council, service }: Policy) {
  const due = await ports.store.dueUntil(council);
  const keys = due.filter(({ due }) => due.meeting !== undefined).map(({ key }) => key);
  const loaded = await Promise.all(keys.map((key) => ports.store.load<Case>(key)));
  return loaded.flatMap((stored) => {
    const { state: held } = stored ?? {};
    const meeting = held?.obligation?.meeting;
    return held && meeting && held.service === service && held.obligation?.kind === "allocation"
      ? [{ held, meeting }]
      : [];
  });
}

const toRank = (held: Case, policy: Policy) => ({
  ...held,
  deferrals: held.deferrals ?? 0,
  earlier: reEntryOf(held, policy)?.times ?? 0,
});

/** The meeting that sits now and has not been closed, or else the next one. */
export async function meetingNow(ports: Ports, policy: Policy, at: Instant): Promise<CalendarDay> {
  const day = currentMeeting(policy, at);
  const isOver = (await loadMeeting(ports, policy, day))?.closed !== undefined;
  return isOver ? meetingAfter(policy, day) : day;
}

/**
 * Where each waiting case stands to the meeting of `day`: on its agenda, with whatever an earlier meeting left
 * undecided; arrived since its agenda closed; or waiting for a later one. Nobody who waits is left out.
 */
export async function agendaOf(ports: Ports, policy: Policy, day: CalendarDay, at: Instant) {
  const [waiting, current] = await Promise.all([waitingCases(ports, policy), meetingNow(ports, policy, at)]);
  // What an earlier meeting left is on the agenda of the next, and on no later one yet.
  const isOn = (meeting: CalendarDay) => meeting === day || (meeting < day && day <= current);
  const cutOff = cutOffOf(policy, day);
  const later = waiting.filter(({ meeting }) => meeting > day).map(({ held }) => held);
  const hasArrivedSince = ({ receivedAt, deferrals = 0 }: Case) => receivedAt >= cutOff && deferrals === 0;
  const ranked = (cases: readonly Case[]) =>
    rank(
      cases.map((held) => toRank(held, policy)),
      policy,
      day,
    );
  return {
    cases: new Map(waiting.map(({ held }) => [held.caseRef, held])),
    agenda: ranked(waiting.filter(({ meeting }) => isOn(meeting)).map(({ held }) => held)),
    arrivedSince: ranked(later.filter(hasArrivedSince)),
    later: ranked(later.filter((held) => !hasArrivedSince(held))),
  };
}

/**
 * The pack of a meeting (CST-06): its agenda in the order in which it is taken, with the reasons for each rank; what
 * arrived after the agenda closed and may be taken in; what waits for a later meeting; what has been done so far; and
 * the team, with who could take each case that is not decided yet.
 */
export async function readMeeting(ports: Ports, staff: Staff, policy: Policy, day: CalendarDay, at: Instant) {
  const [meeting, live, { team, suggest }] = await Promise.all([
    loadMeeting(ports, policy, day),
    agendaOf(ports, policy, day, at),
    teamOf(ports, policy, day, at),
  ]);
  const order = orderOf(meeting, live.agenda);
  const cases = await visible(ports, staff, live.cases, order, at);
  const linked = await around(ports, cases);
  const same = [...linked.values()].flatMap((each) => each.same.map(({ caseRef }) => caseRef));
  const known = [...[...cases.values()].flatMap(alikeTo), ...same];
  const seen = await visibleCases(ports, staff, known, at);
  const moves = (await readMoves(ports, policy, day, meeting)).filter(({ caseRef }) => cases.has(caseRef));
  const frozen = new Map([...live.agenda, ...(meeting?.agenda ?? [])].map((each) => [each.caseRef, each]));
  const agenda = order.flatMap((caseRef, index) => {
    const held = cases.get(caseRef);
    if (!held) return [];
    const isWaiting = (live.cases.get(caseRef)?.obligation?.meeting ?? "9999") <= day;
    const decision = outcomeFor(meeting ?? { decisions: [] }, caseRef, isWaiting) ?? null;
    return [
      {
        place: index + 1,
        ...lineOf(
          held,
          frozen.get(caseRef) ?? rank([toRank(held, policy)], policy, day)[0],
          policy,
          linked.get(caseRef) ?? none,
          seen,
        ),
        takenIn: meeting?.takenIn?.some((taken) => taken.caseRef === caseRef) ?? false,
        moved: moves.findLast((move) => move.caseRef === caseRef) ?? null,
        decision,
        suggested:
          decision === null ? shownOf(suggest(held, asSeen(linked.get(caseRef) ?? none, seen)), seen) : null,
      },
    ];
  });
  const linesOf = (ranked: readonly RankedCase[]) =>
    ranked.flatMap((each) => {
      const held = cases.get(each.caseRef);
      return held ? [lineOf(held, each, policy, linked.get(each.caseRef) ?? none, seen)] : [];
    });
  return {
    ...sittingOf(policy, day, meeting),
    cutOff: cutOffOf(policy, day),
    startsAt: atTime(day, policy.meeting.startsAt),
    endsAt: atTime(day, policy.meeting.endsAt),
    agenda,
    arrivedSince: linesOf(live.arrivedSince),
    later: linesOf(live.later),
    withheld: new Set([...live.cases.keys(), ...order]).size - cases.size,
    team,
    decisions: decisionsOf(meeting, cases),
  };
}

/** Those of the cases that this person may see: whoever waits, and what of the order waits no more. */
async function visible(
  ports: Ports,
  staff: Staff,
  waiting: ReadonlyMap<string, Case>,
  order: readonly string[],
  at: Instant,
): Promise<ReadonlyMap<string, Case>> {
  const refs = [...new Set([...waiting.keys(), ...order])];
  const seen = await Promise.all(
    refs.map(async (caseRef): Promise<readonly [string, Case][]> => {
      const held = waiting.get(caseRef) ?? (await loadCase(ports, staff.council, caseRef));
      return held && (await maySee(ports, staff, held, at)) ? [[caseRef, held]] : [];
    }),
  );
  return new Map(seen.flat());
}

/** What a pack and minutes both say of a sitting. */
export function sittingOf({ service }: Policy, day: CalendarDay, meeting: AllocationMeeting | undefined) {
  const { opened, attendance, closed } = meeting ?? {};
  return {
    day,
    service,
    held: isHeld(meeting),
    opened: opened ?? null,
    attendance: attendance ?? null,
    closed: closed ? { by: closed.by, at: closed.at } : null,
  };
}

export const decisionsOf = (
  meeting: AllocationMeeting | undefined,
  seen: { readonly has: (caseRef: string) => boolean },
) =>
  (meeting?.decisions ?? [])
    .filter(({ caseRef }) => seen.has(caseRef))
    .map(({ outcome = {}, ...minuted }) => ({ ...minuted, ...outcome }));

/** What a line of the pack says of a case: coded facts, ages and references, and no word about anybody (A4). */
function lineOf(
  held: Case,
  ranked: RankedCase | undefined,
  policy: Policy,
  { same }: Around,
  seen: ReadonlySet<string>,
) {
  const { caseRef, screening, earlier, possibleDuplicates, receivedAt, obligation } = held;
  const reEntry = reEntryOf(held, policy);
  return {
    reference: caseRef,
    receivedAt,
    score: ranked?.score ?? 0,
    reasons: ranked?.reasons ?? [],
    workingDaysWaited: ranked?.workingDaysWaited ?? 0,
    meetingsWaited: ranked?.meetingsWaited ?? 0,
    deferrals: ranked?.deferrals ?? 0,
    meeting: obligation?.meeting ?? null,
    screening,
    reEntry: reEntry ? { ...reEntry, last: seen.has(reEntry.last.caseRef) ? reEntry.last : null } : null,
    earlierCases: earlier.filter((other) => seen.has(other.caseRef)),
    possibleDuplicates: possibleDuplicates.filter((other) => seen.has(other)),
    alikeOn: alikeOn(held).filter((other) => seen.has(other.caseRef)),
    personChecks: Object.entries(held.people ?? {})
      .filter(([other]) => seen.has(other))
      .map(([other, found]) => ({ caseRef: other, ...found })),
    samePerson: same
      .filter((other) => seen.has(other.caseRef))
      .map(({ caseRef: other, phase, worker = null, supervisor = null }) => ({
        caseRef: other,
        phase,
        worker,
        supervisor,
      })),
    withheld: new Set(
      [...alikeTo(held), ...same.map((other) => other.caseRef)].filter((each) => !seen.has(each)),
    ).size,
  };
}

/** Of a case that somebody may not see it does not matter here who works on it; whose it is, does. */
const asSeen = ({ same, perhaps }: Around, seen: ReadonlySet<string>): LinkedCases => ({
  same: same.map((other) => (seen.has(other.caseRef) ? other : onlyWhose(other))),
  perhaps,
});

type Around = Awaited<ReturnType<typeof linkedCases>>;
const none: Around = { same: [], perhaps: [] };

/** The cases around each of these; of who may see them nobody has asked yet. */
async function around(ports: Ports, cases: ReadonlyMap<string, Case>) {
  const found = await atMost([...cases.values()], (held) => linkedCases(ports, held));
  return new Map([...cases.keys()].map((caseRef, index) => [caseRef, found[index] ?? none]));
}

/** That somebody held a case before speaks for them, and is told to whoever may see that case. */
const shownOf = ({ best, ...suggested }: Suggested, seen: ReadonlySet<string>) => ({
  ...suggested,
  best: best.map(({ reasonsFor, ...one }) => ({
    ...one,
    reasonsFor: reasonsFor.filter((merit) => !("caseRef" in merit) || seen.has(merit.caseRef)),
  })),
});

const loadCase = async (ports: Ports, council: string, caseRef: string) =>
  (await ports.store.load<Case>(caseKey(council, caseRef)))?.state;

/** Each move of the agenda, with the reason in the words of who moved it. */
export async function readMoves(
  ports: Ports,
  policy: Policy,
  day: CalendarDay,
  meeting: AllocationMeeting | undefined,
) {
  return Promise.all(
    (meeting?.moved ?? []).map(async ({ content, ...move }) => ({
      ...move,
      reason: await readWords(ports, policy, day, content),
    })),
  );
}

export async function readWords(ports: Ports, policy: Policy, day: CalendarDay, content: string) {
  const kept = await ports.store.content(meetingKey(policy, day), content);
  return kept === undefined ? null : String((JSON.parse(kept) as Record<string, unknown>).words);
}
