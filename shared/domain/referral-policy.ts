/** How a service takes a referral in. */
export interface ReferralPolicy {
  /** Of a form that names more offers than this, the first are chased; the others stay in its body (CST-20). */
  readonly mostOffers: number;
  /** Who comes back: earlier cases that closed so many days before count, and so many of them are a cycle (STG-09). */
  readonly reEntry: { readonly withinDays: number; readonly cycle: number };
}
