import { atTime, type CalendarDay, dayOf, type Instant, plusWorkingDays } from "./calendar-day.ts";
import { type Case, isOpen, type ReviewPart } from "./case/case.ts";
import { commitmentOf, commitmentsOf } from "./case/commitment.ts";
import type { Commitment } from "./case/commitment-state.ts";
import { rosterFor } from "./case/conflict.ts";
import type { Obligation } from "./case/obligation.ts";
import type { RungKind } from "./ladder.ts";
import type { AskedReminder, MailMessage, Reminder } from "./mail-message.ts";
import type { CommitmentKind, Policy } from "./policy.ts";
import { type Roster, reach } from "./roster.ts";

const kinds = {
  "review-due": "review",
  "commitment-due": "commitment",
  "consultation-due": "consultation",
  "closure-to-decide": "closure",
} as const;

/**
 * The reminder that a mail is, where the service's policy groups such; an alert of any kind never is one, nor is the news
 * that a closure was asked for.
 */
export const groupedIn = ({ reminders }: Policy, message: MailMessage): Reminder | undefined =>
  isReminder(message) && !isAlert(message) && reminders.grouped.includes(kinds[message.kind])
    ? message
    : undefined;

const isReminder = (message: MailMessage): message is Reminder =>
  message.kind in kinds && "says" in message && message.says !== "opened";

/** Whether anybody has the alert of an acute risk cannot wait for a morning (CST-05). */

/** What an acute risk asks for cannot wait for a morning (CST-05). */
const alerts: readonly CommitmentKind[] = ["alert-receipt", "acute-call", "new-risk"];
const isAlert = (message: MailMessage): boolean =>
  message.kind === "commitment-due" && alerts.includes(message.about);

/** What a reminder is about: the same for each rung of one obligation. */
export function aboutOf(reminder: Reminder): string {
  const { caseRef, kind } = reminder;
  if (kind === "review-due") return `${caseRef}/review/${reminder.cycle}`;
  if (kind === "commitment-due") return `${caseRef}/commitment/${reminder.commitment}`;
  return `${caseRef}/${kind}`;
}

/** Up to when what is due stands in this morning's mail: the end of the policy's days ahead. */
export const listedUntil = ({ reminders, division }: Policy, at: Instant): Instant =>
  atTime(plusWorkingDays(dayOf(at), reminders.aheadWorkingDays, division), "23:59");

/**
 * Whether somebody still has to do what a rung asked for: a closed case asks for nothing (CST-19), and whoever handed it
 * over meanwhile is asked for nothing of it.
 */
export function isStillOwed(held: Case, { for: to, reminder }: AskedReminder): boolean {
  if (!isOpen(held)) return false;
  const { obligation, review, worker, supervisor, closure } = held;
  const person = "staff" in to ? to.staff : "deputyOf" in to ? to.deputyOf : undefined;
  if (reminder.kind === "commitment-due") {
    const promise = commitmentOf(held, reminder.commitment);
    const has = !person || [worker, supervisor, promise?.staff].includes(person);
    return promise !== undefined && has;
  }
  if (reminder.kind !== "review-due") {
    const waits = closure?.obligation;
    const has = !person || [worker, supervisor].includes(person);
    return waits?.kind === kinds[reminder.kind] && waits.due === reminder.due && has;
  }
  if (obligation?.kind !== "review" || obligation.cycle !== reminder.cycle) return false;
  const parts = (["worker", "supervisor"] as const).filter((part) => held[part] === person);
  return !person || parts.some((part) => !review?.given[part]);
}

/**
 * Everything that one person has to do about a case and that is due by `until`: their half of the review, their promises,
 * and whom they have to ask before it closes. What is another's, and reaches this person because the other is not in post,
 * is theirs today.
 */
export function remindersOf(
  held: Case,
  { staffId, roster: everybody, until, at }: { staffId: string; roster: Roster; until: Instant; at: Instant },
): readonly Reminder[] {
  if (!isOpen(held)) return [];
  const { caseRef, obligation, review, service, closure } = held;
  const roster = rosterFor(everybody, held);
  const isReached = (staff: string | undefined) =>
    staff !== undefined &&
    reach(roster, service, { staff }, dayOf(at)).some((member) => member.staffId === staffId);
  const owesHalf = (part: ReviewPart) => !review?.given[part] && isReached(held[part]);
  const isReview = obligation?.kind === "review" && (owesHalf("worker") || owesHalf("supervisor"));
  const reviews: readonly Reminder[] = isReview
    ? [{ kind: "review-due", caseRef, cycle: obligation.cycle, due: obligation.due, says: "due" }]
    : [];
  const promised = commitmentsOf(held).filter((commitment) => isReached(keeperOf(held, commitment)));
  const promises = promised.flatMap(({ id, kind, obligation: owed }): readonly Reminder[] =>
    owed
      ? [{ kind: "commitment-due", caseRef, commitment: id, about: kind, due: owed.due, says: "due" }]
      : [],
  );
  const waits = closure?.obligation;
  const isAsked = waits?.kind === "consultation" && isReached(partOf(held, waits.owner));
  const asks: readonly Reminder[] = isAsked
    ? [{ kind: "consultation-due", caseRef, due: waits.due, says: "due" }]
    : [];
  return [...reviews, ...promises, ...asks].filter(({ due }) => due <= until);
}

/** The person who keeps a promise, where it is a person of the case and not a post. */
const keeperOf = (held: Case, { staff, obligation }: Commitment): string | undefined =>
  staff ?? partOf(held, obligation?.owner);

const partOf = (held: Case, owner: Obligation["owner"] | undefined): string | undefined =>
  owner === "worker" || owner === "supervisor" ? held[owner] : undefined;

/** The lines of a mail, the latest first: what was asked for goes before the same from the list. */
export function inOrder(
  asked: readonly Reminder[],
  listed: readonly Reminder[],
  today: CalendarDay,
): readonly Reminder[] {
  const lines = new Map<string, Reminder>();
  for (const each of [...asked, ...listed]) {
    const before = lines.get(aboutOf(each));
    if (before?.says !== "escalation")
      lines.set(aboutOf(each), before ? { ...before, says: each.says } : each);
  }
  return [...lines.values()]
    .map((each) => ({ ...each, says: saidOn(each, today) }))
    .sort((one, other) => (one.due < other.due ? -1 : one.due > other.due ? 1 : 0));
}

/** What is to be said of it on the day the mail goes, which may be later than the rung's own. */
function saidOn({ due, says }: Reminder, today: CalendarDay): RungKind {
  const day = dayOf(due);
  if (day > today) return "reminder";
  if (says === "escalation") return "escalation";
  return day === today ? "due" : "overdue";
}
