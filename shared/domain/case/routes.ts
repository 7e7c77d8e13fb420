import { plusMinutes } from "../calendar-day.ts";
import { accept, type Decision, hasAny, holdfast, refuse } from "../decision.ts";
import type { Intent } from "../intent.ts";
import type { CommitmentKind } from "../policy.ts";
import type { WayIn } from "../screening.ts";
import { type Case, isOpen } from "./case.ts";
import { askingToo } from "./closure-evolve.ts";
import type { Context } from "./commands.ts";
import {
  commitmentsOf,
  endCommitment,
  endEveryCommitment,
  makeCommitments,
  type WantedCommitment,
} from "./commitment.ts";
import type { CaseEvent } from "./events.ts";
import { withAlike } from "./linked-cases.ts";
import { mail } from "./mail-intent.ts";
import { answerTo } from "./obligation.ts";
import { chasedOffers } from "./opening-promises.ts";
import { wantedCheck } from "./person-check.ts";
import { restrictsAtOpening } from "./restriction.ts";
import type { RouteCommand, RouteEvent } from "./routes-state.ts";

type Of<Type extends RouteCommand["type"]> = Extract<RouteCommand, { type: Type }>;

export const isAcute = (way: WayIn): boolean =>
  way.outcome === "signposted" && way.reason === "acute-mental-health";

/** An acute risk wants somebody who says that they have the alert, well before the other service has the person (CST-05). */
export function alertPromise(held: Case, way: WayIn, context: Context): readonly CaseEvent[] {
  if (!isAcute(way)) return [];
  const { acknowledgeWithinMinutes } = context.policy.referral;
  const due = plusMinutes(held.receivedAt, acknowledgeWithinMinutes);
  const desk = held.restricted ? { owner: "manager" as const } : {};
  return makeCommitments(
    held.lastSequence + 1,
    [{ kind: "alert-receipt", by: holdfast.id, due, ...desk }],
    context,
  );
}

/**
 * Somebody says that they have the alert: it is theirs until the other service is known to have the referral, which is
 * an act of its own (CST-05). Somebody else may take it over; the ladder goes on meanwhile.
 */
export function acknowledgeAlert(
  held: Case,
  { by }: Of<"acknowledge-alert">,
  { at }: Context,
): Decision<CaseEvent> {
  if (held.phase !== "referred") return refuse("already-decided", { phase: held.phase });
  if (held.obligation?.kind !== "signpost") return refuse("nothing-to-confirm");
  if (!hasAny(by, "duty", "manager", "service-manager", "out-of-hours", "director"))
    return refuse("not-a-decision-maker");
  if (held.alertHeld?.by === by.id) return accept();
  return accept<CaseEvent>(
    { type: "AlertAcknowledged", by: by.id, at },
    ...endOf(held, "alert-receipt", by.id),
  );
}

/** A form came that quotes this telephoned emergency; a person says whether it is its form (CST-08). */
export function noteForm(held: Case, { referralRef, form }: Of<"note-form">): Decision<CaseEvent> {
  if (!held.provisional || held.form?.attached || held.form?.referralRef === referralRef) return accept();
  return accept<CaseEvent>({ type: "FormArrived", referralRef, form });
}

/**
 * Somebody says that a form is this emergency's: it is asked for no more, and the case that it opened ends (CST-08). What
 * that case kept or promised goes on here: who may see it, what agencies offered (CST-20), and cases that may be
 * the same person's.
 */
export function attachForm(held: Case, command: Of<"attach-form">, context: Context): Decision<CaseEvent> {
  const { by } = command;
  const { at, policy } = context;
  if (!hasAny(by, "duty", "supervisor", "manager", "service-manager", "out-of-hours", "director"))
    return refuse("not-a-decision-maker");
  if (!isOpen(held)) return noteLateForm(held, command);
  if (!held.provisional || held.form?.attached) return refuse("no-form-expected");
  if (!command.form) return refuse("no-such-form", { referralRef: command.referralRef });
  const { type: _, by: __, restriction, offers = [], ...form } = command;
  const reason = held.restricted ? undefined : (restrictsAtOpening(form.screening, policy) ?? restriction);
  const restricted: readonly CaseEvent[] = reason
    ? [{ type: "CaseRestricted", reason, by: by.id, at, named: [] }]
    : [];
  const desk = held.restricted || reason ? { owner: "manager" as const } : {};
  const wanted: readonly WantedCommitment[] = [
    ...chasedOffers(offers, by.id, context),
    ...wantedCheck(held, form, { by: by.id, ...desk }),
  ];
  // New promises first: one that has ended leaves the case when the next is made, and its wait is answered before.
  return accept<CaseEvent>(
    { type: "FormAttached", by: by.id, at, ...form },
    ...restricted,
    ...makeCommitments(held.lastSequence + 1, wanted, context),
    ...endOf(held, "retrospective-form", by.id),
  );
}

