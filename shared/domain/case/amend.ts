import type { AgencyOffer } from "../agencies.ts";
import { accept, type Decision, holdfast, refuse, refuseReason } from "../decision.ts";
import type { Intent } from "../intent.ts";
import { screen, type WayIn } from "../screening.ts";
import type { AmendEvent, AmendReferral } from "./amend-state.ts";
import { type Case, isOpen } from "./case.ts";
import { askingToo } from "./closure-evolve.ts";
import type { Context } from "./commands.ts";
import { commitmentsOf, makeCommitments, mostOpen } from "./commitment.ts";
import type { CaseEvent } from "./events.ts";
import { newlyAlike, withAlike } from "./linked-cases.ts";
import { mail } from "./mail-intent.ts";
import { chasedOffers } from "./opening-promises.ts";
import { goOtherWay } from "./other-way.ts";
import { owedByVersion } from "./owed-by-version.ts";
import { wantedCheck } from "./person-check.ts";
import { restrictsAtOpening } from "./restriction.ts";
import { evolveRestriction } from "./restriction-evolve.ts";
import { distance, isMoreUrgent } from "./urgency.ts";

/** The referral of a case that counts: of a telephoned emergency its form, once that is attached (CST-08). */
export const standingReferral = ({ referralRef, form }: Case): string =>
  form?.attached ? form.referralRef : referralRef;

/**
 * A referral gets another version: what it says is known better now, or has changed (CST-04). The version before stays
 * as it is. The case goes by the new one, is kept to those who need to know where that asks for it, and goes
 * another way at once where that shows what no meeting may wait for (CST-02, CST-05, CST-08). What a risk or a home that
 * is known now asks for is owed, what agencies offer newly is promised (CST-20), and somebody looks at the cases that a
 * changed name leads to (X-01, F2), as at the opening, as far as the case has room for promises. The same body again is no
 * version.
 */
export function amendReferral(held: Case, command: AmendReferral, context: Context): Decision<CaseEvent> {
  const { type: _, by, restriction: inherited, offers = [], roster, ...said } = command;
  const { at, policy } = context;
  if (!isOpen(held)) return refuse("already-decided", { phase: held.phase });
  const bad =
    said.reason === "came-again" ? undefined : refuseReason(said.reason, policy.referral.amendmentReasons);
  if (bad) return bad;
  if (held.version?.content === said.content) return accept();
  const version = (held.version?.version ?? 1) + 1;
  const restriction = held.restricted ? undefined : (restrictsAtOpening(said.screening, policy) ?? inherited);
  const restricts = restriction
    ? [{ type: "CaseRestricted", reason: restriction, by: holdfast.id, at, named: [] } as const]
    : [];
  // What the version asks for is the manager's where the version itself keeps the case from the desk.
  const kept = restricts.reduce<Case>(evolveRestriction, held);
  const check = { by: holdfast.id, ...(kept.restricted ? { owner: "manager" as const } : {}) };
  const wanted = [
    ...owedByVersion(held, said.screening, roster, context),
    ...wantedCheck(held, said, check),
    ...chasedOffers(newIn(held, offers), by.id, context),
  ];
  const promised = wanted.slice(0, Math.max(0, mostOpen - commitmentsOf(held).length));
  return accept<CaseEvent>(
    { type: "ReferralAmended", version, by: by.id, at, ...said, ...newlyAlike(held, said) },
    ...restricts,
    ...makeCommitments(held.lastSequence + 1, promised, context),
    ...otherWay(
      { ...kept, lastSequence: held.lastSequence + promised.length },
      screen(said.screening),
      context,
    ),
  );
}

/** An offer that is chased already, as somebody made a version with it at the same time, is not chased twice. */
function newIn(held: Case, offers: readonly AgencyOffer[]): readonly AgencyOffer[] {
  const chased = commitmentsOf(held).map(({ content }) => content);
  return offers.filter(({ content }) => content === undefined || !chased.includes(content));
}

/**
 * A case that waits for the meeting leaves that wait where it is not for the meeting any more: for an emergency, or because
 * another service is to have it (CST-02, CST-05). What somebody left to the meeting, knowing as much, stays there.
 */
function otherWay(held: Case, way: WayIn, context: Context): readonly CaseEvent[] {
  const { obligation } = held;
  if (obligation?.kind !== "allocation" || way.outcome === "meeting") return [];
  if (distance(way) <= distance(screen(held.screening))) return [];
  return goOtherWay(held, obligation, way, { outcome: "handed-over", why: "amended" }, context);
}

export function evolveAmended(held: Case, event: AmendEvent): Case {
  const { version, by, at, reason, content, words, screening, facts, agencies } = event;
  return {
    ...withAlike(held, event),
    version: { version, by, at, reason, content, ...(words ? { words } : {}) },
    screening,
    facts,
    agencies: [...new Set([...held.agencies, ...agencies])],
    ...askingToo(held, agencies),
  };
}

/** The referral keeps it as the version that counts, first, as letters go by its safe-contact rule; and whoever holds the case is told. */
export function amendEffects(before: Case, event: AmendEvent, after: Case): readonly Intent[] {
  const { caseRef, worker, supervisor, restricted, obligation } = after;
  const { referralRef, version, content, canonical, by } = event;
  const manager = { role: "manager" } as const;
  const urgent = isMoreUrgent(screen(event.screening), screen(before.screening));
  const isManagers = commitmentsOf(after).some(
    ({ kind, madeAt }) => kind === "funding-check" && madeAt === event.at,
  );
  const desk = restricted || obligation?.kind === "emergency" ? manager : ({ role: "duty" } as const);
  const holders = worker ? [worker, ...(supervisor && urgent ? [supervisor] : [])] : [];
  const told = worker
    ? [
        ...holders.filter((staff) => staff !== by).map((staff) => ({ staff })),
        ...(isManagers ? [manager] : []),
      ]
    : [desk];
  const message = { kind: "referral-amended", caseRef, version, ...(urgent ? { urgent } : {}) } as const;
  return [
    {
      kind: "keep-version",
      key: `version/${version}`,
      referralRef,
      version,
      content,
      ...(canonical ? { canonical } : {}),
    },
    ...told.map((to) => mail(after, `version/${version}/${"staff" in to ? to.staff : to.role}`, to, message)),
  ];
}
