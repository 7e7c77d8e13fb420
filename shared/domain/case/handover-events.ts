import type { Instant } from "../calendar-day.ts";
import type { Actor } from "../decision.ts";
import type { HandoverReason } from "../people-policy.ts";
import type { Roster } from "../roster.ts";
import type { Loads } from "./allocation-fit.ts";
import type { Override, PassedLimits } from "./allocation-override.ts";
import type { Handover, HandoverFacts, HandoverPart } from "./handover-state.ts";
import type { LinkedCases } from "./person-check-state.ts";

/** What can happen to a handover, and what is asked of it. */
export type HandoverEvent =
  | ({ readonly type: "HandoverOffered"; readonly override?: PassedLimits } & Handover)
  | {
      readonly type: "HandoverEnded";
      readonly as: "accepted" | "declined" | "withdrawn";
      readonly by: string;
      readonly at: Instant;
      readonly content?: string;
    }
  | ({
      readonly type: "CaseHandedOver";
      /** Accepted by whoever it was offered to, or moved at once, as nobody was there to hold it. */
      readonly how: "accepted" | "moved";
      readonly override?: PassedLimits;
    } & HandoverFacts);

/** A case is offered, or moved at once. */
export interface GivingCommand {
  readonly type: "offer-handover" | "move-case";
  readonly by: Actor;
  readonly part: HandoverPart;
  readonly to: string;
  readonly reason: HandoverReason;
  readonly content: string;
  readonly roster: Roster;
  readonly loads?: Loads;
  /** The cases around it, as they were just before. */
  readonly linked?: LinkedCases;
  readonly override?: Override | undefined;
}

export type HandoverCommand =
  | GivingCommand
  | {
      readonly type: "answer-handover";
      readonly by: Actor;
      readonly answer: "accept" | "decline";
      readonly content: string;
      readonly roster: Roster;
      readonly linked?: LinkedCases;
      readonly loads?: Loads;
    }
  | { readonly type: "withdraw-handover"; readonly by: Actor; readonly content: string };
