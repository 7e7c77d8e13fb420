import { canonicalJson } from "#shared/contracts/json.ts";
import type { ReferrerCallEnded } from "#shared/contracts/requests/referrer-call.ts";
import type { Instant } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import { commitmentsOf } from "#shared/domain/case/commitment.ts";
import { holdfast, refuse } from "#shared/domain/decision.ts";
import type { MailMessage } from "#shared/domain/mail-message.ts";
import type { Referral } from "#shared/domain/referral.ts";
import { type CallCommand, type CallOwner, decideCall } from "#shared/domain/referral-call.ts";
import { referrals } from "./aggregates.ts";
import { atMost } from "./at-most.ts";
import { maySee, type Staff } from "./case-gate.ts";
import { change } from "./change.ts";
import { caseKey, servicePolicy } from "./change-case.ts";
import { referralKey } from "./keep-referral.ts";
import { noteAccess } from "./note-access.ts";
import type { Ports } from "./ports.ts";
import { wholeHistory } from "./whole-history.ts";
import { digest } from "./words.ts";

/** What became of a referral. That it came, and when somebody decides, is told with the case's own promise to call. */
const outcomes: readonly MailMessage["kind"][] = [
  "referral-answered",
  "referral-signposted",
  "referral-passed-on",
  "support-ended",
];

/**
 * A letter about what became of a referral could not be written: somebody telephones the referrer instead, and is chased
 * until they say that it was done, also when the case is long over (CST-07). None is owed while the case itself still
 * promises a call. Gives back whose desk it is, and whether they may say only that the referral was considered.
 */
export async function oweCall(
  ports: Ports,
  council: string,
  referralRef: string,
  letter: { readonly key: string; readonly message: MailMessage; readonly told: MailMessage },
  at: Instant,
): Promise<{ readonly desk: CallOwner; readonly considered?: true }> {
  // Whom the policy does not name hears no more by telephone than by letter.
  const how = letter.told.kind === "referral-considered" ? { considered: true as const } : {};
  const { kept, held } = await readBoth(ports, council, referralRef);
  const desk = deskFor(held);
  const isPromised =
    held &&
    commitmentsOf(held).some(({ kind, madeBy }) => kind === "referrer-call" && madeBy === holdfast.id);
  if (kept && outcomes.includes(letter.message.kind) && !isPromised) {
    const command = { type: "owe-call", owner: desk, instead: letter.key, ...how } as const;
    await decide(ports, council, referralRef, holdfast, command, at);
  }
  return { desk, ...how };
}

/** A restricted referral is not for the duty desk to see. */
const deskFor = (held: Case | undefined): CallOwner => (held?.restricted ? "manager" : "duty");

/** Tells whoever the ladder names by now; a referral has no execution, so that this is done from the due index (I5). */
export async function chaseCall(
  ports: Ports,
  council: string,
  referralRef: string,
  at: Instant,
): Promise<void> {
  const { held } = await readBoth(ports, council, referralRef);
  await decide(ports, council, referralRef, holdfast, { type: "climb-call", owner: deskFor(held) }, at);
}

/** Somebody says how the call ended, in words that stay with the referral. Refused: `not-found`, `no-call-owed`. */
export async function endCall(
  ports: Ports,
  staff: Staff,
  referralRef: string,
  { outcome, words }: ReferrerCallEnded,
  at: Instant,
) {
  const key = referralKey(staff.council, referralRef);
  const seen = await seenReferral(ports, staff, referralRef, at);
  if (!seen) return refuse("not-found");
  const text = canonicalJson({ outcome, words });
  const content = `call-${digest(text, 16)}`;
  if (seen.call) await ports.store.putContent(key, content, text);
  const command = { type: "end-call", by: staff, as: outcome, content } as const;
  const changed = await decide(ports, staff.council, referralRef, staff, command, at);
  return changed.refused ? changed : { found: standingOf(changed.state), refused: undefined };
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
  if (!stored) return [];
  const ended = wholeHistory(stored, await ports.store.history(key)).filter(
    ({ type }) => type === "ReferrerCallEnded",
  );
  return atMost(ended, async ({ at, by, facts: { as, content } }) => {
    const kept = await ports.store.content(key, String(content));
    const words: unknown = kept === undefined ? null : JSON.parse(kept).words;
    return { outcome: as, by, at, words };
  });
}

/** The referral, where it is there and this person may see the case that it became. */
async function seenReferral(ports: Ports, staff: Staff, referralRef: string, at: Instant) {
  const { kept, held } = await readBoth(ports, staff.council, referralRef);
  return held && !(await maySee(ports, staff, held, at)) ? undefined : kept;
}

/** A referral and the case that it became, each where it is there. */
async function readBoth(ports: Ports, council: string, referralRef: string) {
  const kept = (await ports.store.load<Referral>(referralKey(council, referralRef)))?.state;
  const held = kept && (await ports.store.load<Case>(caseKey(council, kept.caseRef)))?.state;
  return { kept, held };
}

const standingOf = ({ referralRef, caseRef, service, source, receivedAt, call }: Referral) => ({
  reference: referralRef,
  caseRef,
  service,
  source,
  receivedAt,
  call: call ? { owner: call.owner, due: call.due, rungsReached: call.reached } : null,
});

function decide(
  ports: Ports,
  council: string,
  referralRef: string,
  by: { readonly id: string },
  command: CallCommand,
  at: Instant,
) {
  return change(ports, referrals, referralKey(council, referralRef), by, at, (held) =>
    held ? decideCall(held, command, { at, policy: servicePolicy(ports, held) }) : refuse("not-found"),
  );
}
