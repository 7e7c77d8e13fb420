import type { Instant } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import type { CaseCommand } from "#shared/domain/case/commands.ts";
import { rosterFor } from "#shared/domain/case/conflict.ts";
import { decideCase } from "#shared/domain/case/decide.ts";
import type { CaseEvent } from "#shared/domain/case/events.ts";
import { type Actor, accept, holdfast, refuse } from "#shared/domain/decision.ts";
import { type Policy, policyOf } from "#shared/domain/policy.ts";
import type { DocumentKey } from "#shared/ports.ts";
import { cases } from "./aggregates.ts";
import { refuseChange } from "./case-gate.ts";
import { type Changed, change } from "./change.ts";
import type { Ports } from "./ports.ts";
import { rosterOf } from "./read-roster.ts";
import { type WhoAnswers, whoAnswersOn } from "./who-answers.ts";

export const caseKey = (council: string, caseRef: string): DocumentKey => ({
  council,
  kind: "case",
  id: caseRef,
});

/**
 * Decides a command about a case that is there; refused as `not-found` where it is not. The command is worked out
 * from the case as read, again at each try; none means that nothing is to be done. What somebody changed says who now
 * answers for what.
 */
export async function changeCase(
  ports: Ports,
  council: string,
  caseRef: string,
  by: Actor,
  at: Instant,
  command: (held: Case) => CaseCommand | undefined,
): Promise<Changed<Case, CaseEvent> & { readonly whoAnswers?: WhoAnswers }> {
  const changed = await change(ports, cases, caseKey(council, caseRef), by, at, async (held) => {
    if (!held) return refuse("not-found");
    const wanted = command(held);
    if (!wanted) return accept();
    // Whoever may not see it learns nothing of it, not even by changing it.
    const refused = await refuseChange(ports, by, held, wanted.type, at);
    return refused ?? decideCase(held, wanted, { at, policy: servicePolicy(ports, held) });
  });
  if (changed.refused || by.id === holdfast.id) return changed;
  return {
    ...changed,
    whoAnswers: whoAnswersOn(rosterFor(await rosterOf(ports, council), changed.state), at),
  };
}

/** The policy of a stored case's service. A service is never unconfigured while it has cases. */
export function servicePolicy(
  { policies }: Ports,
  { council, service }: Pick<Case, "council" | "service">,
): Policy {
  const policy = policyOf(policies, council, service);
  if (!policy) throw new Error(`The service ${service} of ${council} has cases and no policy`);
  return policy;
}
