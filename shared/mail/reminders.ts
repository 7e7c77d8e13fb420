import { sayDay, sayInstant } from "#shared/domain/calendar-day.ts";
import type { MailMessage, Reminder } from "#shared/domain/mail-message.ts";
import { promises } from "./promises.ts";

type Reminders = Extract<MailMessage, { kind: "reminders" }>;

/** What stands above the lines of one kind, and after the day of each. */
const sections = [
  { title: "Please step in", has: ({ says }: Reminder) => says === "escalation", when: "overdue since" },
  { title: "Overdue", has: ({ says }: Reminder) => says === "overdue", when: "due on" },
  { title: "Due today", has: ({ says }: Reminder) => says === "due", when: "due on" },
  { title: "Coming up", has: ({ says }: Reminder) => says === "reminder", when: "due on" },
] as const;

/** A morning's mail of more than one line: references and days only, the latest first (X-05). */
export function composeReminders({ day, nth, lines }: Reminders): { subject: string; text: string } {
  const told = sections.flatMap(({ title, has, when }) => {
    const found = lines.filter(has);
    return found.length === 0 ? [] : [{ title, when, found }];
  });
  const counts = told.map(({ title, found }) => `${found.length} ${title.toLowerCase()}`).join(", ");
  const parts = told.map(
    ({ title, when, found }) =>
      `${title}:\n${found.map((line) => `- ${aboutLine(line)}, ${when} ${sayInstant(line.due)}`).join("\n")}`,
  );
  return {
    subject: `${nth > 1 ? "Besides, for" : "For"} ${sayDay(day)}: ${counts}`,
    text: `${parts.join("\n\n")}

The worker and the supervisor each give a half of a review. If the person has not been seen, say so in the review: that
is a finding, and not a failure.`,
  };
}

const aboutLine = (line: Reminder): string => `Case ${line.caseRef}: ${whatOf(line)}`;

function whatOf(line: Reminder): string {
  switch (line.kind) {
    case "review-due":
      return `review ${line.cycle}`;
    case "commitment-due":
      return promises[line.about].title.toLowerCase();
    case "consultation-due":
      return "ask the team and the agencies about closing it";
    case "closure-to-decide":
      return "decide whether it closes";
  }
}
