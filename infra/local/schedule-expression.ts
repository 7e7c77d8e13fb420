import { Temporal } from "temporal-polyfill";
import { HostProblem } from "./problem.ts";

/** When a schedule runs next: the first instant (ms) strictly after `after`; undefined for never again. */
export type NextRun = (after: number, anchor: number) => number | undefined;

const units: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const monthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const dayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
/** A cron that names no date in so many days (30 February) never runs. */
const horizonDays = 4 * 366;

/**
 * Reads `rate(...)` (counted from the anchor) or `cron(...)` (in the time zone: an hour that a clock change skips is
 * skipped, one that it repeats runs once, as EventBridge does). Throws `HostProblem` for any other form.
 */
export function readExpression(expression: string, timezone: string, name: string): NextRun {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  const unit = units[rate?.[2] ?? ""];
  if (rate !== null && unit !== undefined) {
    const every = Number(rate[1]) * unit;
    if (every > 0) return (after, anchor) => anchor + (Math.floor((after - anchor) / every) + 1) * every;
  }
  const cron = /^cron\(([^)]+)\)$/.exec(expression);
  const fields = cron?.[1]?.trim().split(/\s+/);
  if (fields?.length !== 6)
    throw new HostProblem(
      `The schedule ${name} has the expression ${expression}, which the local host does not read.`,
    );
  return cronRun(fields, timezone, name);
}

function cronRun(fields: readonly string[], timezone: string, name: string): NextRun {
  const [minutes, hours, daysOfMonth, months, daysOfWeek, years] = [
    readField(fields[0], 0, 59, [], name),
    readField(fields[1], 0, 23, [], name),
    readField(fields[2], 1, 31, [], name),
    readField(fields[3], 1, 12, monthNames, name),
    readField(fields[4], 1, 7, dayNames, name),
    readField(fields[5], 1970, 2199, [], name),
  ];
  const onDay = (day: Temporal.PlainDate) =>
    years.has(day.year) &&
    months.has(day.month) &&
    daysOfMonth.has(day.day) &&
    daysOfWeek.has((day.dayOfWeek % 7) + 1);
  return (after) => {
    const from = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(timezone).toPlainDate();
    for (let days = 0; days <= horizonDays; days++) {
      const day = from.add({ days });
      if (!onDay(day)) continue;
      for (const hour of hours) {
        for (const minute of minutes) {
          const at = instantOf(day.toPlainDateTime({ hour, minute }), timezone);
          if (at !== undefined && at > after) return at;
        }
      }
    }
    return undefined;
  };
}

/** The instant of a local time; undefined where the clock change skips it. */
function instantOf(local: Temporal.PlainDateTime, timezone: string): number | undefined {
  const zoned = local.toZonedDateTime(timezone, { disambiguation: "earlier" });
  return zoned.toPlainDateTime().equals(local) ? zoned.epochMilliseconds : undefined;
}

/** The values of a cron field in ascending order: `*`, `?`, lists, ranges, steps and names. */
function readField(
  field: string | undefined,
  low: number,
  high: number,
  names: readonly string[],
  name: string,
): ReadonlySet<number> {
  const values = new Set<number>();
  const read = (text: string, least = low) => {
    const named = names.indexOf(text.toUpperCase());
    const number = named >= 0 ? named + low : /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= high) return number;
    throw new HostProblem(
      `The schedule ${name} has ${field} in its cron expression, which the local host does not read.`,
    );
  };
  for (const part of (field ?? "").split(",")) {
    const [range = "", step = "1"] = part.split("/");
    const whole = range === "*" || range === "?";
    const [first, last] = range.split("-");
    const from = whole ? low : read(first ?? "");
    const to =
      whole || (part.includes("/") && last === undefined) ? high : last === undefined ? from : read(last);
    // A step of nought would never end.
    const by = read(step, 1);
    for (let value = from; value <= to; value += by) values.add(value);
  }
  return new Set([...values].sort((a, b) => a - b));
}
