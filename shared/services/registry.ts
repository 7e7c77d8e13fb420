import type { Policies } from "#shared/domain/policy.ts";
import { communitySupportTeam } from "./community-support-team.ts";

/** The services that are configured, each one policy (A7). */
export const policies: Policies = [communitySupportTeam];
