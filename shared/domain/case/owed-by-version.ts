import { plusMinutes } from "../calendar-day.ts";
import { holdfast } from "../decision.ts";
import { find, type Roster } from "../roster.ts";
import { type ScreeningFacts, screen } from "../screening.ts";
import { ringFence } from "./allocation-fit.ts";
import type { Case } from "./case.ts";
import type { Context } from "./commands.ts";
import { commitmentsOf, type WantedCommitment } from "./commitment.ts";
import { isMoreUrgent } from "./urgency.ts";

/**
 * What another version of its referral asks of a case that has a worker. An acute risk or an emergency that was not known
 * is theirs to answer within the hours of one, and others' after that (CST-05, CST-08); a home that the money for the
 * worker's post is not for is a manager's to decide about (CST-10).
 */
export function owedByVersion(
  held: Case,
  screening: ScreeningFacts,
  roster: Roster,
  context: Context,
): readonly WantedCommitment[] {
  const { at, policy } = context;
  if (held.phase !== "supported") return [];
  const isOpen = (wanted: WantedCommitment) => commitmentsOf(held).some(({ kind }) => kind === wanted.kind);
  const within = policy.signpost.acuteWithinMinutes;
  const risk = { kind: "new-risk", by: holdfast.id, due: plusMinutes(at, within) } as const;
  const funding = { kind: "funding-check", by: holdfast.id } as const;
  const member = find(roster, held.worker ?? "");
  const isFenced = (said: ScreeningFacts) =>
    member !== undefined && ringFence(member, { screening: said }, policy).length > 0;
  const wanted: readonly WantedCommitment[] = [
    ...(isMoreUrgent(screen(screening), screen(held.screening)) ? [risk] : []),
    ...(isFenced(screening) && !isFenced(held.screening) ? [funding] : []),
  ];
  return wanted.filter((each) => !isOpen(each));
}
