import { accept, type Decision, type Refusal, refuse, refuseReason } from "../decision.ts";
import type { Policy } from "../policy.ts";
import type { Case } from "./case.ts";
import { closingRule } from "./closing-rule.ts";
import type { Context } from "./commands.ts";
import type { CaseEvent } from "./events.ts";
import type { NoteWayOut, RecordOutcomes } from "./leaving.ts";
import { mayNotRecord } from "./non-engagement.ts";

/** How near the person is to a way out, noted during support and not only at its end (CST-18, CST-19). */
export function noteWayOut(held: Case, command: NoteWayOut, context: Context): Decision<CaseEvent> {
  const { by, reason, standing, content, roster } = command;
  const refused = mayNotRecord(held, by, roster, context);
  if (refused) return refused;
  const bad = closingRule(context.policy, reason).refused;
  if (bad) return { refused: bad };
  return accept<CaseEvent>({ type: "WayOutNoted", by: by.id, at: context.at, reason, standing, content });
}

/** What was needed, and what of it was achieved (CST-11); areas that are not named keep their last answer. */
export function recordOutcomes(held: Case, command: RecordOutcomes, context: Context): Decision<CaseEvent> {
  const { by, answers, roster } = command;
  const refused = mayNotRecord(held, by, roster, context);
  if (refused) return refused;
  const { outcomes } = context.policy.closure;
  const bad = Object.keys(answers)
    .map((area) => refuseReason(area, outcomes))
    .find(Boolean);
  if (bad) return bad;
  return accept<CaseEvent>({ type: "OutcomesRecorded", by: by.id, at: context.at, answers });
}

/** Nobody leaves without an answer in every area of the service (CST-19). */
export function missingOutcomes(held: Case, { closure }: Policy): { readonly refused: Refusal } | undefined {
  const missing = closure.outcomes.filter((area) => !held.outcomes?.answers[area]);
  return missing.length > 0 ? refuse("outcomes-missing", { missing: missing.join(", ") }) : undefined;
}
