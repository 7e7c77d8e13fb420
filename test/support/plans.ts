import { examples } from "#shared/contracts/examples.ts";
import { type PlanWritten, planWritten } from "#shared/contracts/requests/plan.ts";
import type { PlanFacts } from "#shared/domain/case/plan-state.ts";
import type { WritePlan } from "#shared/domain/case/work-commands.ts";
import { actor, team } from "./staff.ts";

/** A plan as the API takes it: the published example. */
export const aPlan: PlanWritten = planWritten.parse(examples.PlanWritten);

/** A plan that names everything that a submitted one must, and no goal that the person agreed to. */
export const planFacts: PlanFacts = {
  accommodation: { kind: "council", ref: "tenancy-4471" },
  earlyFocus: {
    "gp-registration": "planned",
    "substance-misuse-services": "not-needed",
    "mental-health-services": "person-declines",
  },
  goals: [],
  objectives: [
    { id: "rent", line: "rent", status: "open" },
    { id: "kitchen", line: "hygiene", status: "open" },
  ],
};

/** A plan written by its worker and submitted; what is said replaces that part of it. */
export const aPlanWrite = (
  facts: Partial<PlanFacts> = {},
  { by = "anneke", ...over }: Partial<Omit<WritePlan, "by" | "plan">> & { readonly by?: string } = {},
): WritePlan => ({
  type: "write-plan",
  by: actor(by),
  basedOn: 0,
  submit: true,
  plan: { ...planFacts, ...facts },
  actions: [],
  content: "plan",
  roster: team,
  ...over,
});
