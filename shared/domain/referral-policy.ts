import type { AdviceReason } from "./advice-reasons.ts";
import type { Relationship } from "./needs.ts";

/** Why somebody writes another version of a referral. Coded, so that it can be counted (A4). */
export const amendmentReasons = ["more-known", "wrong", "has-changed", "asked-by-referrer"] as const;
export type AmendmentReason = (typeof amendmentReasons)[number];

/** The letter that a reason for advice sends, and when somebody looks at the referral again without being asked. */
export interface AdviceRule {
  /** Letters have the names of the reasons that they were written for. */
  readonly letter: AdviceReason;
  readonly lookAgainAfterWorkingDays?: number | undefined;
}

/** How a service takes a referral in. */
export interface ReferralPolicy {
  /** Of a form that names more offers than this, the first are chased; the others stay in its body (CST-20). */
  /** The agencies, by id, that a signposted referral is passed on to by mail where their address is known (CST-02). */
  readonly accessPoints: {
    readonly "no-home"?: string | undefined;
    readonly "acute-mental-health"?: string | undefined;
  };
  /** From receipt: by when somebody has said that they have the alert of an acute risk (CST-05). */
  readonly acknowledgeWithinMinutes: number;
  /** Who is told what became of a referral; anybody else hears that it was considered. */
  readonly tellOutcomeTo: readonly (Relationship | "not-known")[];
  /** What follows from each reason for advice; where none is named, the letter of that reason and no return (CST-07). */
  readonly advice: Readonly<Partial<Record<AdviceReason, AdviceRule>>>;
  /** London wall time at which a referrer without an answer is written to. */
  readonly holdingLetterAt: string;
  readonly mostOffers: number;
  readonly amendmentReasons: readonly AmendmentReason[];
  /** Who comes back: earlier cases that closed so many days before count, and so many of them are a cycle (STG-09). */
  readonly reEntry: { readonly withinDays: number; readonly cycle: number };
}
