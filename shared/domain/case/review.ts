import { dayOf, plusDays } from "../calendar-day.ts";
import { accept, type Decision, hasAny, type Refusal, refuse } from "../decision.ts";
import { actsFor } from "../roster.ts";
import type { Case, SupportReview } from "./case.ts";
import type { Context, GiveReviewPart } from "./commands.ts";
import type { CaseEvent } from "./events.ts";
import { isPastStage, nextPlanned, reviewObligation } from "./next-obligation.ts";
import { answerTo, type Obligation } from "./obligation.ts";

/**
 * One half of the fortnightly review (CST-17). Two different people give the two halves (I7, F15), each once a
 * cycle (F13); with the second the next fortnight opens, counted from the planned day.
 */
export function giveReviewPart(held: Case, command: GiveReviewPart, context: Context): Decision<CaseEvent> {
  const { review, obligation } = held;
  if (!review || obligation?.kind !== "review") return refuse("no-review-open");
  const refusal = refusePart(held, review, command, context);
  if (refusal) return refusal;
  const { cycle, part, content, seen, by } = command;
  const told = seen === undefined ? {} : { seen };
  const given: CaseEvent = {
    type: "ReviewPartGiven",
    cycle,
    part,
    by: by.id,
    at: context.at,
    content,
    ...told,
  };
  const isComplete = review.given[part === "worker" ? "supervisor" : "worker"] !== undefined;
  return isComplete
    ? accept(given, { type: "ReviewCompleted", cycle }, ...nextFortnight(held, review, obligation, context))
    : accept(given);
}

function refusePart(
  held: Case,
  review: SupportReview,
  { by, part, cycle, roster }: GiveReviewPart,
  { at, policy }: Context,
): { readonly refused: Refusal } | undefined {
  const today = dayOf(at);
  if (cycle < review.cycle) return refuse("already-given", { cycle, part });
  if (cycle > review.cycle) return refuse("another-cycle", { open: review.cycle, asked: cycle });
  // Each fortnight holds one review: given ahead of its own, one would leave a later fortnight without any (I3).
  const opensAfter = plusDays(review.planned, -policy.review.everyDays);
  if (cycle > 1 && today <= opensAfter) return refuse("review-not-yet", { cycle, opensAfter });
  const already = review.given[part];
  if (already) return refuse("already-given", { cycle, part, by: already.by, at: already.at });
  const other = review.given[part === "worker" ? "supervisor" : "worker"];
  if (other?.by === by.id) return refuse("same-person", { staff: by.id });
  if (part === "worker") {
    return held.worker !== undefined && actsFor(roster, held.service, by.id, held.worker, today)
      ? undefined
      : refuse("not-the-worker");
  }
  if (by.id === held.worker) return refuse("same-person", { staff: by.id });
  return hasAny(by, "supervisor", "manager", "service-manager") ? undefined : refuse("not-a-supervisor");
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
