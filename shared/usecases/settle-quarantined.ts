import { canonicalJson } from "#shared/contracts/json.ts";
import { readReferral } from "#shared/contracts/referral.ts";
import type { Submission } from "#shared/contracts/submission.ts";
import type { Instant } from "#shared/domain/calendar-day.ts";
import { type Actor, type Refusal, refuse } from "#shared/domain/decision.ts";
import type { Intent } from "#shared/domain/intent.ts";
import type { DiscardReason } from "#shared/domain/policy.ts";
import {
  decideQuarantine,
  type Fault,
  type QuarantineCommand,
  type QuarantinedReferral,
  standingContent,
} from "#shared/domain/quarantined-referral.ts";
import { mayWriteTo } from "#shared/domain/referral-facts.ts";
import type { DocumentKey, StoredDocument } from "#shared/ports.ts";
import { quarantinedReferrals, waitsAtDesk } from "./aggregates.ts";
import { atMost } from "./at-most.ts";
import { ContentionError, change } from "./change.ts";
import { servicePolicy } from "./change-case.ts";
import { keepReferral, referralRefOf } from "./keep-referral.ts";
import { referralKey } from "./keys.ts";
import type { Ports } from "./ports.ts";
import { readForService } from "./receive-referral.ts";
import { quarantineKey, senderOfOriginal, senderOfStanding } from "./referrer.ts";
import { digest } from "./words.ts";

type Staff = Actor & { readonly council: string };

/** What became of a change: the state, why it was refused, or what of the body still does not fit. */
export type Settled =
  | { readonly state: QuarantinedReferral; readonly refused?: never; readonly faults?: never }
  | { readonly refused: Refusal; readonly faults?: never }
  | { readonly faults: readonly Fault[]; readonly refused?: never };

/** How often a body that is being mended is read again before an acceptance gives up. */
const maxTries = 5;
/** No more than the webhook takes. */
const mostBytes = 64 * 1024;

/** Decides about one that is there and not settled; `prepare` puts what the decision refers to in its place first (A2). */
async function settle(
  ports: Ports,
  by: Staff,
  reference: string,
  at: Instant,
  prepare: (
    held: QuarantinedReferral,
    key: DocumentKey,
  ) => Promise<QuarantineCommand | { faults: readonly Fault[] } | { refused: Refusal }>,
): Promise<Settled> {
  const key = quarantineKey(by.council, reference);
  for (let tries = 0; tries < maxTries; tries++) {
    const held = (await ports.store.load<QuarantinedReferral>(key))?.state;
    if (!held) return { refused: { name: "not-found", details: {} } };
    const policy = servicePolicy(ports, held);
    const command = held.settled ? refusedAnyway(by) : await prepare(held, key);
    if ("faults" in command || "refused" in command) return command;
    const changed = await change(ports, quarantinedReferrals, key, by, at, (now) =>
      decideQuarantine(now, command, { at, policy }),
    );
    if (changed.refused) return { refused: changed.refused };
    // Somebody mended it between the reading and the acceptance: what it holds now is read again.
    if (command.type !== "accept" || changed.state.settled) return { state: changed.state };
  }
  throw new ContentionError(key);
}

/** The domain has the word on what is settled: any command of a person is refused there, and nothing is kept for it. */
const refusedAnyway = (by: Staff): QuarantineCommand => ({ type: "mend", by, content: "" });

/** A canonical body as staff have written it. */
export function readWritten(
  ports: Ports,
  council: string,
  body: unknown,
): Submission | { readonly faults: readonly Fault[] } {
  const text = canonicalJson(body);
  if (new TextEncoder().encode(text).byteLength > mostBytes)
    return { faults: [{ at: "the body", expected: `at most ${mostBytes} bytes` }] };
  return readForService(ports, council, "canonical", text);
}

/**
 * Which other referral of that source has the submission id that a body bears: one that was kept, or one that waits at the
 * desk. Undefined where there is none, and where the body came with that id: then it is the same submission.
 */
async function takenBy(
  ports: Ports,
  held: QuarantinedReferral,
  referralRef: string,
): Promise<string | undefined> {
  const { council, source: id } = held;
  const bears = async (other: QuarantinedReferral) => {
    const { submissionId } = (await senderOfOriginal(ports, other)) ?? {};
    return (
      submissionId !== undefined &&
      (await referralRefOf(ports, { council, id }, { submissionId })) === referralRef
    );
  };
  if (await bears(held)) return undefined;
  if (await ports.store.load(referralKey(council, referralRef))) return referralRef;
  const waiting = (await ports.store.dueUntil(council)).filter(waitsAtDesk);
  const bearing = await atMost(waiting, async ({ key }) => {
    const other = (await ports.store.load<QuarantinedReferral>(key))?.state;
    return other?.source === id && !other.settled && (await bears(other)) ? other.referralRef : undefined;
  });
  return bearing.find((reference) => reference !== undefined);
}

