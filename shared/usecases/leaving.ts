import type {
  OutcomesRecorded,
  PromptAnswer,
  SupportOfferMade,
  WayOutNoted,
} from "#shared/contracts/requests/leaving.ts";
import type { Instant } from "#shared/domain/calendar-day.ts";
import type { CaseCommand } from "#shared/domain/case/commands.ts";
import type { Actor } from "#shared/domain/decision.ts";
import type { Roster } from "#shared/domain/roster.ts";
import { changeCase } from "./change-case.ts";
import type { Ports } from "./ports.ts";
import { rosterOf } from "./read-roster.ts";
import { keepWords } from "./words.ts";

type Staff = Actor & { readonly council: string };
interface About {
  readonly caseRef: string;
  readonly at: Instant;
}

/** Keeps the words first, and then decides the command that refers to them (A2). */
async function recorded(
  ports: Ports,
  by: Staff,
  { caseRef, at }: About,
  what: string,
  words: unknown,
  command: (content: string, roster: Roster) => CaseCommand,
) {
  const content = await keepWords(ports, by.council, caseRef, what, words);
  const roster = await rosterOf(ports, by.council);
  return changeCase(ports, by.council, caseRef, by, at, () => command(content, roster));
}

/** The pathway for somebody who takes up nothing that is offered is begun, with the reason (CST-19). */
export const beginNonEngagement = (ports: Ports, by: Staff, about: About, words: string) =>
  recorded(ports, by, about, "pathway", { words }, (content, roster) => ({
    type: "begin-non-engagement",
    by,
    content,
    roster,
  }));

/** A manager leaves the pathway: the person engages after all, or the team goes another way. */
export const endNonEngagement = (ports: Ports, by: Staff, about: About, words: string) =>
  recorded(ports, by, about, "pathway-ended", { words }, (content) => ({
    type: "end-non-engagement",
    by,
    content,
  }));

/** An offer of support and what came of it (CST-20). */
export const recordOffer = (
  ports: Ports,
  by: Staff,
  about: About,
  { words, madeBy = by.id, ...offer }: SupportOfferMade,
) =>
  recorded(ports, by, about, "offer", { ...offer, madeBy, words }, (content, roster) => ({
    type: "record-offer",
    by,
    madeBy,
    ...offer,
    content,
    roster,
  }));

/** What was done about capacity, or about a meeting of the agencies on the risk. */
export const answerPrompt = (ports: Ports, by: Staff, about: About, { words, ...answer }: PromptAnswer) =>
  recorded(ports, by, about, "prompt", { ...answer, words }, (content, roster) => ({
    type: "answer-prompt",
    by,
    ...answer,
    content,
    roster,
  }));

/** How near the person is to a way out, with what shows it (CST-18, CST-19). */
export const noteWayOut = (ports: Ports, by: Staff, about: About, { words, ...noted }: WayOutNoted) =>
  recorded(ports, by, about, "way-out", { ...noted, words }, (content, roster) => ({
    type: "note-way-out",
    by,
    ...noted,
    content,
    roster,
  }));

/** Whether there was a need in each area, and whether it was met (CST-11). Coded answers only. */
export async function recordOutcomes(
  ports: Ports,
  by: Staff,
  { caseRef, at }: About,
  { answers }: OutcomesRecorded,
) {
  const roster = await rosterOf(ports, by.council);
  return changeCase(ports, by.council, caseRef, by, at, () => ({
    type: "record-outcomes",
    by,
    answers,
    roster,
  }));
}
