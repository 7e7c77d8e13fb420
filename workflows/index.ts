import type { Workflow } from "./asl/define.ts";
import { closure } from "./closure/definition.ts";
import { commitment } from "./commitment/definition.ts";
import { referralTriage } from "./referral-triage/definition.ts";
import { supportStage } from "./support-stage/definition.ts";

/** The one list of workflows; the stacks, the docs and the checks iterate it. */
export const workflows: readonly Workflow[] = [referralTriage, supportStage, closure, commitment];
