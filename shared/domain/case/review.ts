import { atTime, dayOf, plusDays } from "../calendar-day.ts";
import { accept, type Decision, hasAny, type Refusal, refuse } from "../decision.ts";
import { reach } from "../roster.ts";
import type { Case, ReviewPart, SupportReview } from "./case.ts";
import type { Context, GiveReviewPart } from "./commands.ts";
import { commitmentsOf, endCommitment, makeCommitments } from "./commitment.ts";
import type { CaseEvent } from "./events.ts";
import { isPastStage, nextPlanned, opensOn, reviewObligation } from "./next-obligation.ts";
import { answerTo, type Obligation } from "./obligation.ts";
import { openObjectives } from "./review-answers.ts";
import { riskRose } from "./review-risk.ts";
import { actsInStead } from "./standing-in.ts";

const otherPart = (part: ReviewPart): ReviewPart => (part === "worker" ? "supervisor" : "worker");

/**
 * One half of the fortnightly review (CST-17). Two different people give the two halves (I7, F15), each once a
 * cycle (F13); with the second the next fortnight opens, counted from the planned day.
 */
export function giveReviewPart(held: Case, command: GiveReviewPart, context: Context): Decision<CaseEvent> {
  const { review, obligation } = held;
  if (!review || obligation?.kind !== "review") return refuse("no-review-open");
  const refusal =
    refuseCycle(held, review, command, context) ??
    refusePerson(held, review, command, context) ??
    refuseAnswers(held, command, context);
  if (refusal) return refusal;
  const { cycle, part, content, answers, by } = command;
  const given: CaseEvent = {
    type: "ReviewPartGiven",
    cycle,
    part,
    by: by.id,
    at: context.at,
    content,
    ...answers,
  };
  const unseen = answers.seen === false ? [notSeen(held, command, context)] : [];
  const isComplete = review.given[otherPart(part)] !== undefined;
  const next: readonly CaseEvent[] = isComplete
    ? [{ type: "ReviewCompleted", cycle }, ...nextFortnight(held, review, obligation, context)]
    : [];
  const used = next.map((event) => (event.type === "EpisodeBegun" ? event.sequence : 0));
  const last = Math.max(held.lastSequence, ...used);
  return accept(
    given,
    ...achievedIn(command),
    ...unseen,
    ...riskRose(held, command, last, context),
    ...challenged(held, command, last, context),
    ...next,
  );
}

/** An objective that the worker calls achieved is worked on no more (CST-17). */
const achievedIn = ({ answers: { objectives = [] } }: GiveReviewPart): readonly CaseEvent[] =>
  objectives
    .filter(({ progress }) => progress === "achieved")
    .map(({ id }) => ({ type: "ObjectiveEnded", id, as: "achieved" }));

/**
 * A challenge is a promise of the worker's, chased until they say what they did. A later half of a supervisor's ends
 * one that is still open: kept where they agree, not kept where they challenge again.
 */
function challenged(
  held: Case,
  { by, cycle, content, answers: { agrees, changeBy } }: GiveReviewPart,
  last: number,
  context: Context,
): readonly CaseEvent[] {
  if (agrees === undefined) return [];
  const before = commitmentsOf(held)
    .filter(({ kind }) => kind === "challenge")
    .flatMap((commitment) => endCommitment(commitment, agrees ? "kept" : "not-kept", by.id));
  if (agrees || !changeBy) return before;
  const due = atTime(changeBy, context.policy.commitments.challenge.at);
  // Whoever holds the case answers for it, also where that is somebody else by then.
  const promise = { kind: "challenge", by: by.id, due, about: `${cycle}`, content } as const;
  // The new one first: a promise that has ended leaves the case when the next is made, and its wait is answered before.
  return [...makeCommitments(last + 1, [promise], context), ...before];
}

/**
 * The supervisor is told of each review without sight of the person, and after some in a row one more: the manager,
 * or the service manager where the manager is the supervisor (I5).
 */
function notSeen(
  { service, supervisor, unseenReviews = 0 }: Case,
  { cycle, roster }: GiveReviewPart,
  { at, policy }: Context,
): CaseEvent {
  const times = unseenReviews + 1;
  if (times < policy.review.tellManagerAfterUnseen)
    return { type: "PersonNotSeen", cycle, times, to: ["supervisor"] };
  const managers = reach(roster, service, { role: "manager" }, dayOf(at));
  const isManager = managers.some(({ staffId }) => staffId === supervisor);
  const above = isManager ? "service-manager" : "manager";
  return { type: "PersonNotSeen", cycle, times, to: ["supervisor", above] };
}

type Refused = { readonly refused: Refusal } | undefined;

