import { canonicalJson } from "#shared/contracts/json.ts";
import { type AgencyCall, agencyCallOwner } from "#shared/domain/agency-call.ts";
import type { Instant } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import { refuse } from "#shared/domain/decision.ts";
import type { QuarantinedReferral } from "#shared/domain/quarantined-referral.ts";
import type { Referral } from "#shared/domain/referral.ts";
import { type CallOwner, latestOutcomeAt, type ReferrerCall } from "#shared/domain/referral-call.ts";
import type { DocumentKey } from "#shared/ports.ts";
import { maySee, type Staff } from "./case-gate.ts";
import { caseKey, referralKey } from "./keys.ts";
import { noteAccess } from "./note-access.ts";
import type { Ports } from "./ports.ts";
import { quarantineKey } from "./referrer.ts";
import { digest } from "./words.ts";

/** A call is owed on a referral, or on a body that was discarded and never became one. */
export const isQuarantined = (reference: string): boolean => reference.startsWith("Q-");

export const calledKey = (council: string, reference: string): DocumentKey =>
  (isQuarantined(reference) ? quarantineKey : referralKey)(council, reference);

/** What a call is owed on and the case that it became, each where it is there. */
export async function calledOn<Kept extends Referral | QuarantinedReferral>(
  ports: Ports,
  council: string,
  reference: string,
) {
  const kept = (await ports.store.load<Kept>(calledKey(council, reference)))?.state;
  const caseRef = kept && "caseRef" in kept ? kept.caseRef : undefined;
  const held = caseRef && (await ports.store.load<Case>(caseKey(council, caseRef)))?.state;
  return { kept, held: held || undefined };
}

/** A restricted referral is not for the duty desk to see. */
export const deskFor = (held: Case | undefined): CallOwner => (held?.restricted ? "manager" : "duty");

/** Keeps what was said of a call before the decision that refers to it (A2); nothing where there is no call. */
export async function keepCallWords(
  { store }: Ports,
  key: DocumentKey,
  said: object,
  isOwed: boolean,
): Promise<string> {
  const text = canonicalJson(said);
  const content = `call-${digest(text, 16)}`;
  if (isOwed) await store.putContent(key, content, text);
  return content;
}

/** A referral by its reference: which case it became, and who still waits for a call. The reading is logged. */
export async function readReferralStanding(ports: Ports, staff: Staff, referralRef: string, at: Instant) {
  const held = await seenReferral(ports, staff, referralRef, at);
  if (!held) return refuse("not-found");
  await noteAccess(ports, referralKey(staff.council, referralRef), staff, { what: "referral" }, at);
  return { found: standingOf(held), refused: undefined };
}

/** The referral, where it is there and this person may see the case that it became. */
export async function seenReferral(ports: Ports, staff: Staff, referralRef: string, at: Instant) {
  const { kept, held } = await calledOn<Referral>(ports, staff.council, referralRef);
  return held && !(await maySee(ports, staff, held, at)) ? undefined : kept;
}

export const standingOf = ({
  referralRef,
  caseRef,
  service,
  source,
  receivedAt,
  call,
  agencyCall,
}: Referral) => ({
  reference: referralRef,
  caseRef,
  service,
  source,
  receivedAt,
  call: shownCall(call),
  agencyCall: shownAgencyCall(agencyCall),
});

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

const shownAgencyCall = (call: AgencyCall | undefined) =>
  call
    ? {
        owner: agencyCallOwner(call),
        due: call.due,
        rungsReached: call.reached,
        agencies: call.toTell.map(({ agency, cameAt }) => ({ agency, since: cameAt })),
      }
    : null;
