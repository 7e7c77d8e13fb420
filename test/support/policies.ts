import type { Policies, Policy } from "#shared/domain/policy.ts";
import { communitySupportTeam } from "#shared/services/community-support-team.ts";
import { policies } from "#shared/services/registry.ts";

/**
 * The same service where no plan is owed from the allocation on. Most tests follow one line of timers at a time, and
 * a promise beside it would be in each of their counts; test/unit/usecases/plan.test.ts follows the promise itself.
 */
const withoutPlan = (policy: Policy): Policy => ({
  ...policy,
  work: { ...policy.work, plan: { ...policy.work.plan, isOwed: false } },
});
export const planless: Policy = withoutPlan(communitySupportTeam);
export const planlessPolicies: Policies = policies.map(withoutPlan);
