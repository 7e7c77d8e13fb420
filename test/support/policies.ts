import type { Policies, Policy } from "#shared/domain/policy.ts";
import { communitySupportTeam } from "#shared/services/community-support-team.ts";
import { policies } from "#shared/services/registry.ts";

/**
 * The same service where no plan is owed from the allocation on, and nobody is told of a person not seen for long. Most tests follow one line of timers at a time, and
 * a promise beside it would be in each of their counts; test/unit/usecases/plan.test.ts follows the promise itself.
 */
const withoutPlan = (policy: Policy): Policy => ({
  ...policy,
  work: {
    ...policy.work,
    plan: { ...policy.work.plan, isOwed: false },
    contact: { ...policy.work.contact, notSeenDays: 100_000 },
  },
});
export const planless: Policy = withoutPlan(communitySupportTeam);
export const planlessPolicies: Policies = policies.map(withoutPlan);
