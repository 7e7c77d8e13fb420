import { type Actor, hasAny, type Refusal, type RefusalName, refuse, refuseReason } from "../decision.ts";
import type { OverrideReason } from "../people-policy.ts";
import type { Policy } from "../policy.ts";
import { isLimit, type Limit, type Objection } from "./allocation-fit.ts";

/** Why a limit is passed: a coded reason, and the name under which the words are kept (A4). */
export interface Override {
  readonly reason: OverrideReason;
  readonly content: string;
}

/** What an override passed, as the history keeps it. */
export interface PassedLimits extends Override {
  readonly passed: readonly RefusalName[];
}

/**
 * Whether what speaks against a worker keeps them from the case. A limit is passed with a reason of the policy; money
 * that is ring-fenced for others only by the service manager, who answers for it; a conflict of interest never
 * (CST-10, X-04). Without a limit to pass, a reason is not recorded.
 */
export function passLimits(
  objections: readonly Objection[],
  override: Override | undefined,
  by: Actor,
  { people }: Policy,
): { readonly refused: Refusal } | { readonly override?: PassedLimits } {
  const bad = override && refuseReason(override.reason, people.overrideReasons);
  if (bad) return bad;
  const limits = objections.filter(isLimit);
  const mayPass = ({ passes }: Limit) =>
    override !== undefined &&
    (passes === "manager" || (passes === "service-manager" && hasAny(by, "service-manager")));
  const held = limits.find((limit) => !mayPass(limit));
  if (held) return refuse(held.name, held.details);
  if (!override || limits.length === 0) return {};
  return { override: { ...override, passed: limits.map(({ name }) => name) } };
}
