import type { Case } from "#shared/domain/case/case.ts";
import { areGoalsAgreed } from "#shared/domain/case/plan-state.ts";
import { openObjectives } from "#shared/domain/case/review-answers.ts";

/** Where the plan stands, in coded values; null where nobody has written one. */
export function planStanding(held: Case) {
  const { plan } = held;
  if (!plan) return null;
  const { version, status, by, at, inForce, accommodation } = plan;
  return {
    version,
    status,
    by,
    at,
    inForce: inForce ? { version: inForce.version, by: inForce.by, at: inForce.at } : null,
    goalsAgreed: areGoalsAgreed(plan),
    accommodation: accommodation ?? null,
    openObjectives: openObjectives(held),
  };
}
