import type { Instant } from "./calendar-day.ts";
import { accept, type Decision } from "./decision.ts";
import { type Intent, mailIntent } from "./intent.ts";
import { climb, climbedSince, deskMails, deskOf, type PassedRung, type Rung, tells } from "./ladder.ts";
import type { Policy } from "./policy.ts";

/**
 * The form of a telephoned emergency that had not come when its case ended: it is asked for until it comes (CST-08). It
 * belongs to the referral, as nothing of a case that is over ticks on.
 */
interface MissingForm {
  readonly due: Instant;
  readonly rungs: readonly Rung[];
  readonly reached: number;
}

/** What of a referral is about its form: that it is asked for, or has come. */
export interface FormAskedFor {
  readonly missingForm?: MissingForm;
  readonly formCame?: true;
}

export type MissingFormEvent =
  | { readonly type: "MissingFormOwed"; readonly due: Instant; readonly rungs: readonly Rung[] }
  | ({ readonly type: "MissingFormRungReached" } & PassedRung)
  | { readonly type: "MissingFormLadderExtended"; readonly rungs: readonly Rung[] }
  | { readonly type: "MissingFormCame" };

export type MissingFormCommand =
  /** `due` is that of the promise which ended with the case. */
  | { readonly type: "owe-form"; readonly due: Instant }
  | { readonly type: "climb-form" }
  | { readonly type: "form-came" };

/** Owed once, and chased by the policy's ladder for such forms until the form comes, which may be before it is owed (I5). */
export function decideMissingForm(
  { missingForm, formCame }: FormAskedFor,
  command: MissingFormCommand,
  { at, policy }: { readonly at: Instant; readonly policy: Pick<Policy, "commitments" | "division"> },
): Decision<MissingFormEvent> {
  const { ladder } = policy.commitments["retrospective-form"];
  const { division } = policy;
  switch (command.type) {
    case "owe-form": {
      if (missingForm || formCame) return accept();
      const { due } = command;
      const rungs = climb(ladder, { due, opened: at, division }).filter(tells);
      return accept<MissingFormEvent>({ type: "MissingFormOwed", due, rungs });
    }
    case "climb-form": {
      if (!missingForm) return accept();
      return accept(
        ...climbedSince<MissingFormEvent>(missingForm, ladder, {
          at,
          division,
          passed: (rung) => ({ type: "MissingFormRungReached", ...rung }),
          extended: (rungs) => ({ type: "MissingFormLadderExtended", rungs }),
        }),
      );
    }
    case "form-came":
      return formCame ? accept() : accept<MissingFormEvent>({ type: "MissingFormCame" });
  }
}

export const isOfMissingForm = (event: { readonly type: string }): event is MissingFormEvent =>
  event.type.startsWith("MissingForm");

/** Folds what happens to the form that is asked for. */
export function evolveMissingForm<Held extends FormAskedFor>(held: Held, event: MissingFormEvent): Held {
  const { missingForm: owed } = held;
  switch (event.type) {
    case "MissingFormOwed":
      return { ...held, missingForm: { due: event.due, rungs: event.rungs, reached: 0 } };
    case "MissingFormRungReached":
      return { ...held, ...(owed ? { missingForm: { ...owed, reached: event.rung } } : {}) };
    case "MissingFormLadderExtended":
      return {
        ...held,
        ...(owed ? { missingForm: { ...owed, rungs: [...owed.rungs, ...event.rungs] } } : {}),
      };
    case "MissingFormCame": {
      const { missingForm: _, ...rest } = held;
      return { ...rest, formCame: true } as Held; // Held, without what is optional in it.
    }
  }
}

/** Whoever the rungs that passed name is asked to get the form. */
export function missingFormMails(
  {
    referralRef,
    caseRef,
    service,
    missingForm,
  }: { readonly referralRef: string; readonly caseRef: string; readonly service: string } & FormAskedFor,
  events: readonly { readonly type: string }[],
): readonly Intent[] {
  if (!missingForm) return [];
  const { due } = missingForm;
  const passed = events.filter(isOfMissingForm).filter((event) => event.type === "MissingFormRungReached");
  return deskMails(passed, (recipient) => deskOf(recipient, "manager")).map(({ rung, says, desk: role }) => {
    const message = { kind: "form-missing", referralRef, caseRef, due, says } as const;
    return mailIntent({ key: `${referralRef}/form/rung-${rung}/${role}`, to: { role }, service, message });
  });
}
