import type { Mapping, ReferralSource } from "#shared/contracts/source.ts";
import { readSubmission, type Submission } from "#shared/contracts/submission.ts";
import type { Instant } from "#shared/domain/calendar-day.ts";
import { holdfast } from "#shared/domain/decision.ts";
import { policyOf } from "#shared/domain/policy.ts";
import { decideQuarantine, type Fault } from "#shared/domain/quarantined-referral.ts";
import type { DocumentKey } from "#shared/ports.ts";
import { quarantinedReferrals } from "./aggregates.ts";
import { change } from "./change.ts";
import { keepReferral } from "./keep-referral.ts";
import type { Ports } from "./ports.ts";
import { digest } from "./words.ts";

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
  const read = readForService(ports, source.council, source.mapping, body);
  if ("faults" in read) return quarantine(ports, source, body, read.faults, at);
  return keepReferral(ports, source, read, { receivedAt: at, at });
}

/** Reads a body, and checks that the service it is for is one that the council has configured. */
export function readForService(
  { policies }: Ports,
  council: string,
  mapping: Mapping,
  body: string,
): Submission | { readonly faults: readonly Fault[] } {
  const read = readSubmission(mapping, body);
  if ("faults" in read || policyOf(policies, council, read.referral.service)) return read;
  return { faults: [{ at: "service", expected: "a service that this council has configured" }] };
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
