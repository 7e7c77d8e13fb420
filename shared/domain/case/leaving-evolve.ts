import type { Case } from "./case.ts";
import type { LeavingEvent } from "./leaving.ts";
import { withOffer } from "./non-engagement.ts";

/** Folds what leads to an end of support: offers and their answers, ways out, and outcomes. */
export function evolveLeaving(held: Case, event: LeavingEvent): Case {
  switch (event.type) {
    case "PathwayBegun": {
      const { by, at, content } = event;
      return { ...held, pathway: { begunBy: by, begunAt: at, content, prompts: {} } };
    }
    case "OfferMade": {
      const { type: _, by: __, ...offer } = event;
      return { ...held, offers: withOffer(held, offer) };
    }
    case "PromptAnswered": {
      const { type: _, prompt, ...answered } = event;
      const { pathway } = held;
      return pathway
        ? { ...held, pathway: { ...pathway, prompts: { ...pathway.prompts, [prompt]: answered } } }
        : held;
    }
    case "PathwayEnded": {
      const { pathway: _, ...rest } = held;
      return rest;
    }
    case "WayOutNoted": {
      const { type: _, reason, ...noted } = event;
      return { ...held, waysOut: { ...held.waysOut, [reason]: noted } };
    }
    case "OutcomesRecorded": {
      const { by, at, answers } = event;
      return { ...held, outcomes: { by, at, answers: { ...held.outcomes?.answers, ...answers } } };
    }
  }
}
