import {
  atTime,
  type CalendarDay,
  dayOf,
  type Instant,
  isWorkingDay,
  plusWorkingDays,
} from "#shared/domain/calendar-day.ts";
import { type Case, isOpen, trackNames, trackOf } from "#shared/domain/case/case.ts";
import type { MailMessage } from "#shared/domain/mail-message.ts";
import type { Policy } from "#shared/domain/policy.ts";
import type { QuarantinedReferral } from "#shared/domain/quarantined-referral.ts";
import type { DueDocument } from "#shared/ports.ts";
import { aboveLimits } from "./above-limits.ts";
import { waitsAtDesk } from "./aggregates.ts";
import { atMost } from "./at-most.ts";
import { wantMail } from "./mail.ts";
import type { Mail } from "./mail-item.ts";
import { nameOf, type Ports } from "./ports.ts";
import { rosterOf } from "./read-roster.ts";
import { missingHoursOf } from "./restores.ts";
import { digest } from "./words.ts";

export interface AllClears {
  /** Services whose manager has this morning's mail, and those whose manager should have it and does not. */
  readonly sent: number;
  readonly unsent: number;
}

/**
 * The all-clear: on each working morning one mail to the manager with counts only, so that they can tell "nothing is
 * due" from "the mail is broken"; its absence is the signal (F54). Run again, it is the same mail. A service that
 * fails stops no other.
 */
export async function sendAllClears(ports: Ports, at: Instant): Promise<AllClears> {
  const today = dayOf(at);
  let sent = 0;
  let unsent = 0;
  for (const policy of ports.policies.filter(({ division }) => isWorkingDay(today, division))) {
    try {
      if (await sendOne(ports, policy, today, at)) sent++;
      else unsent++;
    } catch (error) {
      unsent++;
      ports.report({ problem: "all-clear-not-sent", service: policy.service, error: nameOf(error) });
    }
  }
  return { sent, unsent };
}

/** Whether the mail service took it. */
async function sendOne(ports: Ports, policy: Policy, today: CalendarDay, at: Instant): Promise<boolean> {
  const { council, service } = policy;
  const key = `all-clear/${service}/${today}`;
  const next = plusWorkingDays(today, 1, policy.division);
  const message: MailMessage = {
    kind: "all-clear",
    day: today,
    next,
    ...(await countsOf(ports, policy, today)),
  };
  const became = await wantMail(ports, council, { key, to: { role: "manager" }, service, message }, at);
  if (became !== "there-already") return became === "sent";
  const before = await ports.store.load<Mail>({ council, kind: "mail", id: digest(key) });
  return before?.state.status === "sent";
}

/** What is open in a service as the day begins, and of which hours something may be missing; all is read in one go. */
async function countsOf(ports: Ports, policy: Policy, today: CalendarDay) {
  const { council, service, division } = policy;
  const due = await ports.store.dueUntil(council);
  const isCase = ({ key }: DueDocument) => key.kind === "case";
  const [cases, kept, missing, roster] = await Promise.all([
    statesOf<Case>(ports, due.filter(isCase)),
    statesOf<QuarantinedReferral>(ports, due.filter(waitsAtDesk)),
    missingHoursOf(ports, council),
    rosterOf(ports, council),
  ]);
  const open = cases.filter((held) => held.service === service && isOpen(held));
  const days = open.map((held) => dayOf(earliestDue(held) ?? held.receivedAt));
  const since = atTime(plusWorkingDays(today, -1, division), "00:00");
  const above = aboveLimits(ports, policy, roster, due, today);
  return {
    open: open.length,
    dueToday: days.filter((day) => day === today).length,
    overdue: days.filter((day) => day < today).length,
    unallocated: open.filter(({ phase }) => phase === "referred").length,
    quarantined: kept.filter((each) => each.service === service).length,
    restarted: open.filter((held) => wasRestarted(held, since)).length,
    aboveLimit: above.own.length,
    aboveStandingIn: above.standingIn.length,
    ...(missing.length > 0 ? { missing } : {}),
  };
}

async function statesOf<State>(ports: Ports, due: readonly DueDocument[]): Promise<readonly State[]> {
  const stored = await atMost(due, ({ key }) => ports.store.load<State>(key));
  return stored.flatMap((each) => (each ? [each.state] : []));
}

/** The earliest of all that a case owes, on every track (I2). */
const earliestDue = (held: Case): Instant | undefined =>
  trackNames(held)
    .flatMap((name) => trackOf(held, name)?.obligation?.due ?? [])
    .sort()[0];

/** Whether the reconciler began one of its executions again since then: only that makes a second attempt (F19). */
const wasRestarted = (held: Case, since: Instant): boolean =>
  trackNames(held).some((name) => {
    const episode = trackOf(held, name)?.episode;
    return episode !== undefined && episode.attempt > 1 && episode.begun >= since;
  });
