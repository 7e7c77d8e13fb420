import { accept, type Decision, hasAny, refuse } from "../decision.ts";
import { currentMeeting, isMeetingDay, meetingAfter } from "../meeting-calendar.ts";
import type { Case } from "./case.ts";
import type { CaseCommand, Context, TakeIn } from "./commands.ts";
import type { CaseEvent } from "./events.ts";
import { allocationObligation, waitsSince } from "./next-obligation.ts";
import { answerTo, type Obligation } from "./obligation.ts";

/**
 * A manager takes a case into the meeting that sits now, or sits next, though its own is a later one: it came after
 * the agenda had closed, or was deferred and cannot wait (CST-06). From then on it is owed to that meeting like any
 * other, so that a case taken in and not reached is escalated the same day (F27). Asked twice it is done once.
 */
export function takeIn(
  held: Case,
  { by, meeting, isClosed = false }: TakeIn,
  { at, policy }: Context,
): Decision<CaseEvent> {
  const { obligation, phase, receivedAt, episode } = held;
  if (!hasAny(by, "manager", "service-manager")) return refuse("not-a-decision-maker");
  if (!isMeetingDay(policy, meeting)) return refuse("not-a-meeting-day", { day: meeting });
  const current = currentMeeting(policy, at);
  if (meeting < current) return refuse("meeting-passed", { day: meeting });
  if (meeting > current) return refuse("meeting-not-yet", { day: meeting });
  if (isClosed) return refuse("meeting-closed", { day: meeting });
  if (phase !== "referred") return refuse("already-decided", { phase });
  if (obligation?.kind !== "allocation" || !obligation.meeting) return refuse("nothing-to-decide");
  if (obligation.meeting <= meeting) return accept();
  const next = allocationObligation({ policy, at, wait: obligation.wait + 1 }, meeting, receivedAt);
  return accept<CaseEvent>(
    { type: "CaseTakenIn", meeting, by: by.id },
    ...waitFor(episode.sequence, obligation, next),
  );
}

/**
 * A meeting was held and closed, and did not come to this case: it waits for the next one, and is not overdue for one that
 * took place (CST-06, F27). How long it has waited goes on counting (I5). Nothing happens to a case that somebody has decided
 * about meanwhile, or that waits for a later meeting already.
 */
export function carryOver(
  held: Case,
  { meeting, next: sits }: Extract<CaseCommand, { type: "carry-over" }>,
  { at, policy }: Context,
): Decision<CaseEvent> {
  const { obligation, phase, episode } = held;
  const isWaiting = phase === "referred" && obligation?.kind === "allocation";
  if (!isWaiting || !obligation.meeting || obligation.meeting > meeting) return accept();
  // Minutes that are closed days later leave it to the meeting that sits then, on whose agenda it lies already.
  const after = meetingAfter(policy, meeting);
  const until = sits > after ? sits : after;
  const opening = { policy, at, wait: obligation.wait + 1 };
  const next = allocationObligation(opening, until, waitsSince(held, policy));
  return accept<CaseEvent>(
    { type: "CaseCarriedOver", meeting, until },
    ...waitFor(episode.sequence, obligation, next),
  );
}

/** To the execution another day is a deferral: the same wait again, with other rungs (A9). */
function waitFor(sequence: number, { wait }: Obligation, next: Obligation): readonly CaseEvent[] {
  return [
    { type: "WaitSettled", sequence, wait, answer: answerTo("deferred", wait, next) },
    { type: "ObligationOpened", obligation: next },
  ];
}