/** The form of a case that is over is looked at for itself, as nobody would look at it here any more; but it has come. */
function noteLateForm(held: Case, { referralRef, form }: Of<"attach-form">): Decision<CaseEvent> {
  if (!held.provisional || held.form) return refuse("already-decided", { phase: held.phase });
  return form ? accept({ type: "FormArrived", referralRef, form }) : refuse("no-such-form", { referralRef });
}

/** The case that a form opened for itself ends, as the form is another case's; nothing of it ticks on. */
export function attachTo(held: Case, { to, by }: Of<"attach-to">, { at }: Context): Decision<CaseEvent> {
  const { obligation, episode } = held;
  if (held.phase !== "referred") return accept();
  const stopped: readonly CaseEvent[] = obligation
    ? [
        {
          type: "WaitSettled",
          sequence: episode.sequence,
          wait: obligation.wait,
          answer: answerTo("superseded", obligation.wait),
        },
      ]
    : [];
  return accept<CaseEvent>(...stopped, ...endEveryCommitment(held, by), { type: "CaseAttached", to, by, at });
}

const endOf = (held: Case, kind: CommitmentKind, by: string): readonly CaseEvent[] =>
  commitmentsOf(held)
    .filter((commitment) => commitment.kind === kind)
    .flatMap((commitment) => endCommitment(commitment, "kept", by));

export function evolveRoute(held: Case, event: RouteEvent): Case {
  switch (event.type) {
    case "AlertAcknowledged":
      return { ...held, alertHeld: { by: event.by, at: event.at } };
    case "FormArrived":
      return { ...held, form: { referralRef: event.referralRef, caseRef: event.form, attached: false } };
    case "FormAttached": {
      const { referralRef, form: caseRef, screening, facts, agencies } = event;
      return {
        ...withAlike(held, event),
        form: { referralRef, caseRef, attached: true },
        screening,
        ...(facts ? { facts } : {}),
        agencies: [...new Set([...held.agencies, ...agencies])],
        ...askingToo(held, agencies),
      };
    }
    case "CaseAttached": {
      const { obligation: _, ...rest } = held;
      return { ...rest, phase: "declined", declined: { as: "attached", to: event.to } };
    }
  }
}

/** A telephoned emergency ends before its form has come: that goes on being asked for, as its referral's (CST-08). */
export function formLeftOwed(before: Case, after: Case): readonly Intent[] {
  const promise = commitmentsOf(before).find(({ kind }) => kind === "retrospective-form");
  const { referralRef, form } = after;
  if (!promise?.obligation || form) return [];
  return [{ kind: "owe-form", key: "owe-form", referralRef, due: promise.obligation.due }];
}

export function routeEffects(
  after: Case,
  event: Extract<RouteEvent, { type: "FormArrived" | "FormAttached" }>,
): readonly Intent[] {
  const { caseRef } = after;
  const { form, referralRef } = event;
  if (event.type === "FormArrived") {
    const over = isOpen(after) ? {} : { isOver: true as const };
    const message = { kind: "form-arrived", caseRef, form, ...over } as const;
    const came: readonly Intent[] = isOpen(after)
      ? []
      : [{ kind: "form-came", key: "form-came", referralRef: after.referralRef }];
    return [...came, mail(after, `form/${referralRef}`, { role: "manager" }, message)];
  }
  return [{ kind: "attach-case", key: `attach/${form}`, caseRef: form, to: caseRef, by: event.by }];
}
