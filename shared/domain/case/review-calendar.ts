import { atTime, type Instant, workingDayOnOrAfter } from "../calendar-day.ts";
import type { Policy } from "../policy.ts";
import { type Case, isOpen, type SupportReview } from "./case.ts";

/** A review as a calendar holds it: by reference, so that it may stand in anybody's. */
export interface ReviewEntry {
  readonly caseRef: string;
  readonly cycle: number;
  readonly due: Instant;
  /** Higher each time the due instant moves, and once more when it is over. */
  readonly sequence: number;
  /** "cancelled": it was given, or the case has closed; a calendar takes it out. */
  readonly status: "confirmed" | "cancelled";
}

/** The entry of a review: the open one, or the one before it; undefined for any other. */
export function reviewEntry(held: Case, cycle: number, policy: Policy): ReviewEntry | undefined {
  const review = [held.review, held.lastReview].find((each) => each?.cycle === cycle);
  if (!review) return undefined;
  const isOwed = isOpen(held) && review === held.review;
  const moves = review.moves ?? 0;
  return {
    caseRef: held.caseRef,
    cycle,
    due: dueOf(review, policy),
    sequence: isOwed ? moves : moves + 1,
    status: isOwed ? "confirmed" : "cancelled",
  };
}

/** A case of before has its review's due instant in the obligation only, which a closed one no longer has (A9). */
const dueOf = ({ due, planned }: SupportReview, { division, review }: Policy): Instant =>
  due ?? atTime(workingDayOnOrAfter(planned, division), review.at);
