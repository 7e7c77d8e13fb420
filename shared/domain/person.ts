import { accept, type Decision } from "./decision.ts";

/** The person supported, as an id that many referrals and cases may come to share. Who they are stays in the content. */
export interface Person {
  readonly personRef: string;
  readonly referrals: readonly string[];
}

export type PersonEvent = {
  readonly type: "PersonReferred";
  readonly personRef: string;
  readonly referralRef: string;
};

/** Notes once that a referral is about this person. */
export function decidePerson(
  held: Person | undefined,
  event: Omit<PersonEvent, "type">,
): Decision<PersonEvent> {
  return held?.referrals.includes(event.referralRef)
    ? accept()
    : accept<PersonEvent>({ type: "PersonReferred", ...event });
}

export function evolvePerson(held: Person | undefined, { personRef, referralRef }: PersonEvent): Person {
  return { personRef, referrals: [...(held?.referrals ?? []), referralRef] };
}
