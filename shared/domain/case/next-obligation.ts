import { withAge } from "../ageing.ts";
import {
  atTime,
  type CalendarDay,
  dayOf,
  daysBetween,
  type Instant,
  plusDays,
  plusMinutes,
  plusWorkingDays,
  workingDayOnOrAfter,
} from "../calendar-day.ts";
import { climb, climbAgain, type Ladder, type Rung } from "../ladder.ts";
import type { Policy } from "../policy.ts";
import type { SignpostReason } from "../screening.ts";
import type { Case } from "./case.ts";
import type { Obligation, ObligationKind } from "./obligation.ts";

interface Opening {
  readonly policy: Policy;
  /** When the obligation opens; rungs before it are left out. */
  readonly at: Instant;
  readonly wait: number;
}

/** Screening is done by the machine; the duty desk answers for it if the machine does not. */
export function screeningObligation(policy: Policy, receivedAt: Instant): Obligation {
  const due = plusMinutes(receivedAt, policy.screening.withinMinutes);
  return {
    kind: "screening",
    wait: 1,
    cycle: 1,
    opened: receivedAt,
    due,
    owner: "duty",
    rungs: [],
    reached: 0,
  };
}

/** Somebody confirms that the other service has the referral: within the hours of an acute risk, or by a day (CST-05). */
export function signpostObligation(open: Opening, reason: SignpostReason, receivedAt: Instant): Obligation {
  const { signpost, division } = open.policy;
  if (reason === "acute-mental-health") {
    const due = plusMinutes(receivedAt, signpost.acuteWithinMinutes);
    return withLadder(open, "signpost", due, "duty", signpost.acuteLadder);
  }
  const day = plusWorkingDays(dayOf(receivedAt), signpost.otherWithinWorkingDays, division);
  return withLadder(open, "signpost", atTime(day, signpost.otherAt), "duty", signpost.otherLadder);
}

/** Two hours from receipt, at any hour, and never moved (CST-08, I3). */
export function emergencyObligation(open: Opening, receivedAt: Instant): Obligation {
  const { emergency } = open.policy;
  return withLadder(
    open,
    "emergency",
    plusMinutes(receivedAt, emergency.withinMinutes),
    "manager",
    emergency.ladder,
  );
}

/** From when on a case has waited for a decision: its receipt, or the day on which it came back by itself (CST-06, CST-07). */
export const waitsSince = (
  { receivedAt, lookAgain }: Pick<Case, "receivedAt" | "lookAgain">,
  policy: Policy,
) => (lookAgain ? atTime(lookAgain.on, policy.meeting.startsAt) : receivedAt);

/** Within how many working days a referrer has an answer: the number by which that is measured (CST-07, CST-11). */
const answering = ({ measures, referral, division }: Policy) => ({
  division,
  answerEvery: { workingDays: measures.answerWithinWorkingDays, at: referral.holdingLetterAt },
});

/** A sitting of the meeting (CST-06); not held by its end, it is escalated (F27), and so is the age of the case (I5). */
export function allocationObligation(open: Opening, meeting: CalendarDay, receivedAt: Instant): Obligation {
  const { startsAt, ladder, ageing } = open.policy.meeting;
  const sitting = withLadder(open, "allocation", atTime(meeting, startsAt), "manager", ladder);
  const age = { since: receivedAt, after: open.at, ...answering(open.policy) };
  return { ...sitting, rungs: withAge(sitting.rungs, ageing, age), meeting };
}

/** The review planned for a day, due at the policy's hour, moved to the next working day off a holiday (CST-17, X-02). */
export function reviewObligation(open: Opening, planned: CalendarDay, cycle: number): Obligation {
  const due = reviewDue(open.policy, planned);
  return { ...withLadder(open, "review", due, "worker", open.policy.review.ladder), cycle };
}

/** When the review planned for a day is due. */
export const reviewDue = ({ review, division }: Policy, planned: CalendarDay): Instant =>
  atTime(workingDayOnOrAfter(planned, division), review.at);

/** The manager hears the team and the agencies by a day; after it, the silence of an agency may be recorded (CST-19). */
export function consultationObligation(open: Opening, answerBy: Instant): Obligation {
  return withLadder(open, "consultation", answerBy, "manager", open.policy.closure.consultationLadder);
}

