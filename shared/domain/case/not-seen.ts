import { type CalendarDay, dayOf, daysBetween } from "../calendar-day.ts";
import type { Decision } from "../decision.ts";
import type { Intent } from "../intent.ts";
import type { Case } from "./case.ts";
import type { Context } from "./commands.ts";
import type { CaseEvent } from "./events.ts";
import { mail } from "./mail-intent.ts";

/** Since when nobody has seen the person: by the contact log, by a review, or since we first heard of them. */
export function unseenSince({
  contacts = {} as NonNullable<Case["contacts"]>,
  receivedAt,
}: Case): CalendarDay {
  const { lastSeen, seenByReview } = contacts;
  const days = [dayOf(receivedAt), lastSeen, seenByReview].filter((day) => day !== undefined);
  return days.reduce((latest, day) => (day > latest ? day : latest));
}

/**
 * Each review looks at how long nobody has seen the person, when it falls due and when it is whole: reviews never
 * stop, so nor does this. Past the policy's days the supervisor is told, and again after each of its periods (I5).
 */
export function withNotSeen(
  held: Case | undefined,
  decision: Decision<CaseEvent>,
  { at, policy }: Context,
): Decision<CaseEvent> {
  if (!held || "refused" in decision || !decision.events.some((event) => isMoment(held, event)))
    return decision;
  const { notSeenDays, tellAgainAfterDays } = policy.work.contact;
  const today = dayOf(at);
  const isSeen = decision.events.some((event) => event.type === "ReviewPartGiven" && event.seen === true);
  const since = unseenSince(held);
  const told = held.contacts?.told;
  const isTold = told !== undefined && told >= since && daysBetween(told, today) < tellAgainAfterDays;
  if (isSeen || isTold || daysBetween(since, today) < notSeenDays) return decision;
  return { events: [...decision.events, { type: "NotSeenForLong", since, on: today }] };
}

const isMoment = ({ obligation }: Case, event: CaseEvent): boolean =>
  event.type === "ReviewCompleted" ||
  (event.type === "RungReached" && !event.track && event.says === "due" && obligation?.kind === "review");

/** The supervisor is told, or the manager where there is none. */
export function notSeenMail(
  after: Case,
  { since, on }: Extract<CaseEvent, { type: "NotSeenForLong" }>,
): Intent {
  const { caseRef, supervisor } = after;
  const to = supervisor ? { staff: supervisor } : ({ role: "manager" } as const);
  return mail(after, `not-seen/${on}`, to, { kind: "not-seen-for-long", caseRef, since });
}
