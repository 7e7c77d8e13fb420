import { type Refusal, refuse } from "../decision.ts";
import type { ClosingRule, Policy } from "../policy.ts";

/** The way out that a reason names, as the service allows it; refused, with those that it has, where it has none such (CST-19). */
export function closingRule(
  { closure: { reasons } }: Policy,
  reason: string,
):
  | { readonly rule: ClosingRule; readonly refused?: never }
  | { readonly refused: Refusal; readonly rule?: never } {
  const rule = reasons.find((each) => each.reason === reason);
  return rule
    ? { rule }
    : refuse("reason-not-in-policy", { reason, allowed: reasons.map((each) => each.reason) });
}