/** A manager decides whether the case closes (CST-19). */
export function closureObligation(open: Opening): Obligation {
  const { closure, division } = open.policy;
  const day = plusWorkingDays(dayOf(open.at), closure.decideWithinWorkingDays, division);
  return withLadder(open, "closure", atTime(day, closure.at), "manager", closure.decisionLadder);
}

/** A promise is kept by its due time, or chased (service policy, by its kind). */
export function commitmentObligation(
  open: Opening,
  commitment: NonNullable<Obligation["commitment"]>,
  due: Instant,
): Obligation {
  const { owner, ladder } = open.policy.commitments[commitment.kind];
  return { ...withLadder(open, "commitment", due, owner, ladder), commitment };
}

function withLadder(
  { policy, at, wait }: Opening,
  kind: ObligationKind,
  due: Instant,
  owner: Obligation["owner"],
  ladder: Ladder,
): Obligation {
  const rungs = climb(ladder, { due, opened: at, division: policy.division });
  return { kind, wait, cycle: 1, opened: at, due, owner, rungs, reached: 0 };
}

/** The same obligation, still due when it was, held by the next episode: its ladder repeats from here (A6, F20). */
export function heldOn(
  obligation: Obligation,
  held: Pick<Case, "signposted" | "receivedAt" | "lookAgain">,
  policy: Policy,
  at: Instant,
): Obligation {
  const ladder = ladderOf(obligation, held, policy);
  // The hand-over took the place of a repeat, and told nobody: so the next episode begins with one.
  const now: Rung = { at, says: "escalation", to: ladder.repeat.to };
  const again = [now, ...climbAgain(ladder, { from: at, division: policy.division })];
  // What of the age fell on the hand-over itself, or since, is told now.
  const after = plusMinutes(obligation.rungs.at(-1)?.at ?? at, -1);
  const age = { since: waitsSince(held, policy), after, ...answering(policy) };
  const rungs = obligation.kind === "allocation" ? withAge(again, policy.meeting.ageing, age) : again;
  return { ...obligation, wait: 1, opened: at, rungs, reached: 0 };
}

function ladderOf(obligation: Obligation, held: Pick<Case, "signposted">, policy: Policy): Ladder {
  switch (obligation.kind) {
    case "emergency":
      return policy.emergency.ladder;
    case "allocation":
      return policy.meeting.ladder;
    case "review":
      return policy.review.ladder;
    case "consultation":
      return policy.closure.consultationLadder;
    case "closure":
      return policy.closure.decisionLadder;
    case "commitment":
      return policy.commitments[obligation.commitment?.kind ?? "action"].ladder;
    default:
      return held.signposted === "acute-mental-health"
        ? policy.signpost.acuteLadder
        : policy.signpost.otherLadder;
  }
}

/** The day of the first review of a case allocated at `at`. */
export const firstPlanned = (policy: Policy, at: Instant): CalendarDay =>
  plusDays(dayOf(at), policy.review.everyDays);

/** The first day on which a review may be given as the one planned for `planned`. */
export const opensOn = (policy: Policy, planned: CalendarDay): CalendarDay =>
  plusDays(planned, -policy.review.earliestDaysBefore);

/**
 * The day of the review after the one planned for `planned` and given at `at`. It counts from the planned day, so that
 * a holiday or a late review never drifts the rhythm; days that have passed already are stepped over, so that it is
 * always still to come. One given before its window, as only the first may be, leaves the planned day to the next.
 */
export function nextPlanned(policy: Policy, planned: CalendarDay, at: Instant): CalendarDay {
  const today = dayOf(at);
  if (today < opensOn(policy, planned)) return planned;
  let next = plusDays(planned, policy.review.everyDays);
  while (next <= today) next = plusDays(next, policy.review.everyDays);
  return next;
}

/** Whether a review planned for `planned` belongs to the stage after the one that began on `stageBegun`. */
export const isPastStage = (policy: Policy, stageBegun: CalendarDay, planned: CalendarDay): boolean =>
  daysBetween(stageBegun, planned) > policy.stage.days;
