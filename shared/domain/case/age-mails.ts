import { type CalendarDay, dayOf } from "../calendar-day.ts";
import type { Intent } from "../intent.ts";
import type { Case } from "./case.ts";
import type { CaseEvent } from "./events.ts";
import { mail } from "./mail-intent.ts";

/**
 * The mails of a rung that tell how long a case has waited for a decision (CST-06, I5). Where several have passed at
 * once, each recipient is told once, at the last that names them.
 */
export function ageMails(
  { rung, aged = [], holding }: Extract<CaseEvent, { type: "RungReached" }>,
  events: readonly CaseEvent[],
  before: Case,
): readonly Intent[] {
  const { caseRef, receivedAt, deferrals = 0, obligation } = before;
  const at = obligation?.rungs[rung - 1]?.at;
  if (aged.length === 0 || !at) return [];
  const later = events.flatMap((other) =>
    other.type === "RungReached" && other.rung > rung ? (other.aged ?? []) : [],
  );
  const message = {
    kind: "case-unallocated",
    caseRef,
    receivedOn: dayOf(receivedAt),
    deferrals,
    ...(obligation.meeting ? { meeting: obligation.meeting } : {}),
  } as const;
  const isLast = !events.some((other) => other.type === "RungReached" && other.rung > rung && other.holding);
  return [
    ...(holding && isLast ? [holdingLetter(before, dayOf(at))] : []),
    ...aged
      .filter((role) => !later.includes(role))
      .map((role) => mail(before, `unallocated/${dayOf(at)}/${role}`, { role }, message)),
  ];
}

/** The referrer hears when somebody decides, and that nobody has forgotten; the manager is told by the case's age (CST-07). */
function holdingLetter(before: Case, day: CalendarDay): Intent {
  const { caseRef, referralRef, obligation } = before;
  const meeting = obligation?.meeting;
  const isToCome = meeting !== undefined && meeting >= day;
  return mail(
    before,
    `held/${day}`,
    { referrerOf: referralRef },
    {
      kind: "referral-held",
      referralRef,
      caseRef,
      ...(isToCome ? { meeting } : {}),
    },
  );
}
