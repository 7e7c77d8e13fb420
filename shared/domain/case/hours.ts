import { dayOf } from "../calendar-day.ts";
import { accept, type Decision, hasAny, refuse } from "../decision.ts";
import { find, isActive } from "../roster.ts";
import { type Limit, roomOf } from "./allocation-fit.ts";
import { passLimits } from "./allocation-override.ts";
import { type Case, isOpen } from "./case.ts";
import type { Context } from "./commands.ts";
import type { ChangeHours, HoursEvent } from "./hours-state.ts";

/**
 * The hours that a case takes of its worker's follow the work, so that what is left of theirs is true (CST-09). More than
 * they have is a limit, which a manager passes with a reason; fewer never is one. Refused: `already-decided`,
 * `not-allocated-yet`, `not-a-decision-maker`, `hours-full`, `reason-not-in-policy`.
 */
export function changeHours(
  held: Case,
  { by, hours, content, roster, loads, override }: ChangeHours,
  { at, policy }: Context,
): Decision<HoursEvent> {
  if (!isOpen(held)) return refuse("already-decided", { phase: held.phase });
  if (!hasAny(by, "manager", "service-manager")) return refuse("not-a-decision-maker");
  const { worker } = held;
  if (held.phase !== "supported" || worker === undefined) return refuse("not-allocated-yet");
  const before = held.hours ?? policy.people.caseHours;
  if (hours === before) return accept();
  const member = find(roster, worker);
  const isThere = member !== undefined && isActive(member, dayOf(at));
  const left = isThere ? roomOf(member, loads[worker], policy).hoursLeft : hours;
  const full: readonly Limit[] =
    hours > before && hours > left
      ? [{ name: "hours-full", details: { staff: worker, hoursLeft: left, hours }, passes: "manager" }]
      : [];
  const limits = passLimits(full, override, by, policy);
  if ("refused" in limits) return limits;
  return accept<HoursEvent>({ type: "HoursChanged", hours, by: by.id, at, content, ...limits });
}
