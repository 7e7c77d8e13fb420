import type { ReferrerCallEnded } from "#shared/contracts/requests/referrer-call.ts";
import type { AgencyCallEvent, AgencyCalls } from "#shared/domain/agency-call.ts";
import type { Instant } from "#shared/domain/calendar-day.ts";
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
  isSeenTo,
} from "#shared/domain/referral-call.ts";
import type { DocumentKey, HistoryEntry } from "#shared/ports.ts";
import { climbAgencyCall } from "./agency-call.ts";
import { type Aggregate, quarantinedReferrals, referrals } from "./aggregates.ts";
import { atMost } from "./at-most.ts";
import type { Staff } from "./case-gate.ts";
import { change } from "./change.ts";
import { servicePolicy } from "./change-case.ts";
import { referralKey } from "./keys.ts";
import type { Ports } from "./ports.ts";
import {
  calledKey,
  calledOn,
  deskFor,
  isQuarantined,
  keepCallWords,
  seenReferral,
  standingOf,
} from "./referral-standing.ts";
import { quarantineKey } from "./referrer.ts";
import { wholeHistory } from "./whole-history.ts";

/** What became of a referral. That it came, and when somebody decides, is told with the case's own promise to call. */
const outcomes: readonly MailMessage["kind"][] = [
  "referral-answered",
  "referral-signposted",
  "referral-passed-on",
  "referral-not-taken-on",
  "support-ended",
];

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
 * signposting while the case itself promises a call. Gives back whose desk it is, whether they may say only that the
 * referral was considered, and whether nobody has to be asked, because the referrer has been told.
 */
export async function oweCall(
  ports: Ports,
  council: string,
  reference: string,
  { key, message, told, wantedAt }: Unwritten,
  at: Instant,
): Promise<Owed & { readonly desk: CallOwner }> {
  // Whom the policy does not name hears no more by telephone than by letter.
  const how = told.kind === "referral-considered" ? { considered: true as const } : {};
  const { kept, held } = await calledOn(ports, council, reference);
  const desk = deskFor(held);
  // What to do in danger is told with the case's own call; any other outcome is more than that call was promised for.
  const isPromised = message.kind === "referral-signposted" && held && openingCallOf(held).length > 0;
  if (!kept || !outcomes.includes(message.kind) || isPromised) return { desk, ...how };
  const command = { type: "owe-call", owner: desk, instead: key, cameAt: wantedAt, ...how } as const;
  const { state } = await decide(ports, council, reference, holdfast, command, at);
  if (state && isSeenTo(state, key)) return { desk, isSeenTo: true };
  return { desk, ...(state?.call?.considered ? { considered: true } : how) };
}

/** What is owed in the place of a mail to somebody outside. */
export interface Owed {
  /** They may hear that the referral was considered, and not what became of it. */
  readonly considered?: true;
  /** Nobody has to be asked besides: they know, or are asked by what is owed. */
  readonly isSeenTo?: true;
}

/**
 * Tells whoever the ladders of the calls name by now, and passes them to the desk that may open the case. A referral
 * has no execution, so that this is done from the due index (I5), and at once where the case is restricted or opened again.
 */
export async function chaseCalls(
  ports: Ports,
  council: string,
  reference: string,
  at: Instant,
): Promise<void> {
  const { kept, held } = await calledOn<Referral>(ports, council, reference);
  const desk = deskFor(held);
  if (kept?.call) await decide(ports, council, reference, holdfast, { type: "climb-call", owner: desk }, at);
  if (kept?.agencyCall) await climbAgencyCall(ports, council, reference, desk, at);
}

/** The calls that are open on a referral or a discarded body. */
export async function openCalls(
  ports: Ports,
  council: string,
  reference: string,
): Promise<Calls & AgencyCalls> {
  return (await ports.store.load<Calls & AgencyCalls>(calledKey(council, reference)))?.state ?? {};
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

/** The ending as a command, once its words are kept. */
async function ending(
  ports: Ports,
  key: DocumentKey,
  by: Actor,
  { outcome, spokenAt, words }: ReferrerCallEnded,
  { call }: Calls,
): Promise<CallCommand> {
  const content = await keepCallWords(ports, key, { outcome, spokenAt, words }, call !== undefined);
  return { type: "end-call", by, as: outcome, spokenAt, content };
}

/** How each call to the referrer, and to each agency, ended, in the words of who telephoned; for whoever may read the case. */
export async function readCalls(ports: Ports, { council, referralRef, callsFor }: Referral) {
  const key = referralKey(council, referralRef);
  const stored = callsFor && (await ports.store.load<Referral>(key));
  const history = stored ? wholeHistory(stored, await ports.store.history(key)) : [];
  const agencies = endedIn(ports, key, history, "AgencyCallEnded", ({ agency }) => ({ agency }));
  return { referrerCalls: await callsIn(ports, key, history), agencyCalls: await agencies };
}

/** Those to the referrer, from the history of what the calls were owed on. */
export const callsIn = (ports: Ports, key: DocumentKey, history: readonly HistoryEntry[]) =>
  endedIn(ports, key, history, "ReferrerCallEnded", () => ({}));

function endedIn<Whom>(
  ports: Ports,
  key: DocumentKey,
  history: readonly HistoryEntry[],
  ended: (CallEvent | AgencyCallEvent)["type"],
  whomIn: (facts: HistoryEntry["facts"]) => Whom,
) {
  const calls = history.filter(({ type }) => type === ended);
  return atMost(calls, async ({ at, by, facts }) => {
    const { as, spokenAt = null, content } = facts;
    const kept = await ports.store.content(key, String(content));
    const words: unknown = kept === undefined ? null : JSON.parse(kept).words;
    return { ...whomIn(facts), outcome: as, by, at, spokenAt, words };
  });
}

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
