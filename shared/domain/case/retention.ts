import { type CalendarDay, calendarDay, dayOf } from "../calendar-day.ts";
import { accept, type Decision, hasAny, refuse, refuseReason } from "../decision.ts";
import type { Policy } from "../policy.ts";
import { type Case, isOpen } from "./case.ts";
import type { Context } from "./commands.ts";
import type { CaseEvent } from "./events.ts";
import type { DecideRetention, HoldCase, RetentionCommand } from "./retention-state.ts";

/** The same day some years on; of a leap day, the first of March. */
export function yearsAfter(day: CalendarDay, years: number): CalendarDay {
  const [year = "", rest = ""] = [day.slice(0, 4), day.slice(4)];
  const then = String(Number(year) + years);
  const isLeap = Number(then) % 4 === 0 && (Number(then) % 100 !== 0 || Number(then) % 400 === 0);
  return calendarDay(rest === "-02-29" && !isLeap ? `${then}-03-01` : `${then}${rest}`);
}

/** Until when a case that is over is kept at least, by the council's schedule or by an extension. */
export function keptUntil(held: Case, endedOn: CalendarDay, { keeping }: Policy): CalendarDay {
  const { closedYears, declinedYears } = keeping.retention;
  const scheduled = yearsAfter(endedOn, held.phase === "closed" ? closedYears : declinedYears);
  const extended = held.retention?.extendedUntil;
  return extended && extended > scheduled ? extended : scheduled;
}

/**
 * A records officer approves that a case whose date has come may be erased, or extends its date; or holds it. This is
 * a record and an instruction: nothing here erases anything, and no function may.
 */
export function decideRetention(
  held: Case,
  command: RetentionCommand,
  context: Context,
): Decision<CaseEvent> {
  if (!hasAny(command.by, "service-manager", "information-governance")) return refuse("not-a-decision-maker");
  return command.type === "hold" ? hold(held, command, context) : review(held, command, context);
}

function hold(
  held: Case,
  { by, hold: what, reason, content }: HoldCase,
  { at, policy }: Context,
): Decision<CaseEvent> {
  const bad = refuseReason(reason, policy.keeping.retention.holdReasons);
  if (bad) return bad;
  const isHeld = held.retention?.hold !== undefined;
  const said = { reason, by: by.id, at, content };
  if (what === "set") return isHeld ? accept() : accept<CaseEvent>({ type: "LegalHoldSet", ...said });
  return isHeld ? accept<CaseEvent>({ type: "LegalHoldLifted", ...said }) : refuse("not-on-hold");
}

function review(held: Case, command: DecideRetention, { at, policy }: Context): Decision<CaseEvent> {
  const { by, decision, until, endedOn, isPersonHeld, reason, content } = command;
  const { retention } = policy.keeping;
  if (isOpen(held)) return refuse("still-open", { phase: held.phase });
  const bad = refuseReason(reason, retention.reasons);
  if (bad) return bad;
  if (held.retention?.approved) return refuse("already-decided", { by: held.retention.approved.by });
  const said = { reason, by: by.id, at, content };
  const today = dayOf(at);
  if (decision === "extend") {
    const last = yearsAfter(today, retention.extendAtMostYears);
    if (!until || until <= keptUntil(held, endedOn, policy) || until > last)
      return refuse("not-an-extension", { keptUntil: keptUntil(held, endedOn, policy), atMost: last });
    return accept<CaseEvent>({ type: "RetentionExtended", until, ...said });
  }
  if (held.retention?.hold || isPersonHeld) return refuse("on-hold");
  if (keptUntil(held, endedOn, policy) > today)
    return refuse("kept-for-longer", { keptUntil: keptUntil(held, endedOn, policy) });
  return accept<CaseEvent>({ type: "RetentionApproved", ...said });
}
