import type { Answer, CallInput, OutcomeOf } from "#shared/contracts/tasks.ts";
import type { Instant } from "#shared/domain/calendar-day.ts";
import type { ObligationKind } from "#shared/domain/case/obligation.ts";
import { instantsLeft } from "#shared/domain/case/obligation.ts";
import { holdfast } from "#shared/domain/decision.ts";
import { changeCase } from "./change-case.ts";
import type { Ports } from "./ports.ts";

type Outcome = OutcomeOf<"screen-referral">;

const ways: Readonly<Record<ObligationKind, Outcome>> = {
  signpost: "signposted",
  emergency: "emergency",
  allocation: "meeting",
  screening: "settled",
  review: "settled",
  consultation: "settled",
  closure: "settled",
  commitment: "settled",
};

/**
 * Screens a case once, and tells the execution which wait to enter. Run again, by a retry or by a restart, it finds
 * the way in that was chosen, and the rungs that are still to come.
 */
export async function screenReferral(
  ports: Ports,
  { council, caseRef }: CallInput,
  at: Instant,
): Promise<Answer<Outcome>> {
  const changed = await changeCase(ports, council, caseRef, holdfast, at, () => ({ type: "screen" }));
  if (changed.refused) throw new Error(`Case ${caseRef} cannot be screened: ${changed.refused.name}`);
  const { obligation } = changed.state;
  if (!obligation) return { outcome: "settled", wait: 1, rungs: [] };
  return { outcome: ways[obligation.kind], wait: obligation.wait, rungs: instantsLeft(obligation) };
}
