import { dayOf, daysBetween, plusMinutes } from "../calendar-day.ts";
import { accept, type Decision, hasAny, refuse, refuseReason } from "../decision.ts";
import { type Case, isOpen, trackOf } from "./case.ts";
import type { Context } from "./commands.ts";
import type { CaseEvent } from "./events.ts";
import type { CorrectEntry, MendingCommand, MoveReview, RetryCase } from "./mending-state.ts";
import { reviewObligation } from "./next-obligation.ts";
import { answerTo } from "./obligation.ts";

/** What is put right without editing anything by hand: a wrong line, the day of a review, a stuck execution. */
export function decideMending(held: Case, command: MendingCommand, context: Context): Decision<CaseEvent> {
  switch (command.type) {
    case "correct":
      return correct(held, command, context);
    case "move-review":
      return moveReview(held, command, context);
    case "retry":
      return retry(held, command, context);
  }
}

/**
 * A correction is a line of its own beside the one that is wrong, by whoever wrote that or by a manager. An answer
 * about a closure that is not decided yet may then be recorded anew (CST-19).
 */
function correct(held: Case, command: CorrectEntry, { at, policy }: Context): Decision<CaseEvent> {
  const { by, of, entry, isSaid, reason, content } = command;
  const bad = refuseReason(reason, policy.keeping.corrections.reasons);
  if (bad) return bad;
  if (!entry) return refuse("no-such-entry", { of });
  if (entry.by !== by.id && !hasAny(by, "manager", "service-manager"))
    return refuse("not-yours-to-correct", { by: entry.by });
  if (isSaid) return accept();
  const asked = reopenedBy(held, entry);
  const reopens = asked === undefined ? {} : { reopens: asked };
  const said = { reason, by: by.id, at, content };
  return accept<CaseEvent>({ type: "EntryCorrected", of, ofType: entry.type, ...said, ...reopens });
}

/** Whose answer this line is, where it stands in a closure that nobody has decided yet. */
function reopenedBy({ closure }: Case, { type, facts, at }: NonNullable<CorrectEntry["entry"]>) {
  if (type !== "ConsultationRecorded" || !closure || closure.ended) return undefined;
  const asked = String(facts.with);
  return closure.consulted[asked]?.at === at ? asked : undefined;
}

/** Only a review that is still to come is moved: a late one stays late, whoever would like it otherwise (I5). */
function moveReview(held: Case, command: MoveReview, { at, policy }: Context): Decision<CaseEvent> {
  const { by, day, reason, content } = command;
  const { review, obligation, episode } = held;
  const { reasons, atMostDays, mostTimes } = policy.keeping.movedReviews;
  if (!hasAny(by, "manager", "service-manager")) return refuse("not-a-decision-maker");
  if (!review || obligation?.kind !== "review") return refuse("no-review-open");
  const bad = refuseReason(reason, reasons);
  if (bad) return bad;
  if (obligation.due <= at) return refuse("already-due", { due: obligation.due });
  if (day <= dayOf(at)) return refuse("day-is-past", { due: day });
  if ((review.moves ?? 0) >= mostTimes) return refuse("moved-already", { times: review.moves ?? 0 });
  if (Math.abs(daysBetween(review.planned, day)) > atMostDays)
    return refuse("too-far-from-planned", { planned: review.planned, atMostDays });
  const next = reviewObligation({ policy, at, wait: obligation.wait + 1 }, day, obligation.cycle);
  if (next.due === obligation.due) return accept();
  const { wait, cycle } = obligation;
  const { sequence } = episode;
  return accept<CaseEvent>(
    { type: "ReviewMoved", cycle, due: next.due, reason, by: by.id, at, content },
    { type: "WaitSettled", sequence, wait, answer: answerTo("moved", wait, next) },
    { type: "ObligationOpened", obligation: next },
  );
}

/** The next attempt of an execution, once the one before has had time to start; or another try of what was given up on. */
function retry(held: Case, command: RetryCase, { at, policy }: Context): Decision<CaseEvent> {
  const { by, what, track: name, parked } = command;
  if (what === "effects")
    return parked === 0
      ? refuse("nothing-to-retry")
      : accept<CaseEvent>({ type: "EffectsRetried", count: parked, by: by.id, at });
  const track = trackOf(held, name);
  if (!isOpen(held) || !track?.obligation) return refuse("nothing-to-retry");
  const { workflow, sequence, attempt, begun } = track.episode;
  const again = plusMinutes(begun, policy.keeping.retries.afterMinutes);
  if (at < again) return refuse("retried-just-now", { again });
  return accept<CaseEvent>({
    type: "EpisodeBegun",
    workflow,
    sequence,
    attempt: attempt + 1,
    begun: at,
    why: "asked-by-staff",
    ...(name === "main" ? {} : { track: name }),
  });
}
