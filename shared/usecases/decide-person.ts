import type { PersonCheck } from "#shared/contracts/requests/person-check.ts";
import type { Instant } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import type { Actor } from "#shared/domain/decision.ts";
import { changeCase } from "./change-case.ts";
import { caseKey } from "./keys.ts";
import { linkedCases } from "./linked-cases.ts";
import type { Ports } from "./ports.ts";
import { rosterOf } from "./read-roster.ts";
import { keepWords } from "./words.ts";

/** Somebody says whether another case is the same person's; both histories show it, whoever works with the person is told, and nothing is merged (X-01, F2). */
export async function decidePerson(
  ports: Ports,
  by: Actor & { readonly council: string },
  caseRef: string,
  { caseRef: other, decision, words }: PersonCheck,
  at: Instant,
) {
  const content = await keepWords(ports, by.council, caseRef, "person-check", { other, decision, words });
  const [roster, held, theirs] = await Promise.all([
    rosterOf(ports, by.council),
    foundAround(ports, by.council, caseRef),
    foundAround(ports, by.council, other),
  ]);
  const around = [...new Map([...theirs, ...held].map((each) => [each.caseRef, each])).values()];
  return changeCase(ports, by.council, caseRef, by, at, () => ({
    type: "decide-person",
    by,
    other,
    decision,
    content,
    roster,
    around: around.filter((each) => each.caseRef !== caseRef),
  }));
}

/** A case and those that were found to be the same person's; none where it is not there. */
async function foundAround(ports: Ports, council: string, caseRef: string): Promise<readonly Case[]> {
  const held = (await ports.store.load<Case>(caseKey(council, caseRef)))?.state;
  return held ? [held, ...(await linkedCases(ports, held)).same] : [];
}