/** Another person's referral would get this body beside its own: refused by name, before anything is kept. */
async function refuseTaken(ports: Ports, held: QuarantinedReferral, referralRef: string) {
  const other = await takenBy(ports, held, referralRef);
  return other && refuse("submission-id-taken", { takenBy: other });
}

/** Keeps a mended body beside the original, once it fits. One that does not changes nothing, nor does another referral's. */
export function mendQuarantined(ports: Ports, by: Staff, reference: string, body: unknown, at: Instant) {
  return settle(ports, by, reference, at, async (held, key) => {
    const read = readWritten(ports, held.council, body);
    if ("faults" in read) return read;
    const { council, source: id } = held;
    const taken = await refuseTaken(ports, held, await referralRefOf(ports, { council, id }, read.referral));
    if (taken) return taken;
    const content = `mended-${digest(read.text)}`;
    await ports.store.putContent(key, content, read.text);
    return { type: "mend", by, content };
  });
}

/** Makes it a referral: the mended body, or the original where it fits by now. Refused with its faults where it does not. */
export function acceptQuarantined(ports: Ports, by: Staff, reference: string, at: Instant) {
  return settle(ports, by, reference, at, async (held, key) => {
    const read = await readNow(ports, held);
    if ("faults" in read) return read;
    const { council, source: id } = held;
    const referralRef = await referralRefOf(ports, { council, id }, read.referral);
    // It may have come since, or somebody else's mended body may have become it.
    const taken = await refuseTaken(ports, held, referralRef);
    if (taken) return taken;
    const canonical = read.canonical && `canonical-${digest(read.canonical)}`;
    if (canonical && read.canonical) await ports.store.putContent(key, canonical, read.canonical);
    return {
      type: "accept",
      by,
      referralRef,
      content: standingContent(held),
      ...(canonical ? { canonical } : {}),
      unread: read.unread,
    };
  });
}

/** Puts it aside for a reason of the policy, with words, and answers its referrer (CST-07); everything stays kept (I6). */
export function discardQuarantined(
  ports: Ports,
  by: Staff,
  reference: string,
  why: { readonly reason: DiscardReason; readonly words: string },
  at: Instant,
) {
  return settle(ports, by, reference, at, async (held, key) => {
    const text = canonicalJson(why);
    const content = `discard-${digest(text)}`;
    await ports.store.putContent(key, content, text);
    const sender = await senderOfStanding(ports, held);
    const canAnswer = sender?.email !== undefined && mayWriteTo(sender.facts);
    return { type: "discard", by, reason: why.reason, content, canAnswer };
  });
}

/** The body that an acceptance would take, as it reads today: a mapping or a service may have come since. */
export async function readNow(
  ports: Ports,
  held: QuarantinedReferral,
): Promise<Submission | { readonly faults: readonly Fault[] }> {
  const text = await ports.store.content(
    quarantineKey(held.council, held.referralRef),
    standingContent(held),
  );
  if (text === undefined) throw new Error(`The body of ${held.referralRef} is not there`);
  const mapping = held.mended ? "canonical" : ports.sources.find(({ id }) => id === held.source)?.mapping;
  if (!mapping) return { faults: [{ at: "the source", expected: "one that is still configured" }] };
  return readForService(ports, held.council, mapping, text);
}

/**
 * The intent of an acceptance: the referral is kept by the path of the webhook, from the texts that were accepted, with the
 * instant of its first receipt. Done twice, or after a crash, it is done once: its references are those of its sender.
 */
export async function keepAccepted(
  ports: Ports,
  document: StoredDocument,
  _intent: Extract<Intent, { kind: "keep-referral" }>,
  at: Instant,
): Promise<void> {
  const held = document.state as QuarantinedReferral; // Only a quarantined referral's events want this intent.
  const { settled, council, source: id, receivedAt, referralRef: quarantineRef } = held;
  if (settled?.as !== "accepted") throw new Error(`${quarantineRef} was not accepted`);
  const text = await ports.store.content(document.key, settled.content);
  const canonical = settled.canonical && (await ports.store.content(document.key, settled.canonical));
  const read = text === undefined ? undefined : readReferral(canonical ?? text);
  if (text === undefined || !read || "faults" in read)
    throw new Error(`What was accepted of ${quarantineRef} cannot be read again`);
  const submission: Submission = {
    text,
    referral: read.referral,
    unread: settled.unread,
    ...(canonical ? { canonical } : {}),
  };
  await keepReferral(ports, { council, id }, submission, { receivedAt, at, quarantineRef });
}
