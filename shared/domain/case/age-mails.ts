import { dayOf } from "../calendar-day.ts";
import type { Intent } from "../intent.ts";
import type { Case } from "./case.ts";
import type { CaseEvent } from "./events.ts";
import { mail } from "./mail-intent.ts";

/**
 * The mails of a rung that tell how long a case has waited for a decision (CST-06, I5). Where several have passed at
 * once, each recipient is told once, at the last that names them.
 */
export function ageMails(
  { rung, aged = [] }: Extract<CaseEvent, { type: "RungReached" }>,
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
  return aged
    .filter((role) => !later.includes(role))
    .map((role) => mail(before, `unallocated/${dayOf(at)}/${role}`, { role }, message));
}
