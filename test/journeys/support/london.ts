import type { Mail } from "#test/support/host.ts";

const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});

/** An instant as a clock on a wall in London shows it, for example "Tue 1 Dec 2026 09:00". */
export function london(instant: string): string {
  const parts = new Map(clock.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  return `${part("weekday")} ${part("day")} ${part("month")} ${part("year")} ${part("hour")}:${part("minute")}`;
}

/** A mail in a line: when in London, to whom, and its subject. */
export const told = ({ at, to, subject }: Mail): string =>
  `${london(at)} ${to.map((address) => address.replace("@cst.example", "")).join(", ")}: ${subject}`;
