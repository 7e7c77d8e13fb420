import { canonicalJson } from "#shared/contracts/json.ts";
import type { ReferrerCallEnded } from "#shared/contracts/requests/referrer-call.ts";
import type { Instant } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import { openingCallOf } from "#shared/domain/case/commitment.ts";
import { type Actor, holdfast, refuse } from "#shared/domain/decision.ts";
import type { MailMessage } from "#shared/domain/mail-message.ts";
import type { QuarantinedReferral } from "#shared/domain/quarantined-referral.ts";
import type { Referral } from "#shared/domain/referral.ts";
import {
  type CallCommand,
  type CallEvent,
  type CallOwner,
  type Calls,
  decideCall,
  latestOutcomeAt,
  type ReferrerCall,
} from "#shared/domain/referral-call.ts";
import type { DocumentKey, HistoryEntry } from "#shared/ports.ts";
import { type Aggregate, quarantinedReferrals, referrals } from "./aggregates.ts";
import { atMost } from "./at-most.ts";
import { maySee, type Staff } from "./case-gate.ts";
import { change } from "./change.ts";
import { caseKey, servicePolicy } from "./change-case.ts";
import { referralKey } from "./keep-referral.ts";
import { noteAccess } from "./note-access.ts";
import type { Ports } from "./ports.ts";
import { quarantineKey } from "./referrer.ts";
import { wholeHistory } from "./whole-history.ts";
import { digest } from "./words.ts";

/** What became of a referral. That it came, and when somebody decides, is told with the case's own promise to call. */
const outcomes: readonly MailMessage["kind"][] = [
  "referral-answered",
  "referral-signposted",
  "referral-passed-on",
  "referral-not-taken-on",
  "support-ended",
];

/** A call is owed on a referral, or on a body that was discarded and never became one. */
const isQuarantined = (reference: string): boolean => reference.startsWith("Q-");

/** A letter that could not be written, as it was wanted and as it may be told. */
interface Unwritten {
  readonly key: string;
  readonly message: MailMessage;
  readonly told: MailMessage;
  readonly wantedAt: Instant;
}

/**
 * A letter about what became of a referral could not be written: somebody telephones the referrer instead, and is chased
 * until they say that it was done, also when the case is long over or there never was one (CST-07). None is owed for a
 * signposting while the case itself promises a call. Gives back whose desk it is, and whether they may say only that the
 * referral was considered.
 */
export async function oweCall(
  ports: Ports,
  council: string,
  reference: string,
  { key, message, told, wantedAt }: Unwritten,
  at: Instant,
): Promise<{ readonly desk: CallOwner; readonly considered?: true }> {
  // Whom the policy does not name hears no more by telephone than by letter.
  const how = told.kind === "referral-considered" ? { considered: true as const } : {};
  const { kept, held } = await readBoth(ports, council, reference);
  const desk = deskFor(held);
  // What to do in danger is told with the case's own call; any other outcome is more than that call was promised for.
  const isPromised = message.kind === "referral-signposted" && held && openingCallOf(held).length > 0;
  if (!kept || !outcomes.includes(message.kind) || isPromised) return { desk, ...how };
  const command = { type: "owe-call", owner: desk, instead: key, cameAt: wantedAt, ...how } as const;
  const { state } = await decide(ports, council, reference, holdfast, command, at);
  return { desk, ...(state?.call?.considered ? { considered: true } : how) };
}

/** A restricted referral is not for the duty desk to see. */
const deskFor = (held: Case | undefined): CallOwner => (held?.restricted ? "manager" : "duty");

/** Tells whoever the ladder names by now; a referral has no execution, so that this is done from the due index (I5). */
export async function chaseCall(
  ports: Ports,
  council: string,
  reference: string,
  at: Instant,
): Promise<void> {
  const { held } = await readBoth(ports, council, reference);
  await decide(ports, council, reference, holdfast, { type: "climb-call", owner: deskFor(held) }, at);
}

/** The call that is open on a referral or a discarded body. */
export async function openCall(
  ports: Ports,
  council: string,
  reference: string,
): Promise<ReferrerCall | undefined> {
  return (await ports.store.load<Calls>(calledKey(council, reference)))?.state.call;
}

/**
 * Somebody says how the call ended and when they spoke, in words that stay with the referral; what came after that is
 * owed anew. Refused: `not-found`, `no-call-owed`, `not-yet`, `no-call-owed-then`.
 */
export async function endCall(
  ports: Ports,
  staff: Staff,
  referralRef: string,
  said: ReferrerCallEnded,
  at: Instant,
) {
  const seen = await seenReferral(ports, staff, referralRef, at);
  if (!seen) return refuse("not-found");
  const key = referralKey(staff.council, referralRef);
  const command = await ending(ports, key, staff, said, seen);
  const changed = await decideOn(ports, referrals, key, staff, command, at);
  return changed.refused ? changed : { found: standingOf(changed.state), refused: undefined };
}

