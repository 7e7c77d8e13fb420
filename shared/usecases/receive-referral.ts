import { createHash } from "node:crypto";
import { canonicalJson } from "#shared/contracts/json.ts";
import { type ReferralBody, readReferral } from "#shared/contracts/referral.ts";
import { agencyIds } from "#shared/domain/agencies.ts";
import type { Instant } from "#shared/domain/calendar-day.ts";
import { holdfast } from "#shared/domain/decision.ts";
import { type Policy, policyOf } from "#shared/domain/policy.ts";
import { decideQuarantine, type Fault } from "#shared/domain/quarantined-referral.ts";
import { decideReferral, type ReferralSource } from "#shared/domain/referral.ts";
import type { DocumentKey } from "#shared/ports.ts";
import { quarantinedReferrals, referrals } from "./aggregates.ts";
import { change } from "./change.ts";
import type { Ports } from "./ports.ts";

/** What the sender is told. The same body always gets the same answer (F1). */
export type ReceivedReferral =
  | { readonly status: "accepted" | "flagged"; readonly reference: string }
  | { readonly status: "quarantined"; readonly reference: string; readonly faults: readonly Fault[] };

/**
 * Takes a validly signed body. It is kept before the answer is given, whatever it holds: as a referral when it
 * fits, flagged when its submission id came before with another body, quarantined when it does not fit (X-01, I6).
 */
export async function receiveReferral(
  ports: Ports,
  source: ReferralSource,
  body: string,
  at: Instant,
): Promise<ReceivedReferral> {
  const read = readReferral(body);
  if ("faults" in read) return quarantine(ports, source, body, read.faults, at);
  const { referral } = read;
  const policy = policyOf(ports.policies, source.council, referral.service);
  if (!policy) {
    const expected = "a service that this council has configured";
    return quarantine(ports, source, body, [{ at: "service", expected }], at);
  }
  return keep(ports, source, body, referral, policy, at);
}

async function keep(
  ports: Ports,
  source: ReferralSource,
  body: string,
  referral: ReferralBody,
  policy: Policy,
  at: Instant,
): Promise<ReceivedReferral> {
  const { council } = source;
  const identity = [council, source.id, referral.submissionId];
  const [reference, caseRef, personRef, match] = await Promise.all([
    ports.refer("R", "referral", ...identity),
    ports.refer("C", "case", ...identity),
    ports.refer("P", "person", ...identity),
    matchOf(ports, council, referral),
  ]);
  const key: DocumentKey = { council, kind: "referral", id: reference };
  // The body is there before the document that refers to it, so that no crash leaves a referral without its words (A2).
  const content = `body-${digest(canonicalJson(JSON.parse(body)))}`;
  await ports.store.putContent(key, content, body);
  const facts = {
    referralRef: reference,
    council,
    service: referral.service,
    source: source.id,
    receivedAt: at,
    caseRef,
    personRef,
    content,
    screening: {
      acuteRiskNow: referral.mentalHealth.acuteRiskNow,
      urgency: referral.urgency.level,
      tenure: referral.home.tenure,
    },
    agencies: agencyIds(policy, referral.agencies),
    canAnswer: referral.referrer.email !== undefined,
    ...(match ? { match } : {}),
  };
  const changed = await change(ports, referrals, key, holdfast, at, (held) =>
    decideReferral(held, { type: "receive", ...facts }),
  );
  if (changed.refused) throw new Error(`The reference ${reference} stands for another source's referral`);
  return { status: changed.state.content === content ? "accepted" : "flagged", reference };
}

async function quarantine(
  ports: Ports,
  source: ReferralSource,
  body: string,
  faults: readonly Fault[],
  at: Instant,
): Promise<ReceivedReferral> {
  const { council, service } = source;
  const policy = policyOf(ports.policies, council, service);
  if (!policy) throw new Error(`The source ${source.id} names the service ${service}, which has no policy`);
  const content = `body-${digest(body)}`;
  const reference = await ports.refer("Q", "quarantine", council, source.id, content);
  const key: DocumentKey = { council, kind: "quarantined-referral", id: reference };
  await ports.store.putContent(key, content, body);
  const facts = {
    referralRef: reference,
    council,
    service,
    source: source.id,
    receivedAt: at,
    content,
    faults,
  };
  const changed = await change(ports, quarantinedReferrals, key, holdfast, at, (held) =>
    decideQuarantine(held, { type: "quarantine", ...facts }, { at, policy }),
  );
  return { status: "quarantined", reference, faults: changed.state?.faults ?? faults };
}

const digest = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 32);

/** Same family name and date of birth, as a keyed hash: enough to ask a person, never enough to merge (F2). */
async function matchOf(ports: Ports, council: string, { person }: ReferralBody): Promise<string | undefined> {
  if (!person.family || !person.dateOfBirth) return undefined;
  const family = person.family
    .normalize("NFKD")
    .replace(/[^\p{L}]/gu, "")
    .toLowerCase();
  return family ? ports.refer("M", "match", council, family, person.dateOfBirth) : undefined;
}
