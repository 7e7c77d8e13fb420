import { dayOf, type Instant, plusMinutes } from "#shared/domain/calendar-day.ts";
import { type Case, isOpen } from "#shared/domain/case/case.ts";
import { commitmentOf } from "#shared/domain/case/commitment.ts";
import { asksForWork, isUrgent, type MailMessage, type MailWanted } from "#shared/domain/mail-message.ts";
import { policyOf } from "#shared/domain/policy.ts";
import type { QuarantinedReferral } from "#shared/domain/quarantined-referral.ts";
import { groupedIn } from "#shared/domain/reminder.ts";
import { reach } from "#shared/domain/roster.ts";
import { compose } from "#shared/mail/compose.ts";
import type { DocumentKey, OutgoingMail, StoredDocument } from "#shared/ports.ts";
import { oweAgencyCall } from "./agency-call.ts";
import { caseKey } from "./keys.ts";
import { type Mail, NobodyToTellError, newMail } from "./mail-item.ts";
import { markMail } from "./mark-mail.ts";
import { missingFormDue } from "./missing-form.ts";
import { nameOf, type Ports } from "./ports.ts";
import { caseAbout, rosterAbout } from "./read-roster.ts";
import { letterOf } from "./referrer.ts";
import { openCalls, oweCall } from "./referrer-call.ts";
import { askForLine, linesNow } from "./reminders.ts";
import { missingHoursOf } from "./restores.ts";
import { digest } from "./words.ts";

const leaseMinutes = 5;

/**
 * Stores a mail that is wanted, if it is not there yet, and sends it. One that is there is someone else's, or sent. A
 * reminder that the service groups becomes a line of a morning's mail; `since`, when it was decided, says of which morning's
 * on every try, and since when there is something to tell.
 * What could not be sent now stays owed, and the sweep sends it.
 */
export async function wantMail(
  ports: Ports,
  council: string,
  wanted: MailWanted,
  at: Instant,
  since: Instant = at,
): Promise<"sent" | "not-sent" | "there-already"> {
  const policy = policyOf(ports.policies, council, wanted.service);
  const reminder = policy && groupedIn(policy, wanted.message);
  if (policy && reminder) {
    const asked = { key: wanted.key, for: wanted.to, reminder };
    await askForLine(ports, policy, asked, since, at);
    return "not-sent";
  }
  const leaseUntil = plusMinutes(at, leaseMinutes);
  const id = digest(wanted.key);
  const document = newMail(council, id, { ...wanted, status: "claimed", wantedAt: since, leaseUntil }, at);
  await markMail(ports, council, id, wanted.message);
  if ((await ports.store.create(document)) === "exists") return "there-already";
  try {
    return (await send(ports, document, at)).isSent ? "sent" : "not-sent";
  } catch (error) {
    ports.report({ problem: "mail-not-sent", id, error: nameOf(error) });
    return "not-sent";
  }
}

/**
 * Sends a mail that a sweep found unsent. A live claim is left alone; an expired one is claimed again and sent once
 * more, because nobody can tell whether the first went (F8). Gives back the mail as it is then stored. Throws
 * StillClaimedError or what the mail service threw.
 */
export async function deliverMail(
  ports: Ports,
  stored: StoredDocument<Mail>,
  at: Instant,
): Promise<StoredDocument<Mail>> {
  const { key } = stored;
  if (stored.state.status !== "claimed" && stored.state.status !== "waiting") return stored;
  if (stored.state.leaseUntil > at) throw new StillClaimedError(key.id);
  const { message } = stored.state;
  const now =
    message.kind === "reminders" ? await linesNow(ports, key.council, stored.state, message, at) : message;
  await markMail(ports, key.council, key.id, now);
  const claimed: StoredDocument<Mail> = {
    ...stored,
    version: stored.version + 1,
    state: { ...stored.state, message: now, status: "claimed", leaseUntil: plusMinutes(at, leaseMinutes) },
  };
  if ((await ports.store.replace(claimed)) === "conflict") throw new StillClaimedError(key.id);
  return (await send(ports, claimed, at)).left;
}

/** Somebody else is sending this mail just now. */
export class StillClaimedError extends Error {
  override readonly name = "StillClaimedError";
  constructor(id: string) {
    super(`Mail ${id} is being sent by somebody else`);
  }
}

/** Letters that say that we have a referral, and nothing of what becomes of it. */
const decidesNothing: readonly MailMessage["kind"][] = [
  "referral-received",
  "emergency-recorded",
  "referral-held",
];

interface Sending {
  /** Whether it was handed to the mail service; one that nobody is to get any more is withdrawn. */
  readonly isSent: boolean;
  /** The mail as it is then stored. */
  readonly left: StoredDocument<Mail>;
}

async function send(ports: Ports, document: StoredDocument<Mail>, at: Instant): Promise<Sending> {
  const { key, state } = document;
  const isOver = await isTooLate(ports, key.council, state.message);
  const address = isOver ? undefined : await addressed(ports, key.council, state, at);
  if (!address) return { isSent: false, left: await settle(ports, document, { status: "withdrawn" }) };
  const { to, message, isForStaff } = address;
  const { subject, text: words } = compose(message);
  const text = isForStaff ? `${words}\n\nSign in to open it: ${ports.serviceUrl}` : words;
  const mail = { key: key.id, to, subject, text };
  // What is so this morning is said again where the tables were put back since: it is not so any more.
  const messageId =
    message.kind === "all-clear"
      ? await ports.mailer.send(mail)
      : ((await ports.mailRecord.sentAs(key.council, mail)) ?? (await sendAndNote(ports, key, mail)));
  return { isSent: true, left: await settle(ports, document, { status: "sent", messageId }) };
}

