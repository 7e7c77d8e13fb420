import { refuse } from "./decision.ts";
import type { Channel } from "./needs.ts";

/** One of a closed list that a service words itself: what is stored, and what a person reads. */
export interface Listed {
  readonly id: string;
  readonly title: string;
}

/** A line of the support catalogue (CST-16), with the days that an objective under it may note. */
export interface CatalogueLine extends Listed {
  readonly dates: readonly Listed[];
}

/** What the plan of a service may say (CST-12 to CST-16, CLX-13). */
export interface PlanPolicy {
  /** Whether a plan is owed from the allocation on; a service may work without one. */
  readonly isOwed: boolean;
  readonly catalogue: readonly CatalogueLine[];
  /** What every plan says something about before it is submitted (CST-15). */
  readonly earlyFocus: readonly Listed[];
  readonly accommodation: readonly Listed[];
}

/** A word of the contact log, with whether somebody can have been seen in person, or spoken to, where it fits. */
export interface ContactWord extends Listed {
  readonly seen: boolean;
  readonly spokenTo: boolean;
}
/** How somebody may be reached; one that a referral can forbid names the channel of its safe-contact rule. */
export interface ContactChannel extends ContactWord {
  readonly safe: Channel | null;
}
export interface ContactPolicy {
  readonly channels: readonly ContactChannel[];
  readonly places: readonly ContactWord[];
  readonly outcomes: readonly ContactWord[];
  /** Why a channel was used although the safe-contact rule forbids it. */
  readonly unsafeReasons: readonly Listed[];
  /** After so many days without sight of the person the supervisor is told, and again after each so many. */
  readonly notSeenDays: number;
  readonly tellAgainAfterDays: number;
}

export interface RiskPolicy {
  readonly areas: readonly Listed[];
  /** From the lowest to the highest. */
  readonly levels: readonly Listed[];
  readonly warnings: readonly Listed[];
  /** When a review says that the risk has risen, it is recorded anew within so many working days. */
  readonly recordWithinWorkingDays: number;
  /** A risk is looked at again within so many days. */
  readonly reviewWithinDays: number;
}

/** A question of a conversation form; a scale is a choice among numbers in words. */
export interface Question {
  readonly id: string;
  readonly text: string;
  readonly kind: "text" | "choice" | "scale";
  readonly choices: readonly Listed[];
}
/** A form for talking about goals, such as the one called Well 12: its content is the council's (CST-13). */
export interface ConversationTool {
  readonly tool: string;
  readonly edition: string;
  readonly title: string;
  readonly questions: readonly Question[];
}
/** A tool whose readings are kept as numbers; its scales are its owner's, and are not here. */
export interface ReadingTool {
  readonly tool: string;
  readonly title: string;
  readonly scores: number;
  readonly lowest: number;
  readonly highest: number;
}

/** Everything about plan and work that a service may change (A7). */
export interface WorkPolicy {
  readonly plan: PlanPolicy;
  /**
   * How many days ahead anything may be promised (I3). One execution waits for it and for the whole of its ladder, and no
   * execution lasts longer than 300 days (A1).
   */
  readonly promisedWithinDays: number;
  /** How many days ahead whoever is no supervisor may move a promise; nobody puts off their own for months. */
  readonly movedWithinDays: number;
  readonly contact: ContactPolicy;
  readonly risk: RiskPolicy;
  readonly conversations: readonly ConversationTool[];
  readonly readings: readonly ReadingTool[];
  /** Where the team refers people on to (CST-12). */
  readonly destinations: readonly Listed[];
  /** What may come of a safeguarding concern. */
  readonly concernResults: readonly Listed[];
  /** What a mental capacity assessment may be about (CST-16). */
  readonly capacityDecisions: readonly Listed[];
}

/** The words of a list. */
export const idsOf = (list: readonly Pick<Listed, "id">[]): readonly string[] => list.map(({ id }) => id);

/** Refuses a word that a list of the policy does not have, with those that it has; `value` is none of a person's (A7). */
export const unlisted = (what: string, list: readonly Listed[], value: string) =>
  isListed(list, value) ? undefined : notListed(what, idsOf(list), value);

export const notListed = (what: string, allowed: readonly string[], value: string) =>
  refuse("not-in-policy", { what, value, allowed });

export const isListed = (list: readonly Listed[], id: string): boolean => list.some((each) => each.id === id);
