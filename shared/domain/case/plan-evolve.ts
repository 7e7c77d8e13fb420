import type { Case } from "./case.ts";
import type { CaseEvent } from "./events.ts";
import type { SupportPlan } from "./plan-state.ts";

export type PlanEvent = Extract<
  CaseEvent,
  { type: "PlanWritten" | "PlanApproved" | "PlanSentBack" | "PlanLapsed" | "ObjectiveEnded" }
>;

/** Folds what happens to the plan of a case. */
export function evolvePlan(held: Case, event: PlanEvent): Case {
  const { plan } = held;
  if (event.type === "PlanWritten") return { ...held, plan: written(plan, event) };
  return plan ? { ...held, plan: changed(plan, event) } : held;
}

function written(
  before: SupportPlan | undefined,
  { type: _, submitted, ...facts }: Extract<PlanEvent, { type: "PlanWritten" }>,
): SupportPlan {
  const isAnew = before?.status === "approved" || before?.status === "lapsed";
  const authors = new Set([...(before && !isAnew ? before.authors : []), facts.by]);
  const status = submitted ? "awaiting-approval" : "draft";
  const inForce = before?.inForce;
  return { ...facts, status, authors: [...authors], ...(inForce ? { inForce } : {}) };
}

function changed(plan: SupportPlan, event: Exclude<PlanEvent, { type: "PlanWritten" }>): SupportPlan {
  switch (event.type) {
    case "PlanApproved": {
      const { version, by, at } = event;
      const { accommodation } = plan;
      const inForce = { version, by, at, ...(accommodation ? { accommodation } : {}) };
      return { ...plan, status: "approved", inForce };
    }
    case "PlanSentBack":
      return { ...plan, status: "draft" };
    case "PlanLapsed": {
      const { inForce: _, ...rest } = plan;
      return rest.status === "approved" ? { ...rest, status: "lapsed" } : rest;
    }
    case "ObjectiveEnded": {
      const objectives = plan.objectives.map((objective) =>
        objective.id === event.id ? { ...objective, status: event.as } : objective,
      );
      return { ...plan, objectives };
    }
  }
}
