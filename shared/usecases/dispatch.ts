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
 * Gives back how many intents it gave up on for now.
 */
export async function dispatch(ports: Ports, document: StoredDocument, at: Instant): Promise<number> {
  if (document.owedHistory.length === 0 && document.owedIntents.length === 0) return 0;
  try {
    await ports.store.appendHistory(document.key, document.owedHistory);
  } catch (error) {
    ports.report({ problem: "history-not-written", ...named(document, error) });
    return 0;
  }
  const after = new Map<string, PendingIntent | "done">();
  let latest = document;
  for (const intent of document.owedIntents) {
    if (intent.parked) continue;
    const { outcome, left } = await attempt(ports, document, intent, at);
    after.set(intent.key, outcome);
    latest = left ?? latest;
  }
  try {
    await clear(ports, latest, document.owedHistory.at(-1)?.seq ?? 0, after);
  } catch (error) {
    // The effects are done: the sweep does them once more, which changes nothing, and takes them off.
    ports.report({ problem: "effects-not-cleared", ...named(document, error) });
  }
  return [...after.values()].filter((outcome) => outcome !== "done" && outcome.parked).length;
}

async function attempt(
  ports: Ports,
  document: StoredDocument,
  intent: PendingIntent,
  at: Instant,
): Promise<{ readonly outcome: PendingIntent | "done"; readonly left?: StoredDocument | undefined }> {
  try {
    return { outcome: "done", left: await runIntent(ports, document, intent, at) };
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
    return { outcome: { ...intent, tries, parked } };
  }
}

/**
 * Takes off the document, as it was last seen, the history that is written and what is done. Somebody else's write in between
 * only means reading it again.
 */
async function clear(
  ports: Ports,
  latest: StoredDocument,
  written: number,
  after: ReadonlyMap<string, PendingIntent | "done">,
): Promise<void> {
  let current: StoredDocument | undefined = latest;
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
    current = await ports.store.load(latest.key);
  }
}

const changes = (before: readonly PendingIntent[], after: readonly PendingIntent[]): boolean =>
  before.length !== after.length || before.some((intent, index) => intent !== after[index]);

function named({ key }: StoredDocument, error: unknown) {
  return { document: key.kind, id: key.id, error: nameOf(error) };
}