/** The same of a body that was discarded. Refused as `endCall`. */
export async function endQuarantinedCall(
  ports: Ports,
  staff: Staff,
  reference: string,
  said: ReferrerCallEnded,
  at: Instant,
) {
  const key = quarantineKey(staff.council, reference);
  const held = (await ports.store.load<QuarantinedReferral>(key))?.state;
  if (!held) return refuse("not-found");
  const command = await ending(ports, key, staff, said, held);
  return decideOn(ports, quarantinedReferrals, key, staff, command, at);
}

/** Keeps the words before the decision that refers to them (A2); none where there is no call. */
async function ending(
  { store }: Ports,
  key: DocumentKey,
  by: Actor,
  { outcome, spokenAt, words }: ReferrerCallEnded,
  { call }: Calls,
): Promise<CallCommand> {
  const text = canonicalJson({ outcome, spokenAt, words });
  const content = `call-${digest(text, 16)}`;
  if (call) await store.putContent(key, content, text);
  return { type: "end-call", by, as: outcome, spokenAt, content };
}

/** A referral by its reference: which case it became, and whether its referrer still waits for a call. The reading is logged. */
export async function readReferralStanding(ports: Ports, staff: Staff, referralRef: string, at: Instant) {
  const held = await seenReferral(ports, staff, referralRef, at);
  if (!held) return refuse("not-found");
  await noteAccess(ports, referralKey(staff.council, referralRef), staff, { what: "referral" }, at);
  return { found: standingOf(held), refused: undefined };
}

/** How each call to the referrer ended, in the words of who telephoned; for whoever may read the case. */
export async function readReferrerCalls(ports: Ports, { council, referralRef, callsFor }: Referral) {
  if (!callsFor) return [];
  const key = referralKey(council, referralRef);
  const stored = await ports.store.load<Referral>(key);
  return stored ? callsIn(ports, key, wholeHistory(stored, await ports.store.history(key))) : [];
}

/** The same, from the history of what the calls were owed on. */
export function callsIn(ports: Ports, key: DocumentKey, history: readonly HistoryEntry[]) {
  const ended = history.filter(({ type }) => type === "ReferrerCallEnded");
  return atMost(ended, async ({ at, by, facts: { as, spokenAt = null, content } }) => {
    const kept = await ports.store.content(key, String(content));
    const words: unknown = kept === undefined ? null : JSON.parse(kept).words;
    return { outcome: as, by, at, spokenAt, words };
  });
}

/** The open call, as its referral or the discarded body shows it. */
export const shownCall = (call: ReferrerCall | undefined) =>
  call
    ? {
        owner: call.owner,
        due: call.due,
        rungsReached: call.reached,
        latestOutcomeAt: latestOutcomeAt(call) ?? null,
        considered: call.considered === true,
      }
    : null;

/** The referral, where it is there and this person may see the case that it became. */
async function seenReferral(ports: Ports, staff: Staff, referralRef: string, at: Instant) {
  const { kept, held } = await readBoth<Referral>(ports, staff.council, referralRef);
  return held && !(await maySee(ports, staff, held, at)) ? undefined : kept;
}

const calledKey = (council: string, reference: string): DocumentKey =>
  (isQuarantined(reference) ? quarantineKey : referralKey)(council, reference);

/** What a call is owed on and the case that it became, each where it is there. */
async function readBoth<Kept extends Referral | QuarantinedReferral>(
  ports: Ports,
  council: string,
  reference: string,
) {
  const kept = (await ports.store.load<Kept>(calledKey(council, reference)))?.state;
  const caseRef = kept && "caseRef" in kept ? kept.caseRef : undefined;
  const held = caseRef && (await ports.store.load<Case>(caseKey(council, caseRef)))?.state;
  return { kept, held: held || undefined };
}

const standingOf = ({ referralRef, caseRef, service, source, receivedAt, call }: Referral) => ({
  reference: referralRef,
  caseRef,
  service,
  source,
  receivedAt,
  call: shownCall(call),
});

const decide = (
  ports: Ports,
  council: string,
  reference: string,
  by: { readonly id: string },
  command: CallCommand,
  at: Instant,
) => {
  const key = calledKey(council, reference);
  return isQuarantined(reference)
    ? decideOn(ports, quarantinedReferrals, key, by, command, at)
    : decideOn(ports, referrals, key, by, command, at);
};

/** Decides about the calls of what they are owed on, a referral or a discarded body. Refused: `not-found`, and as `decideCall`. */
const decideOn = <Kept extends Referral | QuarantinedReferral, Event extends { readonly type: string }>(
  ports: Ports,
  aggregate: Aggregate<Kept, Event | CallEvent>,
  key: DocumentKey,
  by: { readonly id: string },
  command: CallCommand,
  at: Instant,
) =>
  change(ports, aggregate, key, by, at, (held) =>
    held ? decideCall(held, command, { at, policy: servicePolicy(ports, held) }) : refuse("not-found"),
  );
