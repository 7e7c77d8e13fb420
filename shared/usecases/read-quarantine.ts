import type { Instant } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import { refuse } from "#shared/domain/decision.ts";
import type { AccessReason } from "#shared/domain/keeping-policy.ts";
import type { QuarantinedReferral } from "#shared/domain/quarantined-referral.ts";
import type { Referral } from "#shared/domain/referral.ts";
import { waitsAtDesk } from "./aggregates.ts";
import { refuseReading } from "./case-access.ts";
import { maySee, type Staff } from "./case-gate.ts";
import { bodyName } from "./keep-referral.ts";
import { caseKey, referralKey } from "./keys.ts";
import { noteAccess } from "./note-access.ts";
import type { Ports } from "./ports.ts";
import { shownCall } from "./referral-standing.ts";
import { quarantineKey } from "./referrer.ts";
import { callsIn } from "./referrer-call.ts";
import { readNow } from "./settle-quarantined.ts";
import { wholeHistory } from "./whole-history.ts";

/** What still waits for the duty desk, oldest due first. */
export async function listQuarantined(ports: Ports, council: string) {
  const due = await ports.store.dueUntil(council);
  const waiting = due.filter(waitsAtDesk);
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

/**
 * One with its body as text, every fault, what was mended, what became of it, whether its sender waits for a call and how
 * calls ended, and its history; that it is read is written down first. One that became a restricted case is read by
 * those who may read that.
 */
export async function readQuarantined(
  ports: Ports,
  staff: Staff,
  reference: string,
  why: AccessReason | undefined,
  at: Instant,
) {
  const key = quarantineKey(staff.council, reference);
  const stored = await ports.store.load<QuarantinedReferral>(key);
  if (!stored) return refuse("not-found");
  const held = stored.state;
  const became = await caseOf(ports, held);
  if (became && !(await maySee(ports, staff, became, at))) return refuse("not-found");
  const refusal = refuseReading(ports, became ?? held, why);
  if (refusal) return { refused: refusal };
  await noteAccess(ports, key, staff, { what: "quarantined-referral", why }, at);
  const { mended, settled, faults, due, reached, call } = held;
  const [body, mendedBody, now, written, outcome] = await Promise.all([
    ports.store.content(key, held.content),
    mended && ports.store.content(key, mended.content),
    settled ? undefined : readNow(ports, held),
    ports.store.history(key),
    outcomeOf(ports, held),
  ]);
  const history = wholeHistory(stored, written);
  const found = {
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
    call: shownCall(call),
    referrerCalls: await callsIn(ports, key, history),
    history,
  };
  return { found, refused: undefined };
}

/** The case that it became, if it did. */
async function caseOf(ports: Ports, { council, settled }: QuarantinedReferral): Promise<Case | undefined> {
  if (settled?.as !== "accepted") return undefined;
  const referral = await ports.store.load<Referral>(referralKey(council, settled.referralRef));
  return referral && (await ports.store.load<Case>(caseKey(council, referral.state.caseRef)))?.state;
}

/** What became of it. An acceptance that has not been carried out yet is "under-way": the sweep carries it out. */
export async function outcomeOf(ports: Ports, held: QuarantinedReferral) {
  const { settled, council, referralRef } = held;
  if (!settled) return null;
  const { as, by, at } = settled;
  if (settled.as === "discarded") {
    const kept = await ports.store.content(quarantineKey(council, referralRef), settled.content);
    const { reason, answered = null } = settled;
    return { as, by, at, reason, words: kept ? JSON.parse(kept).words : null, answered };
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
