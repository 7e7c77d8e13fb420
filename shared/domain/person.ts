import type { LegalHold } from "./case/retention-state.ts";
import { accept, type Decision, refuse, refuseReason } from "./decision.ts";
import type { Policy } from "./policy.ts";

/** The person supported, as an id that many referrals and cases may come to share. Who they are stays in the content. */
export interface Person {
  readonly personRef: string;
  readonly referrals: readonly string[];
  /** Everything about them is kept, whatever its date. */
  readonly hold?: LegalHold;
}

interface PersonReferred {
  readonly type: "PersonReferred";
  readonly personRef: string;
  readonly referralRef: string;
}
export type PersonEvent =
  | PersonReferred
  | ({ readonly type: "PersonHeld"; readonly content: string } & LegalHold)
  | ({ readonly type: "PersonReleased"; readonly content: string } & LegalHold);

/** A legal hold on a person, set or lifted: it keeps every case of theirs off the list of what may go. */
export function decideHold(
  held: Person | undefined,
  hold: "set" | "lift",
  said: LegalHold & { readonly content: string },
  { keeping }: Policy,
): Decision<PersonEvent> {
  if (!held) return refuse("no-such-record");
  const bad = refuseReason(said.reason, keeping.retention.holdReasons);
  if (bad) return bad;
  if (hold === "set") return held.hold ? accept() : accept<PersonEvent>({ type: "PersonHeld", ...said });
  return held.hold ? accept<PersonEvent>({ type: "PersonReleased", ...said }) : refuse("not-on-hold");
}

/** Notes once that a referral is about this person. */
export function decidePerson(
  held: Person | undefined,
  event: Omit<PersonReferred, "type">,
): Decision<PersonEvent> {
  return held?.referrals.includes(event.referralRef)
    ? accept()
    : accept<PersonEvent>({ type: "PersonReferred", ...event });
}

export function evolvePerson(held: Person | undefined, event: PersonEvent): Person {
  if (event.type === "PersonReferred")
    return {
      ...held,
      personRef: event.personRef,
      referrals: [...(held?.referrals ?? []), event.referralRef],
    };
  if (!held) throw new Error(`A person begins with PersonReferred, not with ${event.type}`);
  const { hold: _, ...rest } = held;
  const { reason, by, at } = event;
  return event.type === "PersonHeld" ? { ...rest, hold: { reason, by, at } } : rest;
}
