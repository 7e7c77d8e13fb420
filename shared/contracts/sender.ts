import * as z from "zod";
import type { ReferrerFacts } from "#shared/domain/referral-facts.ts";
import { readLoosely } from "./form/read-form.ts";
import { email, known } from "./not-known.ts";
import { referralBody } from "./referral.ts";
import type { Mapping } from "./source.ts";

const { submissionId, relationship } = referralBody.shape;
const answer = known.catch("not-known");
const unread = z.unknown().transform(() => "unreadable" as const);

/** Fields that a whole body must not have, and answers that nobody can read, do not hide the others here. */
const sender = z.object({
  submissionId: submissionId.optional().catch(undefined),
  relationship: z.union([relationship, unread]),
  referrer: z.object({ email: email.catch(undefined) }).catch({}),
  safeContact: z
    .object({ call: answer, text: answer, email: answer, letter: answer })
    .catch({ call: "not-known", text: "not-known", email: "not-known", letter: "not-known" }),
});

/** Whose a body is, and how whoever sent it can be answered. */
export interface Sender {
  readonly submissionId?: string | undefined;
  readonly email?: string | undefined;
  readonly facts: ReferrerFacts;
}

/**
 * What can be read of that in a body, also where the whole does not fit. Undefined where nothing can: the body is
 * no form at all. Total: no body makes it throw.
 */
export function senderOf(mapping: Mapping, text: string): Sender | undefined {
  const read = sender.safeParse(readLoosely(mapping, text)).data;
  if (!read) return undefined;
  const { submissionId, relationship, referrer, safeContact } = read;
  const facts = { relationship, safeContact: { ...safeContact, noted: false } };
  return { submissionId, email: referrer.email, facts };
}
