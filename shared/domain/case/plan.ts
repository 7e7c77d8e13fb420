import { dayOf } from "../calendar-day.ts";
import { accept, type Decision, hasAny, type Refusal, refuse } from "../decision.ts";
import type { Intent } from "../intent.ts";
import type { CommitmentKind } from "../policy.ts";
import { unlisted } from "../work-policy.ts";
import type { Case } from "./case.ts";
import type { Context } from "./commands.ts";
import {
  commitmentsOf,
  dueAt,
  endCommitment,
  isInPost,
  makeCommitments,
  mayNotAct,
  mostOpen,
  refusePromiseDay,
  type WantedCommitment,
} from "./commitment.ts";
import type { CaseEvent } from "./events.ts";
import { mail } from "./mail-intent.ts";
import type { LapseReason, PlanFacts, SupportPlan } from "./plan-state.ts";
import type { DecidePlan, WritePlan } from "./work-commands.ts";

type Refused = { readonly refused: Refusal } | undefined;

/**
 * A version of the plan is written, and submitted for approval or left as a draft. It is written on the version that
 * its writer read, so that nobody overwrites what somebody else wrote meanwhile (F14). A plan that was submitted names
 * the accommodation and speaks of each early focus; it needs no goals that the person agreed to (CST-14, CST-15, CLX-13).
 */
export function writePlan(held: Case, command: WritePlan, context: Context): Decision<CaseEvent> {
  const { by, plan: facts, basedOn, submit, content, actions, roster } = command;
  const { plan: before } = held;
  const refused = mayNotAct(held, by, roster, context) ?? refuseUnallocated(held);
  if (refused) return refused;
  // The very same version sent again is in already (F13).
  if (before?.content === content && before.by === by.id && before.version === basedOn + 1) return accept();
  const bad =
    refuseStale(before, basedOn, content) ??
    refuseFacts(facts, context) ??
    refuseActions(held, command, context) ??
    (submit ? refuseUnfinished(facts, context) : undefined);
  if (bad) return bad;
  const version = basedOn + 1;
  const ended = (before?.objectives ?? [])
    .filter(({ status }) => status === "open")
    .flatMap(({ id }): CaseEvent[] => {
      const status = facts.objectives.find((objective) => objective.id === id)?.status ?? "closed";
      return status === "open" ? [] : [{ type: "ObjectiveEnded", id, as: status }];
    });
  const wanted = actions.map(({ due, objective, ...action }): WantedCommitment => {
    const instant = dueAt(due, "action", context);
    return { ...action, kind: "action", by: by.id, due: instant, about: objective };
  });
  const lives = before?.inForce?.accommodation;
  const moved =
    lives !== undefined &&
    facts.accommodation !== undefined &&
    (lives.kind !== facts.accommodation.kind || lives.ref !== facts.accommodation.ref);
  return accept<CaseEvent>(
    { type: "PlanWritten", version, submitted: submit, by: by.id, at: context.at, content, ...facts },
    ...ended,
    ...(moved ? [{ type: "PlanLapsed", why: "accommodation-changed" } as const] : []),
    ...promise(
      held,
      submit ? "plan-approval" : "plan",
      submit ? "kept" : "withdrawn",
      by.id,
      context,
      wanted,
    ),
  );
}

/** A supervisor or manager approves a version of the plan that they had no part in, or sends it back with words. */
export function decidePlan(held: Case, command: DecidePlan, context: Context): Decision<CaseEvent> {
  const { by, version, decision, content, roster } = command;
  const { plan, worker } = held;
  const refused = mayNotAct(held, by, roster, context);
  if (refused) return refused;
  if (!plan || (plan.status !== "awaiting-approval" && plan.status !== "lapsed"))
    return refuse("no-plan-to-approve", plan ? { plan: plan.status } : {});
  if (!hasAny(by, "supervisor", "manager", "service-manager")) return refuse("not-a-supervisor");
  if (plan.authors.includes(by.id) || by.id === worker) return refuse("same-person", { staff: by.id });
  const stale = refuseStale(plan, version, content);
  if (stale) return stale;
  const told = { version, by: by.id, at: context.at, content } as const;
  return decision === "approve"
    ? accept<CaseEvent>(
        { type: "PlanApproved", ...told },
        ...settle(held, "plan-approval", "kept", by.id),
        // The lapsed version will do after all.
        ...settle(held, "plan", "withdrawn", by.id),
      )
    : accept<CaseEvent>(
        { type: "PlanSentBack", ...told },
        ...promise(held, "plan", "not-kept", by.id, context),
      );
}

/**
 * The plan in force is so no more (CST-12). Both are promised, where no newer version is under way: that the worker makes
 * another, and that the supervisor looks, who may also approve the same one anew.
 */
