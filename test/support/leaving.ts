import { type CalendarDay, dayOf, plusDays, plusMinutes } from "#shared/domain/calendar-day.ts";
import type { CaseCommand } from "#shared/domain/case/commands.ts";
import { communitySupportTeam as policy } from "#shared/services/community-support-team.ts";
import { endClosure, requestClosure } from "#shared/usecases/close-case.ts";
import { answerPrompt, beginNonEngagement, recordOffer, recordOutcomes } from "#shared/usecases/leaving.ts";
import type { Council } from "./council.ts";
import { actor, team } from "./staff.ts";

/** Offers by two people, in two places, by two channels: made on a day each, what the policy asks for before it lets anybody say that a person does not engage. */
export const graduated = [
  { madeBy: "anneke", channel: "visit", place: "home" },
  { madeBy: "anneke", channel: "text", place: "at-a-distance" },
  { madeBy: "bram", channel: "visit", place: "community" },
  { madeBy: "bram", channel: "call", place: "at-a-distance" },
] as const;

/** Every area answered: nothing was needed in any. */
export const noNeeds = {
  answers: Object.fromEntries(policy.closure.outcomes.map((area) => [area, { identified: false as const }])),
};

const must = ({ refused }: { readonly refused?: { readonly name: string } | undefined }): void => {
  if (refused) throw new Error(`The pathway could not be gone: ${refused.name}`);
};

/** Each of those offers, recorded by whoever made it on the day they made it: three days pass. */
export async function offersMade(council: Council, caseRef: string): Promise<void> {
  for (const [n, offer] of graduated.entries()) {
    if (n > 0) await council.advance(plusMinutes(council.at, 24 * 60));
    const { at } = council;
    const made = { ...offer, day: dayOf(at), answer: "no-answer", words: "A card." } as const;
    must(await recordOffer(council.ports(), actor(offer.madeBy), { caseRef, at }, made));
  }
}

/** The whole pathway for non-engagement, gone by the case's worker and a colleague, and the outcomes of the case. */
export async function gonePathway(council: Council, caseRef: string): Promise<void> {
  const by = actor("anneke");
  const about = { caseRef, at: council.at };
  must(await beginNonEngagement(council.ports(), by, about, "Nobody comes to the door."));
  await offersMade(council, caseRef);
  for (const prompt of policy.nonEngagement.prompts) {
    const answered = { prompt, answer: "done", words: "Seen to." } as const;
    must(await answerPrompt(council.ports(), by, { caseRef, at: council.at }, answered));
  }
  await council.machines.settle();
  await outcomesRecorded(council, caseRef);
}

export async function outcomesRecorded(council: Council, caseRef: string): Promise<void> {
  must(await recordOutcomes(council.ports(), actor("anneke"), { caseRef, at: council.at }, noNeeds));
}

/** A case in the hands of anneke ends as one hopes: asked for by her, and decided by mira. */
export async function closedWithFriends(council: Council, caseRef: string): Promise<void> {
  await outcomesRecorded(council, caseRef);
  const asked = { reason: "functioning-network", evidence: "Friends.", agencies: [] } as const;
  must(await requestClosure(council.ports(), actor("anneke"), caseRef, asked, council.at));
  await council.machines.settle();
  const ended = { ended: "closed", words: "Yes." } as const;
  must(await endClosure(council.ports(), actor("mira"), caseRef, ended, council.at));
  await council.machines.settle();
}

/** The same as commands, for a case in the hands of anneke, and offers from that day on: all are made three days later. */
export const pathwayCommands = (day: CalendarDay): readonly CaseCommand[] => {
  const from = { by: actor("anneke"), roster: team, content: "words-1" };
  return [
    { type: "begin-non-engagement", ...from },
    ...graduated.map((offer, n): CaseCommand => {
      const made = { ...offer, day: plusDays(day, n), answer: "declined" } as const;
      return { type: "record-offer", ...from, by: actor(offer.madeBy), ...made };
    }),
    ...policy.nonEngagement.prompts.map(
      (prompt) => ({ type: "answer-prompt", ...from, prompt, answer: "done" }) as const,
    ),
    { type: "record-outcomes", by: from.by, roster: team, answers: noNeeds.answers },
  ];
};
