import type { CalendarDay, Instant } from "../calendar-day.ts";
import type { EngagementPrompt, OfferChannel, OfferPlace } from "../policy.ts";

/** One offer of support, and what came of it: the evidence of a non-engagement (CST-19, CST-20). */
export interface SupportOffer {
  /** Who made it, which may be somebody else than who wrote it down. */
  readonly madeBy: string;
  readonly day: CalendarDay;
  readonly channel: OfferChannel;
  readonly place: OfferPlace;
  readonly answer: "accepted" | "declined" | "no-answer";
  /** Why a channel that is not safe was used. */
  readonly unsafeReason?: string | undefined;
  /** The name under which its words are kept. */
  readonly content: string;
}

export interface AnsweredPrompt {
  readonly answer: "done" | "asked-for" | "not-needed";
  readonly by: string;
  readonly at: Instant;
  readonly content: string;
}

/** The way that a team goes with somebody who does not take up what is offered, before it may think of closing. */
export interface NonEngagementPathway {
  readonly begunBy: string;
  readonly begunAt: Instant;
  readonly content: string;
  readonly prompts: Readonly<Partial<Record<EngagementPrompt, AnsweredPrompt>>>;
}