export function lapsePlan(
  held: Case,
  why: LapseReason,
  by: string,
  context: Context,
  also: readonly WantedCommitment[] = [],
): readonly CaseEvent[] {
  const { plan } = held;
  const lapsed: readonly CaseEvent[] = plan?.inForce ? [{ type: "PlanLapsed", why }] : [];
  const owed = (["plan", "plan-approval"] as const).filter(
    (kind) => plan?.inForce && plan.status === "approved" && !isPromised(held, kind),
  );
  const wanted = [...owed.map((kind) => ({ kind, by })), ...also];
  return [...lapsed, ...makeCommitments(held.lastSequence + 1, wanted, context)];
}

/** The worker and the supervisor are told, once a lapse: an approval lapses once (CST-12, X-05). */
export function lapseMails({ plan }: Case, after: Case): readonly Intent[] {
  const { caseRef } = after;
  return (["worker", "supervisor"] as const).flatMap((part) => {
    const staff = after[part];
    const about = `plan/lapsed/${plan?.inForce?.at}/${part}`;
    return staff ? [mail(after, about, { staff }, { kind: "plan-lapsed", caseRef })] : [];
  });
}

const isPromised = (held: Case, kind: CommitmentKind): boolean =>
  commitmentsOf(held).some((commitment) => commitment.kind === kind);

/** Either the plan is to be made or it is to be approved: the one ends, and the other is promised if it is not yet. */
function promise(
  held: Case,
  kind: "plan" | "plan-approval",
  as: "kept" | "not-kept" | "withdrawn",
  by: string,
  context: Context,
  also: readonly WantedCommitment[] = [],
): readonly CaseEvent[] {
  const wanted = [...(isPromised(held, kind) ? [] : [{ kind, by }]), ...also];
  // In this order: a promise that has ended leaves the case when the next is made, and its wait must be answered first.
  return [
    ...makeCommitments(held.lastSequence + 1, wanted, context),
    ...settle(held, kind === "plan" ? "plan-approval" : "plan", as, by),
  ];
}

const settle = (
  held: Case,
  kind: "plan" | "plan-approval",
  as: "kept" | "not-kept" | "withdrawn",
  by: string,
): readonly CaseEvent[] =>
  commitmentsOf(held)
    .filter((commitment) => commitment.kind === kind)
    .flatMap((commitment) => endCommitment(commitment, as, by));

export const refuseUnallocated = ({ phase }: Case): Refused =>
  phase === "supported" ? undefined : refuse("not-allocated-yet", { phase });

/** Who changed it meanwhile, and when; what was sent is kept under the name that is told. */
function refuseStale(plan: SupportPlan | undefined, basedOn: number, kept: string): Refused {
  const version = plan?.version ?? 0;
  if (version === basedOn) return undefined;
  return refuse("changed-meanwhile", { version, kept, ...(plan ? { by: plan.by, at: plan.at } : {}) });
}

/** Every coded word is one of the service's (A7). */
function refuseFacts({ accommodation, earlyFocus, objectives }: PlanFacts, { policy }: Context): Refused {
  const { plan } = policy.work;
  const focus = Object.keys(earlyFocus).map((id) => unlisted("earlyFocus", plan.earlyFocus, id));
  const lines = objectives.flatMap(({ line: id, dates = {} }) => {
    const line = plan.catalogue.find((each) => each.id === id);
    return line
      ? Object.keys(dates).map((date) => unlisted("dates", line.dates, date))
      : [unlisted("catalogue", plan.catalogue, id)];
  });
  const lives = accommodation && unlisted("accommodation", plan.accommodation, accommodation.kind);
  return [lives, ...focus, ...lines].find(Boolean);
}

function refuseActions(held: Case, { actions, roster }: WritePlan, context: Context): Refused {
  if (actions.length > 0 && commitmentsOf(held).length + actions.length > mostOpen)
    return refuse("too-many-open", { most: mostOpen });
  for (const { staff, due } of actions) {
    if (staff !== undefined && !isInPost(roster, staff, dayOf(context.at)))
      return refuse("not-on-roster", { staff });
    const tooEarlyOrLate = refusePromiseDay(due, "action", context);
    if (tooEarlyOrLate) return tooEarlyOrLate;
  }
  return undefined;
}

function refuseUnfinished({ accommodation, earlyFocus }: PlanFacts, { policy }: Context): Refused {
  if (!accommodation) return refuse("no-accommodation");
  const missing = policy.work.plan.earlyFocus.filter(({ id }) => earlyFocus[id] === undefined);
  if (missing.length === 0) return undefined;
  return refuse("early-focus-missing", { missing: missing.map(({ id }) => id).join(" ") });
}