/** Each fortnight has one review, and each of its halves is given once (F13, I3). */
function refuseCycle(
  { lastReview }: Case,
  review: SupportReview,
  command: GiveReviewPart,
  { at, policy }: Context,
): Refused {
  const { cycle, part } = command;
  if (cycle > review.cycle) return refuse("another-cycle", { open: review.cycle, asked: cycle });
  if (cycle < review.cycle) return refuseAgain(lastReview?.cycle === cycle ? lastReview : undefined, command);
  if (review.given[part]) return refuseAgain(review, command);
  // Given ahead of its own days, a review would leave a later fortnight without any. The first may come at once:
  // nobody has looked at the person yet, and the planned day is left to the next one.
  const opens = opensOn(policy, review.planned);
  return cycle > 1 && dayOf(at) < opens ? refuse("review-not-yet", { cycle, opensOn: opens }) : undefined;
}

/** Who gave it and when; and whether it is the very half that is sent again, which is then in as it was sent (F13, F14). */
function refuseAgain(
  review: SupportReview | undefined,
  { by, part, cycle, content }: GiveReviewPart,
): Refused {
  const already = review?.given[part];
  if (!already) return refuse("already-given", { cycle, part });
  const isSame = already.by === by.id && already.content === content;
  const details = { cycle, part, by: already.by, at: already.at };
  return refuse("already-given", isSame ? { ...details, identical: "yes" } : details);
}

/**
 * Two different people (X-04, F15). For each half it is the person themselves or whoever acts in their stead today; any
 * supervisor or manager may give the second, so that nobody's absence ever stops a review (F17).
 */
function refusePerson(
  held: Case,
  { given }: SupportReview,
  { by, part, roster }: GiveReviewPart,
  context: Context,
): Refused {
  const { worker, supervisor } = held;
  const standsFor = (staff: string | undefined) =>
    staff !== undefined && actsInStead(held, roster, by.id, staff, context);
  if (given[otherPart(part)]?.by === by.id) return refuse("same-person", { staff: by.id });
  if (part === "worker") return standsFor(worker) ? undefined : refuse("not-the-worker");
  if (by.id === worker) return refuse("same-person", { staff: by.id });
  const mayGive = hasAny(by, "supervisor", "manager", "service-manager") || standsFor(supervisor);
  return mayGive ? undefined : refuse("not-a-supervisor");
}

/** What the answers must be beside what their form asks for: days that can be, and a word on each open objective. */
function refuseAnswers(held: Case, { part, answers }: GiveReviewPart, { at, policy }: Context): Refused {
  const today = dayOf(at);
  const { lastSeenOn, objectives = [], changeBy } = answers;
  if (part === "supervisor") {
    const latest = plusDays(today, policy.review.changeWithinDays);
    const isInTime = changeBy === undefined || (today < changeBy && changeBy <= latest);
    return isInTime ? undefined : refuse("not-a-day-to-change-by", { day: changeBy, latest });
  }
  if (lastSeenOn && lastSeenOn > today) return refuse("last-seen-ahead", { day: lastSeenOn });
  const open = openObjectives(held);
  const unknown = objectives.find(({ id }) => !open.includes(id));
  if (unknown) return refuse("not-an-open-objective", { objective: unknown.id });
  const missing = open.filter((id) => !objectives.some((each) => each.id === id));
  return missing.length > 0 ? refuse("objectives-unanswered", { missing: missing.join(" ") }) : undefined;
}

/** The next review, in the same episode, or at the end of a stage in the next one (A1, F20). */
function nextFortnight(
  held: Case,
  review: SupportReview,
  obligation: Obligation,
  { at, policy }: Context,
): readonly CaseEvent[] {
  const { sequence } = held.episode;
  const { wait } = obligation;
  const planned = nextPlanned(policy, review.planned, at);
  const cycle = review.cycle + 1;
  const opened: CaseEvent = { type: "ReviewOpened", cycle, planned };
  if (held.stageBegun && isPastStage(policy, held.stageBegun, planned)) {
    return [
      { type: "WaitSettled", sequence, wait, answer: answerTo("handed-over", wait) },
      {
        type: "EpisodeBegun",
        workflow: "support-stage",
        sequence: held.lastSequence + 1,
        attempt: 1,
        begun: at,
        why: "stage-ended",
      },
      opened,
      { type: "ObligationOpened", obligation: reviewObligation({ policy, at, wait: 1 }, planned, cycle) },
    ];
  }
  const next = reviewObligation({ policy, at, wait: wait + 1 }, planned, cycle);
  return [
    { type: "WaitSettled", sequence, wait, answer: answerTo("reviewed", wait, next) },
    opened,
    { type: "ObligationOpened", obligation: next },
  ];
}
