import { type Instant, plusMinutes } from "../calendar-day.ts";
import { holdfast } from "../decision.ts";
import type { Case } from "./case.ts";
import type { Context } from "./commands.ts";
import { endCommitment, makeCommitments, openingCallOf, type WantedCommitment } from "./commitment.ts";
import type { CaseEvent } from "./events.ts";

/** A referrer who cannot be written to hears what to do now within the hours of an acute risk, counted from `since` (CST-05). */
export const acuteCall = (since: Instant, { policy }: Context): WantedCommitment => ({
  kind: "acute-call",
  by: holdfast.id,
  due: plusMinutes(since, policy.signpost.acuteWithinMinutes),
});

/** The same in place of the call that the case has promised from its opening, where the risk becomes known later. */
export function callAtOnce(held: Case, context: Context): readonly CaseEvent[] {
  if (!held.callReferrer) return [];
  const desk = held.restricted ? { owner: "manager" as const } : {};
  return [
    ...makeCommitments(held.lastSequence + 1, [{ ...acuteCall(context.at, context), ...desk }], context),
    ...openingCallOf(held).flatMap((call) => endCommitment(call, "withdrawn", holdfast.id)),
  ];
}
