import { atTime, dayOf, type Instant, plusWorkingDays } from "./calendar-day.ts";
import { accept, type Decision } from "./decision.ts";
import type { Intent } from "./intent.ts";
import type { Policy } from "./policy.ts";

/** What of a body did not fit: the place in it, and what was expected there. Never the value itself (A4). */
export interface Fault {
  readonly at: string;
  readonly expected: string;
}

/** A validly signed body that does not fit: kept whole, and owed to the duty desk (X-01, F7). */
export interface QuarantinedReferral {
  readonly referralRef: string;
  readonly council: string;
  readonly service: string;
  readonly source: string;
  readonly receivedAt: Instant;
  readonly content: string;
  readonly faults: readonly Fault[];
  readonly due: Instant;
  readonly reminded: readonly string[];
}

export type QuarantineEvent =
  | ({ readonly type: "ReferralQuarantined" } & Omit<QuarantinedReferral, "reminded">)
  | { readonly type: "QuarantineChased"; readonly day: string };

export type QuarantineCommand =
  | ({ readonly type: "quarantine" } & Omit<QuarantinedReferral, "due" | "reminded">)
  | { readonly type: "chase" };

interface Context {
  readonly at: Instant;
  readonly policy: Policy;
}

/** Kept once, however often it is sent. While it is overdue it is chased once a day (I5). */
export function decideQuarantine(
  held: QuarantinedReferral | undefined,
  command: QuarantineCommand,
  { at, policy }: Context,
): Decision<QuarantineEvent> {
  if (command.type === "quarantine") {
    if (held) return accept();
    const { type: _, ...facts } = command;
    const { withinWorkingDays, at: time } = policy.quarantine;
    const due = atTime(plusWorkingDays(dayOf(command.receivedAt), withinWorkingDays, policy.division), time);
    return accept<QuarantineEvent>({ type: "ReferralQuarantined", ...facts, due });
  }
  const day = dayOf(at);
  if (!held || at < held.due || held.reminded.includes(day)) return accept();
  return accept<QuarantineEvent>({ type: "QuarantineChased", day });
}

export function evolveQuarantine(
  held: QuarantinedReferral | undefined,
  event: QuarantineEvent,
): QuarantinedReferral {
  if (event.type === "ReferralQuarantined") {
    const { type: _, ...facts } = event;
    return { ...facts, reminded: [] };
  }
  if (!held)
    throw new Error(`A quarantined referral begins with ReferralQuarantined, not with ${event.type}`);
  return { ...held, reminded: [...held.reminded, event.day] };
}

export function quarantineEffects(
  _before: QuarantinedReferral | undefined,
  events: readonly QuarantineEvent[],
  after: QuarantinedReferral,
): readonly Intent[] {
  const { referralRef, service, due } = after;
  return events.map((event) => {
    const overdue = event.type === "QuarantineChased";
    const key = overdue ? `${referralRef}/chased/${event.day}` : `${referralRef}/quarantined`;
    const to = { role: overdue ? "manager" : "duty" } as const;
    const message = { kind: "referral-quarantined", referralRef, due, overdue } as const;
    return { kind: "want-mail", key: `mail/${key}`, mail: { key, to, service, message } };
  });
}
