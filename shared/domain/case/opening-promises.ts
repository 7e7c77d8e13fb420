import { atTime } from "../calendar-day.ts";
import { holdfast } from "../decision.ts";
import type { Context, OpenCase } from "./commands.ts";
import { makeCommitments, type WantedCommitment } from "./commitment.ts";
import type { CaseEvent } from "./events.ts";
import { alikeTo } from "./person-check.ts";

/** The first promise of a case has the sequence after its triage. */
const afterTriage = 2;

/**
 * What a case promises as it opens: what each agency offered is chased (CST-20), and somebody looks at the cases that
 * may be the same person's (X-01, F2): the duty desk, or a manager where the desk cannot see the case.
 */
export function openingPromises(
  { possibleDuplicates, earlier, offers = [] }: OpenCase,
  context: Context,
  isRestricted: boolean,
): readonly CaseEvent[] {
  const { at, policy } = context;
  const by = holdfast.id;
  const offered = offers.map(({ agency, by: day, content }): WantedCommitment => {
    const due = day && atTime(day, policy.commitments["agency-offer"].at);
    return { kind: "agency-offer", by, about: agency, content, ...(due && due > at ? { due } : {}) };
  });
  const isAlike = alikeTo({ possibleDuplicates, earlier }).length > 0;
  return makeCommitments(
    afterTriage,
    [
      ...offered,
      ...(isAlike
        ? [{ kind: "person-check", by, ...(isRestricted ? { owner: "manager" as const } : {}) } as const]
        : []),
    ],
    context,
  );
}
