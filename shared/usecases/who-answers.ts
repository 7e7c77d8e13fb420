import { dayOf, type Instant } from "#shared/domain/calendar-day.ts";
import { find, isPresent, type Roster, reach } from "#shared/domain/roster.ts";

/** Who is there for whoever answers for something: of a post or a desk its own name, of somebody away who is reached. */
export type WhoAnswers = (owner: string) => string;

/**
 * On a roster, at an instant: a role stays a role; a person who has left, is away, or has a conflict with the case whose
 * roster it is, gives way to who is reached for them that day, else to the duty desk (I1, X-03, X-04).
 */
export const whoAnswersOn =
  (roster: Roster, at: Instant): WhoAnswers =>
  (owner) => {
    const member = find(roster, owner);
    if (!member || isPresent(member, dayOf(at))) return owner;
    const [service = ""] = member.services;
    return reach(roster, service, { staff: owner }, dayOf(at))[0]?.staffId ?? "duty";
  };
