import { readReferral } from "#shared/contracts/referral.ts";
import { atTime, type CalendarDay, dayOf, type Instant } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import { stepNames } from "#shared/domain/case/obligation.ts";
import type { AllocationMeeting } from "#shared/domain/meeting.ts";
import { currentMeeting } from "#shared/domain/meeting-calendar.ts";
import type { Policy } from "#shared/domain/policy.ts";
import type { Referral } from "#shared/domain/referral.ts";
import { find, isActive, type Roster, reach } from "#shared/domain/roster.ts";
import type { DocumentKey, HistoryEntry } from "#shared/ports.ts";
import { caseKey } from "./change-case.ts";
import type { Ports } from "./ports.ts";
import { rosterOf } from "./roster.ts";

/**
 * Every open case and quarantined referral of a council by next step, who and when: none is blank (I2). Where the
 * owner has left, it names who is reached in their stead today (I1, X-03).
 */
export async function listOpenCases(ports: Ports, council: string, at: Instant) {
  const [due, roster] = await Promise.all([ports.store.dueUntil(council), rosterOf(ports, council)]);
  return due.map(({ key, due: { at: dueAt, step, owner, phase, worker } }) => ({
    reference: key.id,
    phase,
    nextStep: step,
    owner: inPost(roster, owner, dayOf(at)),
    due: dueAt,
    worker: worker ?? null,
  }));
}

/** A role stays a role; a person who is not in post gives way to who is reached for them. */
function inPost(roster: Roster, owner: string, today: CalendarDay): string {
  const member = find(roster, owner);
  if (!member || isActive(member, today)) return owner;
  const [service = ""] = member.services;
  return reach(roster, service, { staff: owner }, today)[0]?.staffId ?? "duty";
}

/** One case with its referral as it was sent, its review halves and its history; undefined where it is not there. */
export async function readCase(ports: Ports, council: string, caseRef: string) {
  const key = caseKey(council, caseRef);
  const stored = await ports.store.load<Case>(key);
  if (!stored) return undefined;
  const held = stored.state;
  const [referral, written] = await Promise.all([
    readBody(ports, council, held.referralRef),
    ports.store.history(key),
  ]);
  // What is owed to the history is history already: its write may still be under way.
  const history = [
    ...written,
    ...stored.owedHistory.filter(({ seq }) => !written.some((entry) => entry.seq === seq)),
  ];
  return { held, referral, reviews: await readReviews(ports, key, history), history };
}

async function readBody(ports: Ports, council: string, referralRef: string) {
  const key = { council, kind: "referral", id: referralRef } as const;
  const stored = await ports.store.load<Referral>(key);
  const body = stored && (await ports.store.content(key, stored.state.content));
  const read = body === undefined ? undefined : readReferral(body);
  return read && "referral" in read ? read.referral : null;
}

/** More than half a year of fortnights: what somebody reads before a visit. The history names the others. */
const mostHalves = 28;

/** The halves of the latest reviews in the words of who gave them, newest last. */
async function readReviews(ports: Ports, key: DocumentKey, history: readonly HistoryEntry[]) {
  const halves = history.filter(({ type }) => type === "ReviewPartGiven").slice(-mostHalves);
  return Promise.all(
    halves.map(async ({ at, by, facts: { cycle, part, content } }) => {
      const words = await ports.store.content(key, String(content));
      return { cycle, part, by, at, words: words === undefined ? null : JSON.parse(words) };
    }),
  );
}

/**
 * The meeting that sits now, or the next one (CST-06): its agenda, oldest first, with every case that an earlier
 * meeting left undecided; what arrived after its agenda closed and may still be taken in; and its minutes.
 */
export async function readNextMeeting(ports: Ports, policy: Policy, at: Instant) {
  const day = currentMeeting(policy, at);
  const key = { council: policy.council, kind: "meeting", id: `${policy.service}-${day}` } as const;
  const [open, minutes] = await Promise.all([
    listOpenCases(ports, policy.council, at),
    ports.store.load<AllocationMeeting>(key),
  ]);
  const waiting = open.filter(({ nextStep }) => nextStep === stepNames.allocation);
  return {
    day,
    startsAt: atTime(day, policy.meeting.startsAt),
    endsAt: atTime(day, policy.meeting.endsAt),
    agenda: waiting.filter(({ due }) => dayOf(due) <= day),
    arrivedSince: waiting.filter(({ due }) => dayOf(due) > day),
    decisions: minutes?.state.decisions ?? [],
  };
}
