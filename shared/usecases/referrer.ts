import { factsOf } from "#shared/contracts/referral-facts.ts";
import { type Sender, senderOf } from "#shared/contracts/sender.ts";
import { type QuarantinedReferral, standingContent } from "#shared/domain/quarantined-referral.ts";
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
