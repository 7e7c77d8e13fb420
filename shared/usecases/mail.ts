import { dayOf, type Instant, plusMinutes } from "#shared/domain/calendar-day.ts";
import { type Case, isOpen } from "#shared/domain/case/case.ts";
import { commitmentOf } from "#shared/domain/case/commitment.ts";
import { asksForWork, isUrgent, type MailMessage, type MailWanted } from "#shared/domain/mail-message.ts";
import { policyOf } from "#shared/domain/policy.ts";
import type { QuarantinedReferral } from "#shared/domain/quarantined-referral.ts";
import { reach, type StaffMember } from "#shared/domain/roster.ts";
import { compose } from "#shared/mail/compose.ts";
import type { DocumentKey, StoredDocument } from "#shared/ports.ts";
import { readKept } from "./keep-referral.ts";
import { markMail } from "./mark-mail.ts";
import { nameOf, type Ports } from "./ports.ts";
import { digest } from "./words.ts";

/** A mail as an item of its own: wanted once by its key, claimed with a lease, settled by its message id (A3, I8). */
export interface Mail extends MailWanted {
  readonly status: "claimed" | "sent" | "withdrawn";
  /** Until when the claim holds. After it the mail is sent once more: this is the window in which it may go twice. */
  readonly leaseUntil: Instant;
  readonly wantedAt: Instant;
  readonly messageId?: string;
}

const leaseMinutes = 5;

/** Stores a mail that is wanted, if it is not there yet, and sends it. One that is there is someone else's, or sent. */
export async function wantMail(
  ports: Ports,
  council: string,
  wanted: MailWanted,
  at: Instant,
): Promise<void> {
  const id = digest(wanted.key);
  const state: Mail = {
    ...wanted,
    status: "claimed",
    wantedAt: at,
    leaseUntil: plusMinutes(at, leaseMinutes),
  };
  const owed = { key: "send", kind: "send-mail", since: at, tries: 0, parked: false, facts: {} };
  const key: DocumentKey = { council, kind: "mail", id };
  const document: StoredDocument<Mail> = {
    key,
    version: 1,
    seq: 0,
    state,
    owedHistory: [],
    owedIntents: [owed],
  };
  await markMail(ports, council, id, wanted.message);
  if ((await ports.store.create(document)) === "exists") return;
  try {
    await send(ports, document, at);
  } catch (error) {
    ports.report({ problem: "mail-not-sent", id, error: nameOf(error) });
  }
}

/**
 * Sends a mail that a sweep found unsent. A live claim is left alone; an expired one is claimed again and sent once
 * more, because nobody can tell whether the first went (F8). Throws StillClaimedError or what the mail service threw.
 */
export async function deliverMail(ports: Ports, key: DocumentKey, at: Instant): Promise<void> {
  const stored = await ports.store.load<Mail>(key);
  if (stored?.state.status !== "claimed") return;
  if (stored.state.leaseUntil > at) throw new StillClaimedError(key.id);
  const claimed = {
    ...stored,
    version: stored.version + 1,
    state: { ...stored.state, leaseUntil: plusMinutes(at, leaseMinutes) },
  };
  if ((await ports.store.replace(claimed)) === "conflict") throw new StillClaimedError(key.id);
  await send(ports, claimed, at);
}

/** Somebody else is sending this mail just now. */
export class StillClaimedError extends Error {
  override readonly name = "StillClaimedError";
  constructor(id: string) {
    super(`Mail ${id} is being sent by somebody else`);
  }
}

async function send(ports: Ports, document: StoredDocument<Mail>, at: Instant): Promise<void> {
  const { key, state } = document;
  if (await isTooLate(ports, key.council, state.message))
    return settle(ports, document, { status: "withdrawn" });
  const { to, message, isForStaff } = await addressed(ports, key.council, state, at);
  const { subject, text: words } = compose(message);
  const text = isForStaff ? `${words}\n\nSign in to open it: ${ports.serviceUrl}` : words;
  const messageId = await ports.mailer.send({ key: key.id, to, subject, text });
  await settle(ports, document, { status: "sent", messageId });
}

/** How often a mail that went is settled against other writers; unsettled, it would go once more. */
const settlingTries = 5;

/** Notes how a mail ended. A sweep may have counted a try against it meanwhile, so a conflict is read again. */
async function settle(ports: Ports, document: StoredDocument<Mail>, ended: Partial<Mail>): Promise<void> {
  let current: StoredDocument<Mail> | undefined = document;
  for (let tries = 0; current?.state.status === "claimed" && tries < settlingTries; tries++) {
    const state: Mail = { ...current.state, ...ended };
    const settled = { ...current, version: current.version + 1, state, owedIntents: [] };
    if ((await ports.store.replace(settled)) === "replaced") return;
    current = await ports.store.load<Mail>(document.key);
  }
}

/** Whether a mail asks for work that is over: closing, or settling, stops what is on its way too (CST-19). */
async function isTooLate(ports: Ports, council: string, message: MailMessage): Promise<boolean> {
  if (message.kind === "referral-quarantined") {
    const key = { council, kind: "quarantined-referral", id: message.referralRef } as const;
    return (await ports.store.load<QuarantinedReferral>(key))?.state.settled !== undefined;
  }
  if (!asksForWork.includes(message.kind) || !("caseRef" in message) || !message.caseRef) return false;
  const stored = await ports.store.load<Case>({ council, kind: "case", id: message.caseRef });
  if (stored === undefined) return false;
  const isOver = message.kind === "commitment-due" && !commitmentOf(stored.state, message.commitment);
  return isOver || !isOpen(stored.state);
}

/** Nobody at all is on the roster: the mail stays owed, and is parked with an alarm if that lasts. */
export class NobodyToTellError extends Error {
  override readonly name = "NobodyToTellError";
  constructor(service: string) {
    super(`Nobody on the roster of ${service} can be reached: add somebody through the roster`);
  }
}

/** Who a mail goes to, looked up as it is sent, so that nothing goes to a mailbox that nobody reads any more. */
async function addressed(
  ports: Ports,
  council: string,
  { to, service, message }: MailWanted,
  at: Instant,
): Promise<{ readonly to: readonly string[]; readonly message: MailMessage; readonly isForStaff: boolean }> {
  if ("referrerOf" in to) {
    const email = await referrerEmail(ports, council, to.referrerOf);
    if (email) return { to: [email], message, isForStaff: false };
    const unreachable: MailMessage = { kind: "referrer-unreachable", referralRef: to.referrerOf };
    return addressed(ports, council, { key: "", to: { role: "duty" }, service, message: unreachable }, at);
  }
  if ("agency" in to) {
    const agencies = policyOf(ports.policies, council, service)?.closure.agencies ?? [];
    const email = agencies.find(({ id }) => id === to.agency)?.email;
    if (!email) throw new NobodyToTellError(service);
    return { to: [email], message, isForStaff: false };
  }
  const roster = (await ports.store.list<StaffMember>(council, "worker")).map(({ state }) => state);
  const offDays = policyOf(ports.policies, council, service)?.people.offDayReroutes ?? "nothing";
  const today = offDays === "everything" || (offDays === "urgent" && isUrgent(message));
  const reached = reach(roster, service, to, dayOf(at), { today, byMail: true });
  if (reached.length === 0) throw new NobodyToTellError(service);
  return { to: reached.map(({ email }) => email), message, isForStaff: true };
}

const referrerEmail = async (ports: Ports, council: string, referralRef: string) =>
  (await readKept(ports, council, referralRef))?.referral.referrer.email;
