import { atTime, dayOf, type Instant, plusMinutes } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import type { AskedReminder, MailMessage } from "#shared/domain/mail-message.ts";
import { type Policy, policyOf } from "#shared/domain/policy.ts";
import { aboutOf, inOrder, isStillOwed, listedUntil, remindersOf } from "#shared/domain/reminder.ts";
import { reach } from "#shared/domain/roster.ts";
import { atMost } from "./at-most.ts";
import { caseKey } from "./keys.ts";
import { type Mail, NobodyToTellError, newMail } from "./mail-item.ts";
import { markMail } from "./mark-mail.ts";
import type { Ports } from "./ports.ts";
import { rosterAbout, rosterAround, rosterOf } from "./read-roster.ts";
import { digest } from "./words.ts";

type Reminders = Extract<MailMessage, { kind: "reminders" }>;

/** How often a line is put to a mail that others write to at the same moment, before the sweep tries again. */
const maxTries = 25;

/**
 * A rung asks for its line in the morning's mail of everybody whom it reaches. The mail waits a little, so that
 * the rungs of one instant find each other; the sweep sends it. Done twice, the line is there once (A3).
 */
export async function askForLine(
  ports: Ports,
  policy: Policy,
  asked: AskedReminder,
  since: Instant,
  at: Instant,
): Promise<void> {
  const { council, service } = policy;
  const { for: to } = asked;
  if ("referrerOf" in to || "agency" in to)
    throw new Error(`A reminder for somebody who is not staff: ${asked.key}`);
  const reached = reach(await rosterAbout(ports, council, asked.reminder.caseRef), service, to, dayOf(at));
  if (reached.length === 0) throw new NobodyToTellError(service);
  for (const { staffId } of reached) await askOf(ports, policy, staffId, asked, since, at);
}

/** Puts the line into the day's first mail for this person that has not gone yet, or that lists it already. */
async function askOf(
  ports: Ports,
  policy: Policy,
  staffId: string,
  asked: AskedReminder,
  since: Instant,
  at: Instant,
): Promise<void> {
  const { council, service } = policy;
  const day = dayOf(since);
  let nth = 1;
  for (let tries = 0; tries < maxTries; tries++) {
    const id = digest(`reminders/${service}/${staffId}/${day}/${nth}`);
    const stored = await ports.store.load<Mail>({ council, kind: "mail", id });
    const message = stored?.state.message;
    if (stored && message?.kind === "reminders") {
      if (isIn(message, asked)) return;
      if (stored.state.status !== "waiting") {
        nth++;
        continue;
      }
      await markMail(ports, council, id, asked.reminder);
      const state = { ...stored.state, message: { ...message, asked: [...message.asked, asked] } };
      if ((await ports.store.replace({ ...stored, version: stored.version + 1, state })) === "replaced")
        return;
      continue;
    }
    const goes = laterOf(
      plusMinutes(at, policy.reminders.waitMinutes),
      atTime(dayOf(at), policy.reminders.notBefore),
    );
    const state: Mail = {
      key: `reminders/${service}/${staffId}/${day}/${nth}`,
      to: { staff: staffId },
      service,
      message: { kind: "reminders", day, nth, asked: [asked], lines: [] },
      status: "waiting",
      wantedAt: at,
      leaseUntil: goes,
    };
    await markMail(ports, council, id, asked.reminder);
    // The sweep comes for what is owed since then, and finds it in no list before.
    if ((await ports.store.create(newMail(council, id, state, goes))) === "created") return;
  }
  throw new Error(`The reminders of ${staffId} kept changing: this line is asked for again`);
}

/** Told is told: whether the mail was asked for this very line, or has gone with a line about the same. */
const isIn = ({ asked, lines }: Reminders, wanted: AskedReminder): boolean =>
  asked.some(({ key }) => key === wanted.key) ||
  lines.some((line) => aboutOf(line) === aboutOf(wanted.reminder));

const laterOf = (one: Instant, other: Instant): Instant => (one > other ? one : other);

/**
 * What a morning's mail says as it goes: of what was asked for, all that is still owed; and in the first of the day
 * besides everything that this person has due.
 */
export async function linesNow(
  ports: Ports,
  council: string,
  { service, to }: Mail,
  message: Reminders,
  at: Instant,
): Promise<Reminders> {
  const policy = policyOf(ports.policies, council, service);
  const staffId = "staff" in to ? to.staff : undefined;
  if (!policy || !staffId) return message;
  const until = listedUntil(policy, at);
  const listed = message.nth === 1 ? await ports.store.dueUntil(council, until) : [];
  const roster = await rosterOf(ports, council);
  const references = new Set([
    ...message.asked.map(({ reminder }) => reminder.caseRef),
    ...listed.flatMap(({ key }) => (key.kind === "case" ? [key.id] : [])),
  ]);
  const loaded = await atMost([...references], (ref) => ports.store.load<Case>(caseKey(council, ref)));
  const held = new Map(loaded.flatMap((stored) => (stored ? [[stored.key.id, stored.state] as const] : [])));
  const asked = message.asked.filter((each) => {
    const about = held.get(each.reminder.caseRef);
    return about !== undefined && isStillOwed(about, each);
  });
  const theirs = message.nth === 1 ? [...held.values()].filter((each) => each.service === service) : [];
  const due = await atMost(theirs, async (each) =>
    remindersOf(each, { staffId, roster: await rosterAround(ports, each, roster), until, at }),
  );
  return {
    ...message,
    day: dayOf(at),
    lines: inOrder(
      asked.map(({ reminder }) => reminder),
      due.flat(),
      dayOf(at),
    ),
  };
}
