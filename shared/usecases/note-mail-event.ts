import type { MailEvent } from "#shared/contracts/mail-events.ts";
import { dayOf, type Instant } from "#shared/domain/calendar-day.ts";
import { holdfast } from "#shared/domain/decision.ts";
import type { MailMessage, Outsider } from "#shared/domain/mail-message.ts";
import { isAddressOf, reach, type StaffRecipient } from "#shared/domain/roster.ts";
import { decideWorker } from "#shared/domain/worker.ts";
import type { StoredDocument } from "#shared/ports.ts";
import { oweAgencyCall } from "./agency-call.ts";
import { workers } from "./aggregates.ts";
import { change } from "./change.ts";
import { changeCase } from "./change-case.ts";
import { wantMail } from "./mail.ts";
import { type Mail, NobodyToTellError } from "./mail-item.ts";
import type { Ports } from "./ports.ts";
import { caseAbout, rosterAbout, rosterOf } from "./read-roster.ts";
import { letterOf, referrerOf } from "./referrer.ts";
import { type Owed, oweCall } from "./referrer-call.ts";

/** What a mail event came to; `foreign` is about a mail that is not ours. */
export type Noted = "returned" | "delayed" | "rejected" | "foreign";

/**
 * Takes note of what became of a mail (F37). One that came back for good marks its reader's mailbox dead and goes to
 * whoever stands in, at once (X-03, I5); one to somebody outside becomes a telephone task. Said twice, it is done once.
 *
 * @throws NobodyToTellError when no mailbox is left that could take it; said again later, it is tried again.
 */
export async function noteMailEvent(ports: Ports, event: MailEvent, at: Instant): Promise<Noted> {
  const { messageId } = event.mail;
  const mail = await mailOf(ports, event);
  if (!mail) {
    ports.report({ problem: "mail-event-of-no-mail-of-ours", messageId });
    return "foreign";
  }
  if (event.eventType === "Reject") {
    ports.report({ problem: "mail-rejected", id: mail.key.id });
    return "rejected";
  }
  const from = deadAddresses(event);
  if (from.length === 0) return "delayed";
  const dead = await markDead(ports, mail.key.council, from, at);
  const outsider = await outsiderOf(ports, mail, from, dead);
  if (outsider) await askToTelephone(ports, mail, outsider, at);
  else await sendOn(ports, mail, dead, at);
  return "returned";
}

/** The mail that bears the event's tag. Councils key their mails alike, so the message id says whose it is. */
async function mailOf(ports: Ports, { mail }: MailEvent): Promise<StoredDocument<Mail> | undefined> {
  const [id] = mail.tags.mail ?? [];
  if (!id) return undefined;
  const councils = [...new Set(ports.policies.map(({ council }) => council))];
  const loaded = await Promise.all(
    councils.map((council) => ports.store.load<Mail>({ council, kind: "mail", id })),
  );
  const found = loaded.filter((each) => each !== undefined);
  // One that was sent twice, or has not been settled yet, bears another message id or none.
  const only = found.length === 1 ? found[0] : undefined;
  return found.find(({ state }) => state.messageId === mail.messageId) ?? only;
}

/**
 * The addresses that take no more mail. A complaint that names several does not say whose it was: if the mail service
 * sends one of them nothing more, the next mail comes back and names the one.
 */
function deadAddresses(event: MailEvent): readonly string[] {
  if (event.eventType === "Bounce" && event.bounce.bounceType === "Permanent")
    return event.bounce.bouncedRecipients.map(({ emailAddress }) => emailAddress);
  if (event.eventType !== "Complaint" || event.complaint.complainedRecipients.length > 1) return [];
  return event.complaint.complainedRecipients.map(({ emailAddress }) => emailAddress);
}

/** Marks whose mailbox it is; the roster desk is told by that. Gives back their staff ids, dead before or now. */
async function markDead(
  ports: Ports,
  council: string,
  addresses: readonly string[],
  at: Instant,
): Promise<readonly string[]> {
  const dead: string[] = [];
  for (const email of addresses) {
    const theirs = (await rosterOf(ports, council)).filter((member) => isAddressOf(member, email));
    for (const { staffId } of theirs) {
      const key = { council, kind: "worker", id: staffId } as const;
      await change(ports, workers, key, holdfast, at, (held) =>
        decideWorker(held, { type: "note-dead-mailbox", email, at }),
      );
      dead.push(staffId);
    }
  }
  return dead;
}

