import { atTime, dayOf, plusWorkingDays } from "../calendar-day.ts";
import type { Case } from "./case.ts";
import type { Context, GiveReviewPart } from "./commands.ts";
import { commitmentsOf } from "./commitment.ts";
import type { CaseEvent } from "./events.ts";
import { lapsePlan } from "./plan.ts";

/**
 * The worker's half says that the risk is higher, or that there is a new one: what the plan was approved for has changed,
 * so it is in force no more, and the risk is recorded anew within the policy's days, as a promise about it (CST-12,
 * CST-17). `last` is the highest sequence that the case has, or that this decision has used.
 */
export function riskRose(
  held: Case,
  { by, content, answers: { riskChange } }: GiveReviewPart,
  last: number,
  context: Context,
): readonly CaseEvent[] {
  if (riskChange !== "higher" && riskChange !== "new") return [];
  const { at, policy } = context;
  const day = plusWorkingDays(dayOf(at), policy.work.risk.recordWithinWorkingDays, policy.division);
  const due = atTime(day, policy.commitments["risk-review"].at);
  const isOwedSooner = commitmentsOf(held).some(
    ({ kind, about, obligation }) =>
      kind === "risk-review" && about === "risk" && obligation !== undefined && obligation.due <= due,
  );
  const owed = { kind: "risk-review", by: by.id, due, about: "risk", content } as const;
  const numbered = { ...held, lastSequence: last };
  return lapsePlan(numbered, "risk-raised", by.id, context, isOwedSooner ? [] : [owed]);
}
