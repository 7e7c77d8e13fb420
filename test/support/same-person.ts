import { expect } from "vitest";
import type { PersonDecision } from "#shared/domain/case/person-check-state.ts";
import { endClosure, requestClosure } from "#shared/usecases/close-case.ts";
import { decidePerson } from "#shared/usecases/decide-person.ts";
import { reopenCase } from "#shared/usecases/reopen-case.ts";
import type { Council } from "./council.ts";
import { outcomesRecorded } from "./leaving.ts";
import { winston } from "./referrals.ts";
import { actor } from "./staff.ts";

/** Somebody, by default the duty desk, says what they found about two cases. */
export async function find(
  council: Council,
  caseRef: string,
  other: string,
  decision: PersonDecision = "same-person",
  by = "duty-desk",
) {
  const found = { caseRef: other, decision, words: "The same door, and the same sister." };
  const changed = await decidePerson(council.ports(), actor(by), caseRef, found, council.at);
  await council.machines.settle();
  return changed;
}

/** Referrals of one name and birthday, each by another agency, that nobody has decided about. */
export async function alike(council: Council, ...submissions: readonly string[]): Promise<readonly string[]> {
  const refs: string[] = [];
  for (const submissionId of submissions)
    refs.push(await council.refer({ submissionId, person: winston, reason: `Told by ${submissionId}.` }));
  return refs;
}

/** Closes a supported case, with what a closure needs. */
export async function close(council: Council, caseRef: string): Promise<void> {
  await outcomesRecorded(council, caseRef);
  const asked = { reason: "functioning-network", evidence: "Friends.", agencies: [] } as const;
  await requestClosure(council.ports(), actor("anneke"), caseRef, asked, council.at);
  await council.machines.settle();
  const end = { ended: "closed", words: "Yes." } as const;
  const closed = await endClosure(council.ports(), actor("mira"), caseRef, end, council.at);
  expect(closed.refused).toBeUndefined();
  await council.machines.settle();
}

/** Takes a closed case up again, and gives back the new one. */
export async function reopen(council: Council, caseRef: string): Promise<string> {
  const now = { urgency: "routine", words: "He asks for us again." } as const;
  const reopened = await reopenCase(council.ports(), actor("anneke"), caseRef, now, council.at);
  if ("refused" in reopened) throw new Error(reopened.refused.name);
  await council.machines.settle();
  return reopened.caseRef;
}
