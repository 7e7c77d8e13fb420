import { type CalendarDay, dayOf } from "../calendar-day.ts";
import type { Case } from "./case.ts";
import { askingToo } from "./closure-evolve.ts";
import type { RecordEvent, WorkEvent } from "./work-events.ts";
import type { ContactSummary } from "./work-state.ts";

const none: ContactSummary = { attempts: 0, sightings: 0, talks: 0 };
const later = (one: CalendarDay | undefined, other: CalendarDay) => (one && one > other ? one : other);

/** Folds what was written down about a case: the last of each, and what the contacts come to. */
export function evolveWork(
  held: Case,
  event: RecordEvent | Extract<WorkEvent, { type: "NotSeenForLong" }>,
): Case {
  if (event.type === "NotSeenForLong")
    return { ...held, contacts: { ...(held.contacts ?? none), told: event.on } };
  return { ...recorded(held, event), lastRecord: event.content };
}

/** A review whose worker has seen the person counts as sight of them, on the day it was given. */
export const seenByReview = (held: Case, day: CalendarDay): Pick<Case, "contacts"> => ({
  contacts: { ...(held.contacts ?? none), seenByReview: day },
});

function recorded(held: Case, event: RecordEvent): Case {
  const { by, at, content } = event;
  const written = { by, at, content };
  switch (event.type) {
    case "ContactRecorded":
      return { ...held, contacts: contacted(held.contacts ?? none, event) };
    case "RiskRecorded": {
      const { levels, joint, reviewOn } = event;
      return { ...held, risk: { levels, joint, reviewOn, ...written }, ...askingToo(held, joint) };
    }
    case "WarningNoted": {
      const { kind, reviewOn } = event;
      const { [kind]: _, ...others } = held.warnings ?? {};
      return { ...held, warnings: reviewOn ? { ...others, [kind]: { reviewOn, ...written } } : others };
    }
    case "ConversationRecorded": {
      const { tool, edition, on, declined } = event;
      const last = { edition, on, declined, ...written };
      return { ...held, conversations: { ...held.conversations, [tool]: last } };
    }
    case "ReadingTaken": {
      const { tool, edition, on } = event;
      return { ...held, readings: { ...held.readings, [tool]: { edition, on, ...written } } };
    }
    case "CapacityAssessed": {
      const { decision, reference, on } = event;
      return { ...held, capacity: { ...held.capacity, [decision]: { reference, on, ...written } } };
    }
    case "ReferredOn":
      return { ...held, ...askingToo(held, [event.destination]) };
    default:
      return held;
  }
}

function contacted(
  { attempts, sightings, talks, ...days }: ContactSummary,
  { when, seen, spokenTo }: Extract<RecordEvent, { type: "ContactRecorded" }>,
): ContactSummary {
  const day = dayOf(when);
  const isAttempt = !seen && !spokenTo;
  return {
    ...days,
    attempts: attempts + (isAttempt ? 1 : 0),
    sightings: sightings + (seen ? 1 : 0),
    talks: talks + (spokenTo ? 1 : 0),
    ...(isAttempt ? { lastAttempted: later(days.lastAttempted, day) } : {}),
    ...(seen ? { lastSeen: later(days.lastSeen, day) } : {}),
    ...(spokenTo ? { lastSpokenTo: later(days.lastSpokenTo, day) } : {}),
  };
}
