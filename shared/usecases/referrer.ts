import { type Sender, senderOf } from "#shared/contracts/sender.ts";
import type { QuarantinedReferral } from "#shared/domain/quarantined-referral.ts";
import type { DocumentKey } from "#shared/ports.ts";
import type { Ports } from "./ports.ts";

export const quarantineKey = (council: string, reference: string): DocumentKey => ({
  council,
  kind: "quarantined-referral",
  id: reference,
});

/** What the body that came says of its sender; undefined where it cannot be read, or its source is there no more. */
export const senderOfOriginal = (ports: Ports, held: QuarantinedReferral) =>
  senderIn(ports, held, held.content);

async function senderIn(
  ports: Ports,
  { council, referralRef, source, content }: QuarantinedReferral,
  name: string,
): Promise<Sender | undefined> {
  const text = await ports.store.content(quarantineKey(council, referralRef), name);
  const mapping = name === content ? ports.sources.find(({ id }) => id === source)?.mapping : "canonical";
  return text === undefined || !mapping ? undefined : senderOf(mapping, text);
}
