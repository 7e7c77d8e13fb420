import type { CaseHours } from "#shared/contracts/requests/case-hours.ts";
import type { HandoverAnswer, HandoverGiven } from "#shared/contracts/requests/handover.ts";
import type { Instant } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import type { Staff } from "./case-gate.ts";
import { loadsOf } from "./caseloads.ts";
import { casesAround } from "./cases-around.ts";
import { changeCase } from "./change-case.ts";
import { caseKey } from "./keys.ts";
import type { Ports } from "./ports.ts";
import { rosterOf } from "./read-roster.ts";
import { keepWords } from "./words.ts";

/** A case is offered to somebody else, or moved at once where its holder has left (X-03, F16). */
export async function giveCase(
  ports: Ports,
  by: Staff,
  caseRef: string,
  how: "offer-handover" | "move-case",
  { part, to, reason, words, override }: HandoverGiven,
  at: Instant,
) {
  const { council } = by;
  const content = await keepWords(ports, council, caseRef, "handover", { reason, words });
  const passing = await keepOverride(ports, council, caseRef, override);
  const [roster, loads, linked] = await Promise.all([
    rosterOf(ports, council),
    loadsOf(ports, council, [to], caseRef),
    casesAround(ports, by, caseRef, at),
  ]);
  return changeCase(ports, council, caseRef, by, at, () => ({
    type: how,
    by,
    part,
    to,
    reason,
    content,
    roster,
    loads,
    linked,
    override: passing,
  }));
}

/** Why a limit is passed: the words are kept first, and the decision carries their name (A2, A4). */
const keepOverride = async (
  ports: Ports,
  council: string,
  caseRef: string,
  override: HandoverGiven["override"],
) =>
  override && {
    reason: override.reason,
    content: await keepWords(ports, council, caseRef, "allocation-override", override),
  };

/** A manager says how many hours a week a case takes from now on (CST-09). */
export async function changeHours(
  ports: Ports,
  by: Staff,
  caseRef: string,
  { hours, words, override }: CaseHours,
  at: Instant,
) {
  const { council } = by;
  const content = await keepWords(ports, council, caseRef, "hours", { hours, words });
  const passing = await keepOverride(ports, council, caseRef, override);
  const worker = (await ports.store.load<Case>(caseKey(council, caseRef)))?.state.worker;
  const [roster, loads] = await Promise.all([
    rosterOf(ports, council),
    loadsOf(ports, council, worker === undefined ? [] : [worker], caseRef),
  ]);
  return changeCase(ports, council, caseRef, by, at, () => ({
    type: "change-hours",
    by,
    hours,
    content,
    roster,
    loads,
    override: passing,
  }));
}

/** Whoever it was offered to accepts or declines. */
export async function answerHandover(
  ports: Ports,
  by: Staff,
  caseRef: string,
  { answer, words }: HandoverAnswer,
  at: Instant,
) {
  const content = await keepWords(ports, by.council, caseRef, "handover-answer", { answer, words });
  const [roster, loads, linked] = await Promise.all([
    rosterOf(ports, by.council),
    loadsOf(ports, by.council, [by.id], caseRef),
    casesAround(ports, by, caseRef, at),
  ]);
  return changeCase(ports, by.council, caseRef, by, at, () => ({
    type: "answer-handover",
    by,
    answer,
    content,
    roster,
    linked,
    loads,
  }));
}

/** Whoever offered it, or a manager, takes the offer back. */
export async function withdrawHandover(ports: Ports, by: Staff, caseRef: string, words: string, at: Instant) {
  const content = await keepWords(ports, by.council, caseRef, "handover-withdrawn", { words });
  return changeCase(ports, by.council, caseRef, by, at, () => ({ type: "withdraw-handover", by, content }));
}
