import type { Case } from "./case.ts";
import type { CaseEvent } from "./events.ts";
import type { HandoverEvent } from "./handover-events.ts";

/** Folds what a handover came to. */
export function evolveHandover(held: Case, event: HandoverEvent): Case {
  switch (event.type) {
    case "HandoverOffered": {
      const { type: _, override, ...handover } = event;
      return { ...held, handover: { ...handover, ...(override ? { passed: override.passed } : {}) } };
    }
    case "HandoverEnded":
      return withoutOffer(held);
    case "CaseHandedOver":
      return { ...held, [event.part]: event.to };
  }
}

/** An offer is over with the promise that chases it, also where a closing case ends every promise. */
export const withoutOverOffer = (held: Case, event: CaseEvent): Case =>
  event.type === "CommitmentEnded" && event.id === held.handover?.commitment ? withoutOffer(held) : held;

function withoutOffer({ handover: _, ...rest }: Case): Case {
  return rest;
}
