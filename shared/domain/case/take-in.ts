import { accept, type Decision, hasAny, refuse } from "../decision.ts";
import { currentMeeting, isMeetingDay } from "../meeting-calendar.ts";
import type { Case } from "./case.ts";
import type { Context, TakeIn } from "./commands.ts";
import type { CaseEvent } from "./events.ts";
import { allocationObligation } from "./next-obligation.ts";
import { answerTo } from "./obligation.ts";

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
  const { wait } = obligation;
  const next = allocationObligation({ policy, at, wait: wait + 1 }, meeting, receivedAt);
  // To the execution it is a deferral to an earlier day: the same wait again, with other rungs (A9).
  const answer = answerTo("deferred", wait, next);
  return accept<CaseEvent>(
    { type: "CaseTakenIn", meeting, by: by.id },
    { type: "WaitSettled", sequence: episode.sequence, wait, answer },
    { type: "ObligationOpened", obligation: next },
  );
}
