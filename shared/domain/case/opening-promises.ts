import type { AgencyOffer } from "../agencies.ts";
import { holdfast } from "../decision.ts";
import { acuteCall } from "./acute-call.ts";
import type { Context, OpenCase } from "./commands.ts";
import { dueAt, latestPromise, makeCommitments, type WantedCommitment } from "./commitment.ts";
import type { CaseEvent } from "./events.ts";
import { alikeTo } from "./linked-cases.ts";

/** The first promise of a case has the sequence after its triage. */
const afterTriage = 2;

/**
 * What a case promises as it opens: what each agency offered is chased (CST-20), and somebody looks at the cases that
 * may be the same person's (X-01, F2); the form of a telephoned emergency is asked for (CST-08); and a referrer who
 * cannot be written to is telephoned, within hours where the risk is acute (CST-05). Desk work is the duty desk's, or a
 * manager's where the desk cannot see the case.
 */
export function openingPromises(
  {
    possibleDuplicates,
    earlier,
    facts,
    provisional,
    callReferrer,
    screening,
    receivedAt,
    offers = [],
    takesUp,
  }: OpenCase,
  context: Context,
  isRestricted: boolean,
): readonly CaseEvent[] {
  const by = holdfast.id;
  const desk = isRestricted ? { owner: "manager" as const } : {};
  const isAlike = alikeTo({ possibleDuplicates, earlier }).some((other) => other !== takesUp?.caseRef);
  const isWithoutBasis = facts?.consent === "no" && !facts.basisGiven;
  const isAcute = screening.acuteRiskNow === "yes";
  const call = isAcute ? acuteCall(receivedAt, context) : ({ kind: "referrer-call", by } as const);
  const wanted: readonly WantedCommitment[] = [
    ...chasedOffers(offers, by, context),
    ...(isAlike ? [{ kind: "person-check", by, ...desk } as const] : []),
    ...(provisional ? [{ kind: "retrospective-form", by } as const] : []),
    ...(callReferrer ? [{ ...call, ...desk }] : []),
    ...(isWithoutBasis ? [{ kind: "consent-basis", by, ...desk } as const] : []),
  ];
  return makeCommitments(afterTriage, wanted, context);
}

/**
 * What agencies offered is promised by the day that they named, or by the policy's (CST-20). A form is never refused for a
 * day that is too far ahead: the offer is looked at on the last day that a promise can wait for.
 */
export const chasedOffers = (
  offers: readonly AgencyOffer[],
  by: string,
  context: Context,
): readonly WantedCommitment[] => {
  const latest = latestPromise(context);
  return offers.map(({ agency, by: day, content }) => {
    const due = day && dueAt(day > latest ? latest : day, "agency-offer", context);
    return { kind: "agency-offer", by, about: agency, content, ...(due && due > context.at ? { due } : {}) };
  });
};