/**
 * Sends a mail that never went, and notes it where a restore of the documents does not reach: the same mail is not sent again
 * by documents that do not know of it any more (F39, I8). One that could not be noted has gone all the same.
 */
async function sendAndNote(ports: Ports, { council, id }: DocumentKey, mail: OutgoingMail): Promise<string> {
  const messageId = await ports.mailer.send(mail);
  try {
    await ports.mailRecord.note(council, mail, messageId);
  } catch (error) {
    ports.report({ problem: "sent-mail-not-noted", id, error: nameOf(error) });
  }
  return messageId;
}

/** How often a mail that went is settled against other writers; unsettled, it would go once more. */
const settlingTries = 5;

/**
 * Notes how a mail ended, and gives back the mail as it is then stored. A sweep may have counted a try against it meanwhile,
 * so a conflict is read again.
 */
async function settle(
  ports: Ports,
  document: StoredDocument<Mail>,
  ended: Partial<Mail>,
): Promise<StoredDocument<Mail>> {
  let current = document;
  for (let tries = 0; current.state.status === "claimed" && tries < settlingTries; tries++) {
    // The claim is over: nothing of this mail is still to come.
    const state: Mail = { ...current.state, leaseUntil: current.state.wantedAt, ...ended };
    const settled = { ...current, version: current.version + 1, state, owedIntents: [] };
    if ((await ports.store.replace(settled)) === "replaced") return settled;
    current = (await ports.store.load<Mail>(document.key)) ?? current;
  }
  return current;
}

/** Whether a mail asks for work that is over: closing, or settling, stops what is on its way too (CST-19). */
async function isTooLate(ports: Ports, council: string, message: MailMessage): Promise<boolean> {
  if (message.kind === "reminders") return message.lines.length === 0;
  if (message.kind === "referral-quarantined") {
    const key = { council, kind: "quarantined-referral", id: message.referralRef } as const;
    return (await ports.store.load<QuarantinedReferral>(key))?.state.settled !== undefined;
  }
  if (message.kind === "referrer-call-due")
    return (await openCalls(ports, council, message.referralRef)).call?.due !== message.due;
  if (message.kind === "agency-call-due")
    return (await openCalls(ports, council, message.referralRef)).agencyCall?.due !== message.due;
  if (message.kind === "form-missing")
    return (await missingFormDue(ports, council, message.referralRef)) !== message.due;
  // The only letter that time alone wants: they may have had their answer in hours that nobody knows of any more (F39).
  if (message.kind === "referral-held" && (await missingHoursOf(ports, council)).length > 0) return true;
  if (!asksForWork.includes(message.kind) || !("caseRef" in message) || !message.caseRef) return false;
  const stored = await ports.store.load<Case>(caseKey(council, message.caseRef));
  if (stored === undefined) return false;
  const isOver = message.kind === "commitment-due" && !commitmentOf(stored.state, message.commitment);
  return isOver || !isOpen(stored.state);
}

/**
 * Who a mail goes to, looked up as it is sent, so that nothing goes to a mailbox that nobody reads any more,
 * and nothing to a referrer that is not safe or not theirs to know: then none, or somebody telephones.
 */
async function addressed(
  ports: Ports,
  council: string,
  { key, to, service, message, wantedAt }: MailWanted & Pick<Mail, "wantedAt">,
  at: Instant,
): Promise<
  { readonly to: readonly string[]; readonly message: MailMessage; readonly isForStaff: boolean } | undefined
> {
  if ("referrerOf" in to) {
    const { told, email, hasAddress } = await letterOf(ports, council, to.referrerOf, { service, message });
    if (told === "nothing") return undefined;
    if (email) return { to: [email], message: told, isForStaff: false };
    const letter = { key, message, told, wantedAt };
    const { desk, isSeenTo, ...how } = await oweCall(ports, council, to.referrerOf, letter, at);
    if (isSeenTo) return undefined;
    const unreachable: MailMessage = {
      kind: "referrer-unreachable",
      referralRef: to.referrerOf,
      ...(hasAddress ? { isUnsafe: true } : {}),
      ...(message.kind === "referral-signposted" ? { advice: message.reason } : {}),
      ...(decidesNothing.includes(message.kind) ? { isUndecided: true } : {}),
      ...how,
    };
    const instead = { key: "", to: { role: desk }, service, message: unreachable, wantedAt };
    return addressed(ports, council, instead, at);
  }
  if ("agency" in to) {
    const agencies = policyOf(ports.policies, council, service)?.closure.agencies ?? [];
    const email = agencies.find(({ id }) => id === to.agency)?.email;
    if (email) return { to: [email], message, isForStaff: false };
    if (await oweAgencyCall(ports, council, to.agency, { key, message, wantedAt }, at)) return undefined;
    throw new NobodyToTellError(service);
  }
  const roster = await rosterAbout(ports, council, await caseAbout(ports, council, message));
  const offDays = policyOf(ports.policies, council, service)?.people.offDayReroutes ?? "nothing";
  const today = offDays === "everything" || (offDays === "urgent" && isUrgent(message));
  const reached = reach(roster, service, to, dayOf(at), { today, byMail: true });
  if (reached.length === 0) throw new NobodyToTellError(service);
  return { to: reached.map(({ email }) => email), message, isForStaff: true };
}
