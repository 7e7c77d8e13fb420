interface Reminding {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** One line of a reminder that somebody got, whether it was a mail of its own or stood among others. */
export interface ReminderLine {
  readonly to: string;
  /** The case and when its review is due. */
  readonly about: string;
  readonly rung: (typeof rungs)[number];
  /** Whether the mail is about nothing else. */
  readonly isAlone: boolean;
}
export const rungs = ["before", "on the day", "overdue"] as const;

const subjects = [
  ["before", /^Review due on/],
  ["on the day", /^Review due today/],
  ["overdue", /^Review overdue since/],
] as const;
const headings = [
  ["before", /^Coming up:/],
  ["on the day", /^Due today:/],
  ["overdue", /^(Overdue|Please step in):/],
] as const;

/** Every line about a review in an inbox. */
export const reminderLines = (inbox: readonly Reminding[]): readonly ReminderLine[] =>
  inbox.flatMap(({ to, subject, text }): readonly ReminderLine[] => {
    const rung = subjects.find(([, start]) => start.test(subject))?.[0];
    if (rung) {
      const [, caseRef, due] = /case (\S+) (?:is|was) due on ([^.]+)/.exec(text) ?? [];
      return [{ to: to.join(), about: `${caseRef} ${due}`, rung, isAlone: true }];
    }
    return text.split("\n\n").flatMap((part) => {
      const under = headings.find(([, start]) => start.test(part))?.[0];
      const lines = [...part.matchAll(/^- Case (\S+): review \d+, (?:due on|overdue since) (.+)$/gm)];
      return under
        ? lines.map(([, caseRef, due]) => ({
            to: to.join(),
            about: `${caseRef} ${due}`,
            rung: under,
            isAlone: false,
          }))
        : [];
    });
  });
