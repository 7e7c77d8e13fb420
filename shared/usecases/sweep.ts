import { type Instant, minutesBetween, plusMinutes } from "#shared/domain/calendar-day.ts";
import { nameOf, type Ports } from "./ports.ts";

/** Younger effects are left to whoever wrote them, who is most likely at it still. */
const leaveAloneMinutes = 2;

export interface Swept {
  /** Documents that owed something and were dispatched again. */
  readonly swept: number;
  /** The age of the oldest effect that was owed when the sweep began. */
  readonly oldestMinutes: number;
  /** Effects that this sweep gave up on for now (F31). */
  readonly parked: number;
}

/**
 * The relay: whatever a crash left owed is done, document by document and effect by effect, so that one that fails
 * holds up no other (A3, F5, F31 to F33).
 */
export async function sweep(ports: Ports, at: Instant): Promise<Swept> {
  const keys = await ports.store.owingSince(plusMinutes(at, -leaveAloneMinutes));
  // Mails last: a mail service that hangs must not keep a referral from becoming a case (F31).
  const inTurn = [
    ...keys.filter(({ kind }) => kind !== "mail"),
    ...keys.filter(({ kind }) => kind === "mail"),
  ];
  let oldestMinutes = 0;
  let parked = 0;
  for (const key of inTurn) {
    try {
      const owing = await ports.store.load(key);
      if (!owing) continue;
      const owed = owing.owedIntents.filter((intent) => !intent.parked);
      for (const { since } of owed) oldestMinutes = Math.max(oldestMinutes, minutesBetween(since, at));
      parked += await ports.dispatch(owing, at);
    } catch (error) {
      ports.report({ problem: "document-not-swept", document: key.kind, id: key.id, error: nameOf(error) });
    }
  }
  return { swept: keys.length, oldestMinutes, parked };
}
