import { isAgencyId } from "../agencies.ts";
import { atTime, type CalendarDay, dayOf, plusWorkingDays } from "../calendar-day.ts";
import { accept, type Decision, holdfast, type Refusal, refuse } from "../decision.ts";
import type { Policy } from "../policy.ts";
import type { Case } from "./case.ts";
import type { Closure } from "./closure-state.ts";
import type { Context, NoteAsking } from "./commands.ts";
import { commitmentsOf } from "./commitment.ts";
import type { CaseEvent } from "./events.ts";
import { mayNotRecord } from "./non-engagement.ts";

/** The team itself, which is always one of those asked. */
export const theTeam = "team";

/** Whoever was asked and has not answered yet, in the order they were asked. */
export const unanswered = ({ ask, consulted }: Closure): readonly string[] =>
  ask.filter((asked) => !consulted[asked] || consulted[asked].corrected);

/**
 * The agencies that have to do with a person now, by id: those that the referral names, those that agreed to what was
 * recorded of the risk, those whose offer is chased, and where the person was referred on to, unless nothing came of
 * that (CST-19).
 */
export function involvedAgencies(held: Case, policy: Policy): readonly string[] {
  const promised = commitmentsOf(held).flatMap(({ kind, about = "" }) =>
    kind === "referral-on" || (kind === "agency-offer" && isAgencyId(policy, about)) ? [about] : [],
  );
  return [
    ...new Set([...held.agencies, ...(held.risk?.joint ?? []), ...(held.referredTo ?? []), ...promised]),
  ];
}

/** By when somebody who is asked on `day` answers: an instant of the policy's. */
export const answerByOf = (day: CalendarDay, { closure, division }: Policy) =>
  atTime(plusWorkingDays(day, closure.answerWithinWorkingDays, division), closure.at);

/** Each of these agencies that has an address is asked by mail: by the event that says so (CST-19, X-05). */
export const askByMail = (agencies: readonly string[], { at, policy }: Context): readonly CaseEvent[] =>
  agencies
    .filter((agency) => policy.closure.agencies.some(({ id, email }) => id === agency && email !== null))
    .map((agency) => ({ type: "AgencyAsked", with: agency, on: dayOf(at), by: holdfast.id, at }));

/** Who has not answered is asked by mail once more, when a reminder of the consultation has passed (CST-19). */
export function askAgain(
  { closure }: Case,
  events: readonly CaseEvent[],
  context: Context,
): readonly CaseEvent[] {
  const isTime = events.some(
    (event) => event.type === "RungReached" && event.track === "closure" && event.says === "reminder",
  );
  if (!isTime || closure?.obligation?.kind !== "consultation") return [];
  return askByMail(unanswered(closure), context);
}

/**
 * Somebody of the team asked an agency, and says on which day: the worker, who stands in for them, or who answers for
 * them. Said again of the same day it changes nothing (F13).
 */
export function noteAsking(held: Case, command: NoteAsking, context: Context): Decision<CaseEvent> {
  const { by, with: agency, on, content, roster } = command;
  const { closure } = held;
  if (!closure || closure.ended) return refuse("no-closure-open");
  const refused = mayNotRecord(held, by, roster, context);
  if (refused) return refused;
  if (agency === theTeam) return refuse("not-an-agency", { agency });
  if (!closure.ask.includes(agency)) return refuse("not-asked", { asked: agency });
  const requestedOn = dayOf(closure.requestedAt);
  if (on > dayOf(context.at)) return refuse("day-not-reached", { day: on });
  if (on < requestedOn) return refuse("day-too-early", { day: on, earliest: requestedOn });
  const { first, again } = closure.asked?.[agency] ?? {};
  if (on === first || on === again) return accept();
  return accept<CaseEvent>({ type: "AgencyAsked", with: agency, on, by: by.id, at: context.at, content });
}

/**
 * Silence is an answer of an agency that was asked and, on a later day, asked again, and that has had its time since the
 * first of the two. The team is there to be heard, and never silent (CST-19).
 */
export function refuseSilence(
  { asked, answerBy }: Closure,
  agency: string,
  { at, policy }: Context,
): { readonly refused: Refusal } | undefined {
  if (agency === theTeam) return refuse("team-not-silent");
  const { first, again } = asked?.[agency] ?? {};
  const own = first ? answerByOf(first, policy) : answerBy;
  const until = own > answerBy ? own : answerBy;
  if (at < until) return refuse("still-time-to-answer", { answerBy: until });
  const wasChased = again !== undefined && again < dayOf(at);
  return wasChased ? undefined : refuse("not-chased", { agency, ...(first ? { askedOn: first } : {}) });
}
