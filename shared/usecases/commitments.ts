import type {
  CommitmentMade,
  CommitmentMoved,
  CommitmentOutcomeSaid,
} from "#shared/contracts/requests/commitments.ts";
import type { Instant } from "#shared/domain/calendar-day.ts";
import type { Actor } from "#shared/domain/decision.ts";
import { changeCase } from "./change-case.ts";
import type { Ports } from "./ports.ts";
import { rosterOf } from "./read-roster.ts";
import { keepWords } from "./words.ts";

type Staff = Actor & { readonly council: string };

/** Somebody promises something about a person by a day, in words that stay with the case (CST-20). */
export async function makeCommitment(
  ports: Ports,
  by: Staff,
  caseRef: string,
  { words, ...made }: CommitmentMade,
  at: Instant,
) {
  const content = await keepWords(ports, by.council, caseRef, "commitment", { ...made, words });
  const roster = await rosterOf(ports, by.council);
  return changeCase(ports, by.council, caseRef, by, at, () => ({
    type: "make-commitment",
    by,
    ...made,
    content,
    roster,
  }));
}

/** Somebody says what became of a promise; nothing chases it any more. */
export async function sayOutcome(
  ports: Ports,
  by: Staff,
  caseRef: string,
  id: number,
  { outcome, result, words }: CommitmentOutcomeSaid,
  at: Instant,
) {
  const said = { id, outcome, ...(result ? { result } : {}), words };
  const content = await keepWords(ports, by.council, caseRef, "commitment-outcome", said);
  const roster = await rosterOf(ports, by.council);
  return changeCase(ports, by.council, caseRef, by, at, () => ({
    type: "end-commitment",
    by,
    id,
    as: outcome,
    result,
    content,
    roster,
  }));
}

/** A promise is given another day, and the reason is kept. */
export async function moveCommitment(
  ports: Ports,
  by: Staff,
  caseRef: string,
  id: number,
  { due, words }: CommitmentMoved,
  at: Instant,
) {
  const content = await keepWords(ports, by.council, caseRef, "commitment-moved", { id, due, words });
  const roster = await rosterOf(ports, by.council);
  return changeCase(ports, by.council, caseRef, by, at, () => ({
    type: "move-commitment",
    by,
    id,
    due,
    content,
    roster,
  }));
}
