import type { QuarantinedReferral } from "#shared/domain/quarantined-referral.ts";
import type { Referral } from "#shared/domain/referral.ts";
import { bodyName, referralKey } from "./keep-referral.ts";
import type { Ports } from "./ports.ts";
import { wholeHistory } from "./read-cases.ts";
import { quarantineKey, readNow } from "./settle-quarantined.ts";

/** What still waits for the duty desk, oldest due first. */
export async function listQuarantined(ports: Ports, council: string) {
  const due = await ports.store.dueUntil(council);
  const waiting = due.filter(({ key }) => key.kind === "quarantined-referral");
  const lines = await Promise.all(
    waiting.map(async ({ key, due: { at, owner } }) => {
      const held = (await ports.store.load<QuarantinedReferral>(key))?.state;
      return held && !held.settled ? { ...lineOf(held), due: at, owner } : undefined;
    }),
  );
  return lines.flatMap((line) => line ?? []);
}

const lineOf = (held: QuarantinedReferral) => ({
  reference: held.referralRef,
  source: held.source,
  service: held.service,
  receivedAt: held.receivedAt,
  status: held.settled?.as ?? (held.mended ? "mended" : "quarantined"),
  faultCount: held.faults.length,
});

/** One with its body as text, every fault, what was mended, what became of it, and its history; undefined where it is not there. */
export async function readQuarantined(ports: Ports, council: string, reference: string) {
  const key = quarantineKey(council, reference);
  const stored = await ports.store.load<QuarantinedReferral>(key);
  if (!stored) return undefined;
  const held = stored.state;
  const { mended, settled, faults, due, reached } = held;
  const [body, mendedBody, now, written, outcome] = await Promise.all([
    ports.store.content(key, held.content),
    mended && ports.store.content(key, mended.content),
    settled ? undefined : readNow(ports, held),
    ports.store.history(key),
    outcomeOf(ports, held),
  ]);
  return {
    ...lineOf(held),
    due: settled ? null : due,
    owner: settled ? null : "duty",
    rungsReached: reached,
    faults,
    /** What keeps it from being accepted as it stands today. */
    faultsNow: now && "faults" in now ? now.faults : [],
    body: body ?? null,
    mended: mended
      ? { by: mended.by, at: mended.at, body: mendedBody ? JSON.parse(mendedBody) : null }
      : null,
    outcome,
    history: wholeHistory(stored, written),
  };
}

/** What became of it. An acceptance that has not been carried out yet is "under-way": the sweep carries it out. */
export async function outcomeOf(ports: Ports, held: QuarantinedReferral) {
  const { settled, council, referralRef } = held;
  if (!settled) return null;
  const { as, by, at } = settled;
  if (settled.as === "discarded") {
    const kept = await ports.store.content(quarantineKey(council, referralRef), settled.content);
    return { as, by, at, reason: settled.reason, words: kept ? JSON.parse(kept).words : null };
  }
  const [stored, text] = await Promise.all([
    ports.store.load<Referral>(referralKey(council, settled.referralRef)),
    ports.store.content(quarantineKey(council, referralRef), settled.content),
  ]);
  // Kept beside an earlier body of the same submission id, it is flagged there, and the first stands.
  const isFirst = text !== undefined && stored?.state.content === bodyName(text);
  const became = stored === undefined ? "under-way" : isFirst ? "referral" : "another-body";
  return {
    as,
    by,
    at,
    referralRef: settled.referralRef,
    caseRef: stored?.state.caseRef ?? null,
    became,
  };
}
