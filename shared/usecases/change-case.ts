import type { Instant } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import type { CaseCommand } from "#shared/domain/case/commands.ts";
import { decideCase } from "#shared/domain/case/decide.ts";
import type { CaseEvent } from "#shared/domain/case/events.ts";
import { type Actor, accept, holdfast, refuse } from "#shared/domain/decision.ts";
import { type Policy, policyOf } from "#shared/domain/policy.ts";
import { cases } from "./aggregates.ts";
import { refuseChange } from "./case-gate.ts";
import { type Changed, change } from "./change.ts";
import { caseKey } from "./keys.ts";
import { noteAccess } from "./note-access.ts";
import type { Ports } from "./ports.ts";
import { rosterAround } from "./read-roster.ts";
import { type WhoAnswers, whoAnswersOn } from "./who-answers.ts";

/**
 * Decides a command about a case that is there; refused as `not-found` where it is not. The command is worked out
 * from the case as read, again at each try; none means that nothing is to be done. Whoever changes a case is shown where
 * it then stands, and who now answers for what: the line of its history says so, and one of the access log where nothing
 * had to change.
 */
export async function changeCase(
  ports: Ports,
  council: string,
  caseRef: string,
  by: Actor,
  at: Instant,
  command: (held: Case) => CaseCommand | undefined,
): Promise<Changed<Case, CaseEvent> & { readonly whoAnswers?: WhoAnswers }> {
  const key = caseKey(council, caseRef);
  const changed = await change(ports, cases, key, by, at, async (held) => {
    if (!held) return refuse("not-found");
    const wanted = command(held);
    if (!wanted) return accept();
    // Whoever may not see it learns nothing of it, not even by changing it.
    const refused = await refuseChange(ports, by, held, wanted.type, at);
    if (refused) return refused;
    const asked =
      "roster" in wanted ? { ...wanted, roster: await rosterAround(ports, held, wanted.roster) } : wanted;
    return decideCase(held, asked, { at, policy: servicePolicy(ports, held) });
  });
  if (changed.refused || by.id === holdfast.id) return changed;
  if (changed.events.length === 0) await noteAccess(ports, key, by, { what: "change" }, at);
  return { ...changed, whoAnswers: whoAnswersOn(await rosterAround(ports, changed.state), at) };
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
