import { factsOf } from "#shared/contracts/referral-facts.ts";
import { type Sender, senderOf } from "#shared/contracts/sender.ts";
import type { MailMessage, MailWanted } from "#shared/domain/mail-message.ts";
import { policyOf } from "#shared/domain/policy.ts";
import { type QuarantinedReferral, standingContent } from "#shared/domain/quarantined-referral.ts";
import { mayWriteTo } from "#shared/domain/referral-facts.ts";
import { mayBeTold } from "#shared/domain/referrer-letter.ts";
import type { DocumentKey } from "#shared/ports.ts";
import { readKept } from "./keep-referral.ts";
import type { Ports } from "./ports.ts";

export const quarantineKey = (council: string, reference: string): DocumentKey => ({
  council,
  kind: "quarantined-referral",
  id: reference,
});

/** What the body that came says of its sender; undefined where it cannot be read, or its source is there no more. */
export const senderOfOriginal = (ports: Ports, held: QuarantinedReferral) =>
  senderIn(ports, held, held.content);

/** The same of the body that stands: of what somebody has mended, where they have. */
export const senderOfStanding = (ports: Ports, held: QuarantinedReferral) =>
  senderIn(ports, held, standingContent(held));

async function senderIn(
  ports: Ports,
  { council, referralRef, source, content }: QuarantinedReferral,
  name: string,
): Promise<Sender | undefined> {
  const text = await ports.store.content(quarantineKey(council, referralRef), name);
  const mapping = name === content ? ports.sources.find(({ id }) => id === source)?.mapping : "canonical";
  return text === undefined || !mapping ? undefined : senderOf(mapping, text);
}

/** Who is to be answered about a referral, whether it was kept or could not be read. */
export async function referrerOf(
  ports: Ports,
  council: string,
  reference: string,
): Promise<Pick<Sender, "email" | "facts"> | undefined> {
  const kept = await readKept(ports, council, reference);
  if (kept) return { email: kept.referral.referrer.email, facts: factsOf(kept.referral) };
  const stored = await ports.store.load<QuarantinedReferral>(quarantineKey(council, reference));
  return stored && senderOfStanding(ports, stored.state);
}

/** What may be told to whoever referred, and their address where it may be used. */
export interface Letter {
  readonly told: MailMessage | "nothing";
  readonly email?: string | undefined;
  /** There is an address, whether it may be used or not. */
  readonly hasAddress: boolean;
}

/** The letter to a referrer that a message becomes; what cannot be read of them or their service is not held against them. */
export async function letterOf(
  ports: Ports,
  council: string,
  reference: string,
  { service, message }: Pick<MailWanted, "service" | "message">,
): Promise<Letter> {
  const { email, facts } = (await referrerOf(ports, council, reference)) ?? {};
  const policy = policyOf(ports.policies, council, service);
  const told = facts && policy ? mayBeTold(facts, message, policy.referral) : message;
  const mayWrite = email !== undefined && facts !== undefined && policy !== undefined && mayWriteTo(facts);
  return { told, email: mayWrite ? email : undefined, hasAddress: Boolean(email) };
}
