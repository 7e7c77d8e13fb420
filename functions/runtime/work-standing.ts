import type { Case } from "#shared/domain/case/case.ts";
import { unseenSince } from "#shared/domain/case/not-seen.ts";
import { areGoalsAgreed } from "#shared/domain/case/plan-state.ts";
import { openObjectives } from "#shared/domain/case/review-answers.ts";

/** Where the plan stands, in coded values; null where nobody has written one. */
export function planStanding(held: Case) {
  const { plan } = held;
  if (!plan) return null;
  const { version, status, by, at, inForce, accommodation } = plan;
  return {
    version,
    status,
    by,
    at,
    inForce: inForce ? { version: inForce.version, by: inForce.by, at: inForce.at } : null,
    goalsAgreed: areGoalsAgreed(plan),
    accommodation: accommodation ?? null,
    openObjectives: openObjectives(held),
  };
}

interface Written {
  readonly content: string;
}
/** The same without the name of its words, which are read with the records. */
const bare = <T extends Written>({ content: _, ...facts }: T): Omit<T, "content"> => facts;
const lasts = <T extends Written>(by: Readonly<Record<string, T>> = {}) =>
  Object.fromEntries(Object.entries(by).map(([id, each]) => [id, bare(each)]));

/** What whoever visits must know, first of everything. */
export const warningsStanding = ({ warnings = {} }: Case) =>
  Object.entries(warnings).map(([kind, warning]) => ({ kind, ...bare(warning) }));

/** Where the work stands: when the person was last seen, the risks, and the last of each paper. */
export function workStanding(held: Case) {
  const { contacts, risk, conversations, readings, capacity } = held;
  return {
    notSeenSince: unseenSince(held),
    contacts: contacts
      ? {
          attempts: contacts.attempts,
          sightings: contacts.sightings,
          talks: contacts.talks,
          lastAttempted: contacts.lastAttempted ?? null,
          lastSeen: contacts.lastSeen ?? null,
          lastSpokenTo: contacts.lastSpokenTo ?? null,
        }
      : null,
    risk: risk ? bare(risk) : null,
    conversations: lasts(conversations),
    readings: lasts(readings),
    capacity: lasts(capacity),
  };
}
