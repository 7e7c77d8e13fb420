import type { Instant } from "../calendar-day.ts";
import type { RefusalName } from "../decision.ts";
import type { HandoverReason } from "../people-policy.ts";

export type HandoverPart = "worker" | "supervisor";

/** What is handed over, to whom and why; the words are kept under `content` (A4). */
export interface HandoverFacts {
  readonly part: HandoverPart;
  readonly from: string;
  readonly to: string;
  readonly by: string;
  readonly at: Instant;
  readonly reason: HandoverReason;
  readonly content: string;
}

/** A case that is offered to somebody else. Until they accept, whoever holds it goes on holding it (I1). */
export interface Handover extends HandoverFacts {
  /** The number of the promise that chases the answer. */
  readonly commitment: number;
  /** Which limits of theirs were passed with a reason as it was offered (CST-09). */
  readonly passed?: readonly RefusalName[];
}
