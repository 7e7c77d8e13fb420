import type { Answer, CallInput, OutcomeOf } from "#shared/contracts/tasks.ts";
import type { Case } from "#shared/domain/case/case.ts";
import { instantsLeft } from "#shared/domain/case/obligation.ts";
import { caseKey } from "./keys.ts";
import type { Ports } from "./ports.ts";

/** Tells a closure's execution which wait to enter; a restart finds the wait that is open, and the rungs still to come. */
export async function prepareClosure(
  ports: Ports,
  { council, caseRef }: CallInput,
): Promise<Answer<OutcomeOf<"prepare-closure">>> {
  const stored = await ports.store.load<Case>(caseKey(council, caseRef));
  const obligation = stored?.state.closure?.obligation;
  if (!obligation) return { outcome: "settled", wait: 1, rungs: [] };
  const outcome = obligation.kind === "consultation" ? "consult" : "decide";
  return { outcome, wait: obligation.wait, rungs: instantsLeft(obligation) };
}
