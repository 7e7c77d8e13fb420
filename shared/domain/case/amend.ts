import { accept, type Decision, holdfast, refuse, refuseReason } from "../decision.ts";
import type { Intent } from "../intent.ts";
import { screen, type WayIn } from "../screening.ts";
import type { AmendEvent, AmendReferral } from "./amend-state.ts";
import { type Case, isOpen } from "./case.ts";
import type { Context } from "./commands.ts";
import type { CaseEvent } from "./events.ts";
import { mail } from "./mail-intent.ts";
import { goOtherWay } from "./other-way.ts";
import { restrictsAtOpening } from "./restriction.ts";

/** The referral of a case that counts: of a telephoned emergency its form, once that is attached (CST-08). */
export const standingReferral = ({ referralRef, form }: Case): string =>
  form?.attached ? form.referralRef : referralRef;

/**
 * A referral gets another version: what it says is known better now, or has changed (CST-04). The version before stays
 * as it is. The case goes by the new one, is kept to those who need to know where that asks for it, and goes
 * the urgent way at once where that shows what no meeting may wait for (CST-05, CST-08). The same body again is no version.
 */
export function amendReferral(held: Case, command: AmendReferral, context: Context): Decision<CaseEvent> {
  const { type: _, by, ...said } = command;
  const { at, policy } = context;
  if (!isOpen(held)) return refuse("already-decided", { phase: held.phase });
  const bad =
    said.reason === "came-again" ? undefined : refuseReason(said.reason, policy.referral.amendmentReasons);
  if (bad) return bad;
  if (held.version?.content === said.content) return accept();
  const version = (held.version?.version ?? 1) + 1;
  const restriction = held.restricted ? undefined : restrictsAtOpening(said.screening, policy);
  return accept<CaseEvent>(
    { type: "ReferralAmended", version, by: by.id, at, ...said },
    ...(restriction
      ? [{ type: "CaseRestricted", reason: restriction, by: holdfast.id, at, named: [] } as const]
      : []),
    ...urgentWay(held, screen(said.screening), context),
  );
}

/** How urgent a way in is. A version only ever makes a case more urgent; less so is a person's decision. */
const urgency = (way: WayIn): number => {
  if (way.outcome === "emergency") return 1;
  return way.outcome === "signposted" && way.reason === "acute-mental-health" ? 2 : 0;
};

/**
 * A case that waits for the meeting leaves that wait, and goes the urgent way. What somebody left to the meeting, knowing
 * as much, stays there.
 */
function urgentWay(held: Case, way: WayIn, context: Context): readonly CaseEvent[] {
  const { obligation } = held;
  if (obligation?.kind !== "allocation" || way.outcome === "meeting") return [];
  if (urgency(way) <= urgency(screen(held.screening))) return [];
  return goOtherWay(held, obligation, way, { outcome: "handed-over", why: "amended" }, context);
}

export function evolveAmended(held: Case, event: AmendEvent): Case {
  const { version, by, at, reason, content, words, screening, facts, agencies } = event;
  return {
    ...held,
    version: { version, by, at, reason, content, ...(words ? { words } : {}) },
    screening,
    facts,
    agencies: [...new Set([...held.agencies, ...agencies])],
  };
}

/** The referral keeps it as the version that counts, first, as letters go by its safe-contact rule; and whoever holds the case is told. */
export function amendEffects(before: Case, event: AmendEvent, after: Case): readonly Intent[] {
  const { caseRef, worker, supervisor, restricted, obligation } = after;
  const { referralRef, version, content, canonical, by } = event;
  const manager = { role: "manager" } as const;
  const urgent = urgency(screen(event.screening)) > urgency(screen(before.screening));
  const desk = restricted || obligation?.kind === "emergency" ? manager : ({ role: "duty" } as const);
  const holders = worker ? [worker, ...(supervisor && urgent ? [supervisor] : [])] : [];
  const told = worker ? holders.filter((staff) => staff !== by).map((staff) => ({ staff })) : [desk];
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
