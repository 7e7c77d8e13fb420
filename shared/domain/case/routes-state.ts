import type { Instant } from "../calendar-day.ts";
import type { Actor } from "../decision.ts";
import type { ReferralFacts } from "../referral-facts.ts";
import type { ScreeningFacts } from "../screening.ts";

/** What a form says that is attached to a telephoned case: the coded answers, which are better known now. */
export interface FormFacts {
  readonly referralRef: string;
  /** The case that the form opened for itself. */
  readonly form: string;
  readonly screening: ScreeningFacts;
  readonly facts?: ReferralFacts;
  readonly agencies: readonly string[];
}

export type RouteEvent =
  | { readonly type: "AlertAcknowledged"; readonly by: string; readonly at: Instant }
  | { readonly type: "FormArrived"; readonly referralRef: string; readonly form: string }
  | ({ readonly type: "FormAttached"; readonly by: string; readonly at: Instant } & FormFacts)
  | { readonly type: "CaseAttached"; readonly to: string; readonly by: string; readonly at: Instant };

export type RouteCommand =
  | { readonly type: "acknowledge-alert"; readonly by: Actor }
  | { readonly type: "note-form"; readonly referralRef: string; readonly form: string }
  | ({ readonly type: "attach-form"; readonly by: Actor } & (
      | FormFacts
      /** There is no such form, or none that is free. */
      | { readonly referralRef: string; readonly form?: never }
    ))
  | { readonly type: "attach-to"; readonly to: string; readonly by: string };
