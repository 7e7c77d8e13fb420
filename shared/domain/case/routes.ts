import { plusMinutes } from "../calendar-day.ts";
import { accept, type Decision, hasAny, holdfast, refuse } from "../decision.ts";
import type { Intent } from "../intent.ts";
import type { CommitmentKind } from "../policy.ts";
import type { WayIn } from "../screening.ts";
import type { Case } from "./case.ts";
import type { Context } from "./commands.ts";
import { commitmentsOf, endCommitment, endEveryCommitment, makeCommitments } from "./commitment.ts";
import type { CaseEvent } from "./events.ts";
import { mail } from "./mail-intent.ts";
import { answerTo } from "./obligation.ts";
import type { RouteCommand, RouteEvent } from "./routes-state.ts";

type Of<Type extends RouteCommand["type"]> = Extract<RouteCommand, { type: Type }>;

/** An acute risk wants somebody who says that they have the alert, well before the other service has the person (CST-05). */
export function alertPromise(held: Case, way: WayIn, context: Context): readonly CaseEvent[] {
  if (way.outcome !== "signposted" || way.reason !== "acute-mental-health") return [];
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

/** Somebody says that a form is this emergency's: it is asked for no more, and the case that it opened ends (CST-08). */
export function attachForm(held: Case, command: Of<"attach-form">, { at }: Context): Decision<CaseEvent> {
  const { type: _, by, ...form } = command;
  if (!hasAny(by, "duty", "supervisor", "manager", "service-manager", "out-of-hours", "director"))
    return refuse("not-a-decision-maker");
  if (!held.provisional || held.form?.attached) return refuse("no-form-expected");
  if (!form.form) return refuse("no-such-form", { referralRef: form.referralRef });
  return accept<CaseEvent>(
    { type: "FormAttached", by: by.id, at, ...form },
    ...endOf(held, "retrospective-form", by.id),
  );
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
        ...held,
        form: { referralRef, caseRef, attached: true },
        screening,
        ...(facts ? { facts } : {}),
        agencies: [...new Set([...held.agencies, ...agencies])],
      };
    }
    case "CaseAttached": {
      const { obligation: _, ...rest } = held;
      return { ...rest, phase: "declined", declined: { as: "attached", to: event.to } };
    }
  }
}

export function routeEffects(
  after: Case,
  event: Extract<RouteEvent, { type: "FormArrived" | "FormAttached" }>,
): readonly Intent[] {
  const { caseRef } = after;
  const { form, referralRef } = event;
  if (event.type === "FormArrived")
    return [mail(after, `form/${referralRef}`, { role: "manager" }, { kind: "form-arrived", caseRef, form })];
  return [{ kind: "attach-case", key: `attach/${form}`, caseRef: form, to: caseRef, by: event.by }];
}