/** Who outside the mail was for; nobody where it went to staff, also in a referrer's stead. */
async function outsiderOf(
  ports: Ports,
  { key, state: { to } }: StoredDocument<Mail>,
  from: readonly string[],
  dead: readonly string[],
): Promise<Outsider | undefined> {
  if ("agency" in to) return "agency";
  if (!("referrerOf" in to)) return undefined;
  const email = (await referrerOf(ports, key.council, to.referrerOf))?.email?.toLowerCase();
  const isTheirs = dead.length === 0 || from.some((address) => address.toLowerCase() === email);
  return isTheirs ? "referrer" : undefined;
}

/** Somebody telephones instead, and the case says why (CST-07). */
async function askToTelephone(
  ports: Ports,
  mail: StoredDocument<Mail>,
  to: Outsider,
  at: Instant,
): Promise<void> {
  const {
    key: { council, id },
    state: { message, service, to: recipient },
  } = mail;
  const agency = "agency" in recipient ? { agency: recipient.agency } : {};
  const { isSeenTo, ...how } = await oweWhatItTold(ports, mail, at);
  const caseRef = await caseAbout(ports, council, message);
  const seenTo = isSeenTo ? { isSeenTo } : {};
  const note = { type: "note-returned-mail", mail: id, to, ...agency, ...how, ...seenTo } as const;
  const changed = caseRef && (await changeCase(ports, council, caseRef, holdfast, at, () => note));
  if (isSeenTo || (changed && !changed.refused)) return;
  // There is no case yet, or none at all: the desk is told all the same.
  const referralRef = "referralRef" in message ? message.referralRef : undefined;
  if (!referralRef) throw new NobodyToTellError(service);
  const task: MailMessage = { kind: "referrer-unreachable", referralRef, returned: to, ...how };
  await wantMail(ports, council, { key: `returned/${id}`, to: { role: "duty" }, service, message: task }, at);
}

/** What it told them is owed by telephone, also when its case is over: one mail to a desk may not be read (CST-07, CST-19). */
async function oweWhatItTold(
  ports: Ports,
  { key: { council }, state: { key, to, message, service, wantedAt } }: StoredDocument<Mail>,
  at: Instant,
): Promise<Owed> {
  if ("agency" in to)
    return (await oweAgencyCall(ports, council, to.agency, { key, message, wantedAt }, at))
      ? { isSeenTo: true }
      : {};
  if (!("referralRef" in message)) return {};
  const { told } = await letterOf(ports, council, message.referralRef, { service, message });
  if (told === "nothing") return {};
  const letter = { key, message, told, wantedAt };
  const { desk: _, ...owed } = await oweCall(ports, council, message.referralRef, letter, at);
  return owed;
}

/** The same mail once more, to whoever is reached now. With a role it goes to the stand-in alone: the others have it. */
async function sendOn(
  ports: Ports,
  { key: { council, id }, state: { to, service, message } }: StoredDocument<Mail>,
  dead: readonly string[],
  at: Instant,
): Promise<void> {
  const roster = await rosterAbout(ports, council, await caseAbout(ports, council, message));
  const again = async (key: string, who: Mail["to"]): Promise<void> => {
    const staff: StaffRecipient = "referrerOf" in who || "agency" in who ? { role: "duty" } : who;
    const reached = reach(roster, service, staff, dayOf(at), { byMail: true });
    // Sent to a dead mailbox, it would come back for ever.
    if (!reached.some(({ deadMailbox }) => !deadMailbox)) throw new NobodyToTellError(service);
    await wantMail(ports, council, { key, to: who, service, message }, at);
  };
  // Nobody holds that address any more: its holder has another by now.
  if (dead.length === 0) return again(`bounced/${id}`, to);
  for (const staffId of dead) await again(`bounced/${id}/${staffId}`, "role" in to ? { staff: staffId } : to);
}
