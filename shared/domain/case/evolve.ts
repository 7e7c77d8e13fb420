import { dayOf } from "../calendar-day.ts";
import type { Case } from "./case.ts";
import type { CaseEvent } from "./events.ts";

/** Folds one event into the case. Total and without judgement: whether an event may happen is `decide`'s business. */
export function evolveCase(held: Case | undefined, event: CaseEvent): Case {
  if (event.type === "CaseOpened") {
    const { type: _, ...facts } = event;
    return {
      ...facts,
      phase: "referred",
      otherBodies: [],
      episode: { workflow: "referral-triage", sequence: 0, attempt: 0, begun: event.receivedAt },
    };
  }
  if (!held) throw new Error(`A case begins with CaseOpened, not with ${event.type}`);
  switch (event.type) {
    case "EpisodeBegun": {
      const { workflow, sequence, attempt, begun } = event;
      const next = { ...held, episode: { workflow, sequence, attempt, begun } };
      const isNewStage =
        workflow === "support-stage" && sequence !== held.episode.sequence && event.why !== "ladder-ended";
      return isNewStage ? { ...next, stageBegun: dayOf(begun) } : next;
    }
    case "ObligationOpened":
      return { ...held, obligation: event.obligation };
    case "Screened":
      return event.way.outcome === "signposted" ? { ...held, signposted: event.way.reason } : held;
    case "WaitRegistered": {
      const { type: _, ...backing } = event;
      return { ...held, backing };
    }
    case "RungReached":
      return held.obligation ? { ...held, obligation: { ...held.obligation, reached: event.rung } } : held;
    case "WaitSettled":
      return { ...held, settled: { sequence: event.sequence, wait: event.wait, answer: event.answer } };
    case "SignpostConfirmed":
      return declined(held, "signposted", event.reason);
    case "AllocationDecided":
      switch (event.decision) {
        case "allocated":
          return { ...held, phase: "supported", worker: event.worker, supervisor: event.supervisor };
        case "advised":
        case "redirected":
          return declined(held, event.decision, event.reason);
        default:
          return held;
      }
    case "ReviewOpened":
      return { ...held, review: { cycle: event.cycle, planned: event.planned, given: {} } };
    case "ReviewPartGiven": {
      if (!held.review) return held;
      const { part, by, at, content } = event;
      return {
        ...held,
        review: { ...held.review, given: { ...held.review.given, [part]: { by, at, content } } },
      };
    }
    case "ReviewCompleted":
      return held;
    case "OtherBodyReceived":
      return { ...held, otherBodies: [...held.otherBodies, event.content] };
  }
}

function declined(
  held: Case,
  as: "signposted" | "advised" | "redirected",
  reason: NonNullable<Case["declined"]>["reason"],
): Case {
  const { obligation: _, ...rest } = held;
  return { ...rest, phase: "declined", declined: { as, reason } };
}
