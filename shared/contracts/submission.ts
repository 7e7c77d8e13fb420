import type { Fault } from "#shared/domain/quarantined-referral.ts";
import { readForm } from "./form/read-form.ts";
import { type ReferralBody, readReferral } from "./referral.ts";
import type { Mapping } from "./source.ts";

/** A body that fits: as it was sent, and as a canonical referral. */
export interface Submission {
  readonly text: string;
  readonly referral: ReferralBody;
  /** The canonical body as text, where a mapping made it from another. */
  readonly canonical?: string;
  readonly unread: readonly Fault[];
}

/** Reads a body as its source writes it. */
export function readSubmission(
  mapping: Mapping,
  text: string,
): Submission | { readonly faults: readonly Fault[] } {
  const read = mapping === "canonical" ? readReferral(text) : readForm(mapping, text);
  return "faults" in read ? read : { text, unread: [], ...read };
}
