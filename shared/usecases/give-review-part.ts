import type { SupervisorHalf, WorkerHalf } from "#shared/contracts/requests/review-halves.ts";
import type { Instant } from "#shared/domain/calendar-day.ts";
import type { ReviewPart } from "#shared/domain/case/case.ts";
import type { ReviewAnswers } from "#shared/domain/case/review-answers.ts";
import type { Actor } from "#shared/domain/decision.ts";
import { changeCase } from "./change-case.ts";
import type { Ports } from "./ports.ts";
import { rosterOf } from "./read-roster.ts";
import { keepWords } from "./words.ts";

/** A half as it was given: its words are content of the case, and never travel (A4). */
export type ReviewHalf = WorkerHalf | SupervisorHalf;

/**
 * One half of the open review. The words are stored first, under their own hash, then the decision that refers to
 * them (A2); a half refused leaves its words unreferred to and changes nothing.
 */
export async function giveReviewPart(
  ports: Ports,
  by: Actor & { readonly council: string },
  caseRef: string,
  cycle: number,
  part: ReviewPart,
  half: ReviewHalf,
  at: Instant,
) {
  const content = await keepWords(ports, by.council, caseRef, `review-${cycle}-${part}`, half);
  const roster = await rosterOf(ports, by.council);
  const answers = answersOf(half);
  return changeCase(ports, by.council, caseRef, by, at, () => ({
    type: "give-review-part",
    by,
    part,
    cycle,
    content,
    answers,
    roster,
  }));
}

/** The half without its words. */
function answersOf(half: ReviewHalf): ReviewAnswers {
  if ("agrees" in half) return half.agrees ? { agrees: true } : { agrees: false, changeBy: half.changeBy };
  const { progress: _, objectives, ...coded } = half;
  if (!objectives) return coded;
  return { ...coded, objectives: objectives.map(({ id, progress }) => ({ id, progress })) };
}
