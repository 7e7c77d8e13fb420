import { dayOf } from "../calendar-day.ts";
import type { Case } from "./case.ts";
import type { CaseEvent } from "./events.ts";
import { seenByReview } from "./work-evolve.ts";

type ReviewEvent = Extract<CaseEvent, { type: "ReviewOpened" | "ReviewPartGiven" | "ReviewCompleted" }>;

/** Folds what happens to the fortnightly review (CST-17). */
export function evolveReview(held: Case, event: ReviewEvent): Case {
  switch (event.type) {
    case "ReviewOpened":
      return { ...held, review: { cycle: event.cycle, planned: event.planned, given: {} } };
    case "ReviewPartGiven":
      return given(held, event);
    case "ReviewCompleted":
      return completed(held);
  }
}

function given(held: Case, event: Extract<ReviewEvent, { type: "ReviewPartGiven" }>): Case {
  const { review, plan } = held;
  if (!review) return held;
  const { cycle, part, by, at, content, seen, agrees, changeBy, goalsAgreed } = event;
  const half = { by, at, content, ...(seen === undefined ? {} : { seen }) };
  const asked = plan && goalsAgreed ? { plan: { ...plan, goalsAgreed } } : {};
  const sight = seen === true ? seenByReview(held, dayOf(at)) : {};
  const next = {
    ...held,
    ...asked,
    ...sight,
    review: { ...review, given: { ...review.given, [part]: half } },
  };
  if (agrees === undefined) return next;
  const { challenge: _, ...agreed } = next;
  return agrees || !changeBy ? agreed : { ...agreed, challenge: { cycle, by, at, changeBy, content } };
}

/** A review without sight of the person counts as such; one with it begins the count anew. */
function completed(held: Case): Case {
  const { review } = held;
  if (!review) return held;
  const seen = review.given.worker?.seen;
  const unseenReviews = seen === undefined ? held.unseenReviews : seen ? 0 : (held.unseenReviews ?? 0) + 1;
  return { ...held, lastReview: review, ...(unseenReviews === undefined ? {} : { unseenReviews }) };
}

/** The open review's due instant, and whether it was moved: what a calendar is told. */
export function dueOfReview(
  held: Case,
  { obligation, track }: Extract<CaseEvent, { type: "ObligationOpened" }>,
): Case {
  const { review } = held;
  const isOfReview = (track ?? "main") === "main" && obligation.kind === "review";
  if (!review || !isOfReview || review.cycle !== obligation.cycle || review.due === obligation.due)
    return held;
  const moves = review.due === undefined ? {} : { moves: (review.moves ?? 0) + 1 };
  return { ...held, review: { ...review, due: obligation.due, ...moves } };
}
