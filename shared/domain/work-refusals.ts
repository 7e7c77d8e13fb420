/** Why the domain says no about plan and work; the problem's text says what to do. */
export type WorkRefusalName =
  | "changed-meanwhile"
  | "not-in-policy"
  | "no-accommodation"
  | "early-focus-missing"
  | "no-plan-to-approve"
  | "channel-not-safe"
  | "contact-contradicts-itself"
  | "too-far-ahead"
  | "no-such-warning"
  | "scores-do-not-fit";
