import { canonicalJson } from "#shared/contracts/json.ts";
import { type ReferralBody, readReferral } from "#shared/contracts/referral.ts";
import { factsOf, screeningOf } from "#shared/contracts/referral-facts.ts";
import type { ReferralSource } from "#shared/contracts/source.ts";
import type { Submission } from "#shared/contracts/submission.ts";
import { agencyIds } from "#shared/domain/agencies.ts";
import type { Instant } from "#shared/domain/calendar-day.ts";
import { holdfast } from "#shared/domain/decision.ts";
import { policyOf } from "#shared/domain/policy.ts";
import { decideReferral, type Referral } from "#shared/domain/referral.ts";
import { mayWriteTo } from "#shared/domain/referral-facts.ts";
import { referrals } from "./aggregates.ts";
import { change } from "./change.ts";
import { referralKey } from "./keys.ts";
import type { Ports } from "./ports.ts";
import { digest } from "./words.ts";

export interface KeptReferral {
  /** "flagged": the submission id came before with another body; the first stands. */
  readonly status: "accepted" | "flagged";
  readonly reference: string;
}

/** Who sent it: the same council and source always give the same submission the same references (F1). */
type Sender = Pick<ReferralSource, "council" | "id">;

/** The reference of a submission, whether it was kept already or not. */
export const referralRefOf = (
  ports: Ports,
  { council, id }: Sender,
  { submissionId }: Pick<ReferralBody, "submissionId">,
) => ports.refer("R", "referral", council, id, submissionId);

/** The reference of the case that a submission opens. */
export const caseRefOf = (ports: Ports, { council, id }: Sender, { submissionId }: ReferralBody) =>
  ports.refer("C", "case", council, id, submissionId);

/**
 * Keeps a body that fits as a referral, and owes its case. The one way in, for the webhook and for what the duty desk
 * accepted: clocks run from `receivedAt`, the instant at which it first came.
 */
export async function keepReferral(
  ports: Ports,
  sender: Sender,
  submission: Submission,
  {
    receivedAt,
    at,
    quarantineRef,
    takenBy,
    reopens,
    reopenedBy,
  }: {
    receivedAt: Instant;
    at: Instant;
    quarantineRef?: string;
    takenBy?: string;
    reopens?: string;
    reopenedBy?: string;
  },
): Promise<KeptReferral> {
  const { council, id: source } = sender;
  const { referral, text, unread } = submission;
  const policy = policyOf(ports.policies, council, referral.service);
  if (!policy) throw new Error(`The service ${referral.service} of ${council} is not configured`);
  const identity = [council, source, referral.submissionId];
  const [reference, caseRef, personRef] = await Promise.all([
    referralRefOf(ports, sender, referral),
    caseRefOf(ports, sender, referral),
    ports.refer("P", "person", ...identity),
  ]);
  const key = referralKey(council, reference);
  // The body is there before the document that refers to it, so that no crash leaves a referral without its words (A2).
  const content = bodyName(text);
  await ports.store.putContent(key, content, text);
  const canonical = submission.canonical && `canonical-${digest(submission.canonical)}`;
  if (canonical && submission.canonical) await ports.store.putContent(key, canonical, submission.canonical);
  const told = factsOf(referral);
  const retrospectiveFor = emergencyReferenceIn(referral);
  const facts = {
    referralRef: reference,
    council,
    service: referral.service,
    source,
    receivedAt,
    caseRef,
    personRef,
    content,
    screening: screeningOf(referral),
    facts: told,
    agencies: agencyIds(policy, referral.agencies),
    canAnswer: referral.referrer.email !== undefined && mayWriteTo(told),
    ...(canonical ? { canonical } : {}),
    ...(unread.length > 0 ? { unread } : {}),
    ...(quarantineRef ? { quarantineRef } : {}),
    ...(takenBy ? { provisional: true as const, takenBy } : {}),
    ...(reopens ? { reopens } : {}),
    ...(reopenedBy ? { reopenedBy } : {}),
    ...(retrospectiveFor ? { retrospectiveFor } : {}),
  };
  const changed = await change(ports, referrals, key, holdfast, at, (held) =>
    decideReferral(held, { type: "receive", ...facts }),
  );
  if (changed.refused) throw new Error(`The reference ${reference} stands for another source's referral`);
  return { status: changed.state.content === content ? "accepted" : "flagged", reference };
}

/** The version of a referral that counts, as it came and as it was read; undefined where it is not kept or can no longer be read. */
export async function readKept(ports: Ports, council: string, reference: string) {
  const key = referralKey(council, reference);
  const state = (await ports.store.load<Referral>(key))?.state;
  const standing = state?.versions?.at(-1) ?? state;
  const text = standing && (await ports.store.content(key, standing.content));
  const canonical = standing?.canonical ? await ports.store.content(key, standing.canonical) : text;
  const read = canonical === undefined ? undefined : readReferral(canonical);
  return state && text !== undefined && read && "referral" in read
    ? {
        state,
        text,
        canonical: canonical ?? text,
        isMapped: standing?.canonical !== undefined,
        referral: read.referral,
      }
    : undefined;
}

/** Every version of a referral that can still be read, in their order; the first is the form as it came (CST-04). */
export async function readVersions(
  ports: Ports,
  { council, referralRef, content, canonical = content, versions = [] }: Referral,
): Promise<readonly ReferralBody[]> {
  const key = referralKey(council, referralRef);
  const names = [canonical, ...versions.map((version) => version.canonical ?? version.content)];
  const texts = await Promise.all(names.map((name) => ports.store.content(key, name)));
  return texts.flatMap((text) => {
    const read = text === undefined ? undefined : readReferral(text);
    return read && "referral" in read ? [read.referral] : [];
  });
}

/** The reference that a form quotes of an emergency that was telephoned; words that are none stay in the body (CST-08). */
function emergencyReferenceIn({ emergencyReference }: ReferralBody): string | undefined {
  const quoted = emergencyReference?.toUpperCase();
  return quoted && /^R-[0-9A-HJKMNP-TV-Z]{10}$/.test(quoted) ? quoted : undefined;
}

/** The name under which a body is kept: the same for the same JSON, however it is written. */
export const bodyName = (text: string): string => `body-${digest(canonicalJson(JSON.parse(text)))}`;
