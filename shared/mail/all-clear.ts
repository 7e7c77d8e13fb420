import { sayDay, sayInstant } from "#shared/domain/calendar-day.ts";
import type { MailMessage } from "#shared/domain/mail-message.ts";

type AllClear = Extract<MailMessage, { kind: "all-clear" }>;

/** The manager's mail of each working morning, which comes also when there is nothing to say: that is its purpose (F54). */
export function composeAllClear(counts: AllClear): { subject: string; text: string } {
  const { day, open, dueToday, overdue, unallocated, quarantined, restarted, next } = counts;
  const { aboveLimit = 0, aboveStandingIn = 0, missing = [] } = counts;
  const late = overdue === 0 ? "nothing is overdue" : `${overdue} overdue`;
  const hours = missing.map(
    ({ from, to }) =>
      `Records were put back. What was done from ${sayInstant(from)} to ${sayInstant(to)} may be missing: please see that everybody does it again.\n\n`,
  );
  return {
    subject: `${sayDay(day)}: ${late}, ${dueToday} due today`,
    text: `${hours.join("")}As the day begins:
- Open cases: ${open}
- Due today: ${dueToday}
- Overdue: ${overdue}
- Not allocated yet: ${unallocated}
- Referrals that could not be read and wait for somebody: ${quarantined}
- Cases whose timer was missing and was started again since the last working day: ${restarted}
- People who hold more than the limit of their post (the list of caseloads shows who): ${aboveLimit}
- Others who do today, with what they stand in for: ${aboveStandingIn}

Please save today's list of open cases (/api/v1/cases.csv) where you can read it if the service is out: it says who
must act on which case, and by when.

This mail comes on every working morning, also when there is nothing to do; the next on ${sayDay(next)}. If it does
not come, the reminders may not come either: open the list of cases, and tell the service desk.`,
  };
}
