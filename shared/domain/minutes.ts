import { type CalendarDay, sayDay, sayInstant } from "./calendar-day.ts";
import { type AllocationMeeting, isHeld, type MinutedDecision } from "./meeting.ts";

interface About {
  readonly day: CalendarDay;
  /** The service, as people call it. */
  readonly title: string;
  /** The agenda as it was taken, as far as the reader may see it; and how many cases they may not. */
  readonly order: readonly string[];
  readonly withheld: number;
  readonly notReached: readonly string[];
  readonly carriedTo: CalendarDay;
}

/**
 * Minutes that a person can read, paste and file: days, references, staff ids and coded reasons, and no word about
 * anybody (A4, X-05). What somebody wrote in a correction or a reason stays with the record.
 */
export function minutesText(
  meeting: AllocationMeeting | undefined,
  { day, title, order, withheld, notReached, carriedTo }: About,
): string {
  const heading = `${title}: allocation meeting of ${sayDay(day)}`;
  if (!isHeld(meeting)) return `${heading}\n\nThis meeting was not held.`;
  const { opened, attendance, decisions, takenIn = [], moved = [], closed, corrections = [] } = meeting;
  const sections: readonly (readonly string[])[] = [
    [
      opened ? `Opened on ${sayInstant(opened.at)} by ${opened.by}.` : "Nobody opened this meeting.",
      ...(attendance ? attendanceLines(attendance) : []),
    ],
    list("Agenda", order, "No case was on it."),
    withheld > 0 ? [`Besides, ${withheld} of its cases that you may not see.`] : [],
    section(
      "Taken in after the agenda closed",
      takenIn.map(({ caseRef, by, at }) => `${caseRef}, by ${by} on ${sayInstant(at)}`),
    ),
    section(
      "Moved on the agenda",
      moved.map(({ caseRef, place, by }) => `${caseRef} to place ${place}, by ${by}`),
    ),
    list("Decisions", decisions.map(sayDecision), "None was recorded."),
    section(`Not reached, and so not decided. On the agenda of ${sayDay(carriedTo)}`, notReached),
    [closed ? `Closed on ${sayInstant(closed.at)} by ${closed.by}.` : "Not closed yet."],
    section(
      "Corrections, kept with the record",
      corrections.map(({ by, at }) => `by ${by} on ${sayInstant(at)}`),
    ),
  ];
  const told = sections.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return [heading, ...told].join("\n\n");
}

const attendanceLines = ({ chair, present, apologies }: NonNullable<AllocationMeeting["attendance"]>) => [
  `Chair: ${chair}`,
  `Present: ${present.join(", ")}`,
  `Apologies: ${apologies.length > 0 ? apologies.join(", ") : "none"}`,
];

const section = (title: string, items: readonly string[]): readonly string[] =>
  items.length > 0 ? list(title, items, "") : [];

const list = (title: string, items: readonly string[], none: string): readonly string[] => [
  `${title}:`,
  ...(items.length > 0 ? items.map((item, index) => `${index + 1}. ${item}`) : [none]),
];

function sayDecision({ caseRef, decision, at, outcome = {} }: MinutedDecision): string {
  const { worker, supervisor, reason, until, by, conflicts = [] } = outcome;
  const parts = [
    worker && `to ${worker}`,
    supervisor && `supervised by ${supervisor}`,
    until && `until ${sayDay(until)}`,
    reason && `because of ${reason.replaceAll("-", " ")}`,
    by && `recorded by ${by}`,
    `on ${sayInstant(at)}`,
    conflicts.length > 0 && `no part taken by ${conflicts.join(" or ")}, because of a conflict of interest`,
  ];
  return [
    `${caseRef}: ${decision === "meeting" ? "left to a meeting" : decision}`,
    ...parts.filter(Boolean),
  ].join(", ");
}
