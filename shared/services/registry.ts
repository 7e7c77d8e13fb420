import type { Policy } from "#shared/domain/policy.ts";
import { communitySupportTeam } from "./community-support-team.ts";

/** The services that are configured, each one policy (A7). */
export const policies: readonly Policy[] = [communitySupportTeam];

/** The policy of a council's service; undefined where it is not configured. */
export function policyOf(council: string, service: string): Policy | undefined {
  return policies.find((policy) => policy.council === council && policy.service === service);
}
