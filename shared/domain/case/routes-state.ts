import type { AgencyOffer } from "../agencies.ts";
import type { Instant } from "../calendar-day.ts";
import type { Actor } from "../decision.ts";
import type { RestrictionReason } from "../keeping-policy.ts";
import type { ReferralFacts } from "../referral-facts.ts";
import type { ScreeningFacts } from "../screening.ts";
import type { CaseFacts } from "./case.ts";
import type { EarlierCase } from "./closure-state.ts";

/** What a form says that is attached to a telephoned case: the coded answers, which are better known now. */
export interface FormFacts {
  readonly referralRef: string;
  /** The case that the form opened for itself. */
  readonly form: string;
  readonly screening: ScreeningFacts;
  readonly facts?: ReferralFacts;
  readonly agencies: readonly string[];
  /** Cases that may be the same person's, which nobody has decided about yet; forms attached before do not say. */
  readonly possibleDuplicates?: readonly string[];
  readonly earlier?: readonly EarlierCase[];
  readonly alikeOn?: CaseFacts["alikeOn"];
}

/** What the case that a form opened for itself leaves to the telephoned one. */
interface FormLeaves {
  /** Why it was restricted. */
  readonly restriction?: RestrictionReason;
  /** What agencies offered in it, and have not kept yet. */
  readonly offers?: readonly AgencyOffer[];
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
      | (FormFacts & FormLeaves)
      /** There is no such form, or none that is free. */
      | { readonly referralRef: string; readonly form?: never }
    ))
  | { readonly type: "attach-to"; readonly to: string; readonly by: string };
