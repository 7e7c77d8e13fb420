import type { Instant } from "#shared/domain/calendar-day.ts";
import type { PendingIntent, StoredDocument } from "#shared/ports.ts";
import { runIntent } from "./intents.ts";
import { nameOf, type Ports } from "./ports.ts";

/**
 * An intent that has failed this often is parked, with an alarm, so that it holds nobody else up (F31). At a sweep
 * every five minutes that is over four hours of outage; the reconciler tries parked ones again once a day.
 */
const triesBeforeParking = 50;
/** How often the clearing of what is done is tried against other writers; the sweep clears it otherwise. */
const clearingTries = 5;

/**
 * Does what a document owes: its history lines, then each intent by itself (A3, F32). What failed stays owed with
 * one more try against it, and the sweep comes back to it. Never throws for an intent's sake: the decision stands.
 */
export async function dispatch(ports: Ports, document: StoredDocument, at: Instant): Promise<void> {
  if (document.owedHistory.length === 0 && document.owedIntents.length === 0) return;
  try {
    await ports.store.appendHistory(document.key, document.owedHistory);
  } catch (error) {
    ports.report({ problem: "history-not-written", ...named(document, error) });
    return;
  }
  const after = new Map<string, PendingIntent | "done">();
  for (const intent of document.owedIntents) {
    if (intent.parked) continue;
    after.set(intent.key, await attempt(ports, document, intent, at));
  }
  try {
    await clear(ports, document, after);
  } catch (error) {
    // The effects are done: the sweep does them once more, which changes nothing, and takes them off.
    ports.report({ problem: "effects-not-cleared", ...named(document, error) });
  }
}

async function attempt(
  ports: Ports,
  document: StoredDocument,
  intent: PendingIntent,
  at: Instant,
): Promise<PendingIntent | "done"> {
  try {
    await runIntent(ports, document, intent, at);
    return "done";
  } catch (error) {
    const tries = intent.tries + 1;
    const parked = tries >= triesBeforeParking;
    ports.report({
      problem: parked ? "intent-parked" : "intent-failed",
      intent: intent.kind,
      tries,
      at,
      ...named(document, error),
    });
    return { ...intent, tries, parked };
  }
}

/** Takes off the document what is done. Somebody else's write in between only means reading it again. */
async function clear(
  ports: Ports,
  done: StoredDocument,
  after: ReadonlyMap<string, PendingIntent | "done">,
): Promise<void> {
  const written = done.owedHistory.at(-1)?.seq ?? 0;
  let current: StoredDocument | undefined = done;
  for (let tries = 0; current && tries < clearingTries; tries++) {
    const owedHistory = current.owedHistory.filter((entry) => entry.seq > written);
    const owedIntents = current.owedIntents.flatMap((intent) => {
      const outcome = after.get(intent.key);
      return outcome === "done" ? [] : [outcome ?? intent];
    });
    if (owedHistory.length === current.owedHistory.length && !changes(current.owedIntents, owedIntents))
      return;
    const cleared = { ...current, version: current.version + 1, owedHistory, owedIntents };
    if ((await ports.store.replace(cleared)) === "replaced") return;
    current = await ports.store.load(done.key);
  }
}

const changes = (before: readonly PendingIntent[], after: readonly PendingIntent[]): boolean =>
  before.length !== after.length || before.some((intent, index) => intent !== after[index]);

function named({ key }: StoredDocument, error: unknown) {
  return { document: key.kind, id: key.id, error: nameOf(error) };
}
