import type { Case } from "./case.ts";
import type { CaseEvent } from "./events.ts";

export type CommitmentEvent = Extract<
  CaseEvent,
  { type: "CommitmentMade" | "CommitmentMoved" | "CommitmentPassed" | "CommitmentEnded" }
>;

/** Folds what happens to a promise. One that has ended leaves the case when the next is made, and stays in its history. */
export function evolveCommitment(held: Case, event: CommitmentEvent): Case {
  const { commitments = {} } = held;
  switch (event.type) {
    case "CommitmentMade": {
      const { type: _, by, at, ...facts } = event;
      const episode = { workflow: "commitment", sequence: 0, attempt: 0, begun: at } as const;
      const made = { ...facts, madeBy: by, madeAt: at, episode };
      const open = Object.entries(commitments).filter(([, { ended }]) => ended === undefined);
      return { ...held, commitments: { ...Object.fromEntries(open), [event.id]: made } };
    }
    case "CommitmentMoved":
      return held;
    case "CommitmentPassed": {
      const commitment = commitments[event.id];
      if (!commitment) return held;
      const { id, kind, obligation } = commitment;
      const staff = event.to;
      const owed = obligation && { obligation: { ...obligation, commitment: { id, kind, staff } } };
      return { ...held, commitments: { ...commitments, [id]: { ...commitment, staff, ...owed } } };
    }
    case "CommitmentEnded": {
      const commitment = commitments[event.id];
      if (!commitment) return held;
      const { obligation: _, ...rest } = commitment;
      const { kind, about } = commitment;
      const isTakenOn = kind === "referral-on" && event.as === "kept" && about !== undefined;
      const taken = isTakenOn ? { referredTo: [...new Set([...(held.referredTo ?? []), about])] } : {};
      return { ...held, ...taken, commitments: { ...commitments, [event.id]: { ...rest, ended: event.as } } };
    }
  }
}
