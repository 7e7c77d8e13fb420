import type { PersonCheck } from "#shared/contracts/requests/person-check.ts";
import type { Instant } from "#shared/domain/calendar-day.ts";
import type { Actor } from "#shared/domain/decision.ts";
import { changeCase } from "./change-case.ts";
import type { Ports } from "./ports.ts";
import { rosterOf } from "./read-roster.ts";
import { keepWords } from "./words.ts";

/** Somebody says whether another case is the same person's; both histories show it, and nothing is merged (X-01, F2). */
export async function decidePerson(
  ports: Ports,
  by: Actor & { readonly council: string },
  caseRef: string,
  { caseRef: other, decision, words }: PersonCheck,
  at: Instant,
) {
  const content = await keepWords(ports, by.council, caseRef, "person-check", { other, decision, words });
  const roster = await rosterOf(ports, by.council);
  return changeCase(ports, by.council, caseRef, by, at, () => ({
    type: "decide-person",
    by,
    other,
    decision,
    content,
    roster,
  }));
}
