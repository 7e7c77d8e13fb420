import type { WorkRefusalName } from "./work-refusals.ts";

/** Why the domain says no. A closed list: the API answers each with its own sentence, and tests cite them. */
export type RefusalName =
  | "not-found"
  | "already-given"
  | "already-decided"
  | "already-settled"
  | "submission-id-taken"
  | "nothing-to-decide"
  | "nothing-to-confirm"
  | "no-review-open"
  | "nothing-to-close"
  | "closure-under-way"
  | "no-closure-open"
  | "not-asked"
  | "not-an-agency"
  | "still-time-to-answer"
  | "consultation-incomplete"
  | "another-cycle"
  | "review-not-yet"
  | "last-seen-ahead"
  | "objectives-unanswered"
  | "not-an-open-objective"
  | "not-a-day-to-change-by"
  | "same-person"
  | "not-the-worker"
  | "not-a-supervisor"
  | "not-a-decision-maker"
  | "meeting-not-yet"
  | "not-a-meeting-day"
  | "meeting-passed"
  | "meeting-closed"
  | "not-on-agenda"
  | "no-such-place"
  | "meeting-not-held"
  | "not-a-later-meeting"
  | "deferred-too-far"
  | "worker-not-on-roster"
  | "reason-not-in-policy"
  | "not-eligible"
  | "caseload-full"
  | "hours-full"
  | "worker-away"
  | "conflict-of-interest"
  | "conflict-possible"
  | "same-person-elsewhere"
  | "own-conflict"
  | "own-deputy"
  | "address-taken"
  | "would-leave-nobody"
  | "no-such-commitment"
  | "not-by-hand"
  | "not-a-possible-match"
  | "no-form-expected"
  | "no-such-form"
  | "no-such-body"
  | "no-call-owed"
  | "no-call-owed-then"
  | "too-many-open"
  | "day-is-past"
  | "not-on-roster"
  | "not-restricted"
  | "reason-needed"
  | "nothing-to-hand-over"
  | "handover-under-way"
  | "no-handover-offered"
  | "not-offered-to-you"
  | "still-in-post"
  | "deputy-not-on-roster"
  | "service-not-configured"
  | "post-not-in-policy"
  | "no-such-person"
  | "not-yours-to-record"
  | "absence-overlaps"
  | "no-such-absence"
  | "no-such-conflict"
  | "no-such-record"
  | "no-such-part"
  | "not-on-hold"
  | "on-hold"
  | "still-open"
  | "not-an-extension"
  | "kept-for-longer"
  | "no-such-entry"
  | "not-yours-to-correct"
  | "already-due"
  | "moved-already"
  | "too-far-from-planned"
  | "nothing-to-retry"
  | "retried-just-now"
  | "not-yet"
  | "not-allocated-yet"
  | "no-pathway-open"
  | "pathway-open"
  | "pathway-contradicts"
  | "offers-incomplete"
  | "prompts-unanswered"
  | "not-chased"
  | "team-not-silent"
  | "objection-not-met"
  | "not-the-one-who-offered"
  | "away-that-day"
  | "place-contradicts-channel"
  | "day-too-early"
  | "day-not-reached"
  | "promises-open"
  | "not-closed"
  | "outcomes-missing"
  | WorkRefusalName;

export interface Refusal {
  readonly name: RefusalName;
  /** Coded details for the answer; never a name or free text of a person supported. */
  readonly details: Readonly<Record<string, string | number | readonly string[]>>;
}

/** What a decision comes to: the events that follow, or a named refusal and no event at all. */
export type Decision<Event> = { readonly events: readonly Event[] } | { readonly refused: Refusal };

export function refuse(name: RefusalName, details: Refusal["details"] = {}): { readonly refused: Refusal } {
  return { refused: { name, details } };
}

/** Refuses a reason that is not one of the policy's, with those that are, so that whoever calls can mend it (A7). */
export const refuseReason = (reason: string, allowed: readonly string[]) =>
  allowed.includes(reason) ? undefined : refuse("reason-not-in-policy", { reason, allowed });

export const accept = <Event>(...events: readonly Event[]): Decision<Event> => ({ events });

/** Whoever acts: a member of staff with the roles of their token, or the system itself. */
export interface Actor {
  readonly id: string;
  readonly roles: readonly Role[];
}

export const roles = [
  "worker",
  "supervisor",
  "manager",
  "service-manager",
  "duty",
  "out-of-hours",
  "director",
  "roster-admin",
  "auditor",
  "operator",
  "information-governance",
] as const;
export type Role = (typeof roles)[number];

export const holdfast: Actor = { id: "holdfast", roles: [] };

export const hasAny = (actor: Actor, ...wanted: readonly Role[]): boolean =>
  actor.roles.some((role) => wanted.includes(role));
