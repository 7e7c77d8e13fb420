import type { CaseEvent } from "./events.ts";

type Decided = Extract<CaseEvent, { type: "AllocationDecided" }>;

/**
 * The letter to the referrer about what was decided, as its key names it: a case may be deferred more than once, and each time
 * they are told until when.
 */
export const answerLetter = (event: Decided): string =>
  "until" in event
    ? `answer/${event.advice ? "advised" : event.decision}/${event.until}`
    : `answer/${event.decision}`;

/** The letter that says that the referral is for another service; a version of it may bring a case there a second time. */
export const signpostLetter = "signpost/referrer";
