import { Temporal } from "temporal-polyfill";

/** Why a request to move the clock is refused, and what to ask instead. */
export class ClockRequestRefused extends Error {}

/** Longer than any case; a slip of the pen must not keep the host busy for a day. */
const longestMs = 10 * 366 * 86_400_000;

const help =
  'Ask for {"to": "2026-11-17T09:00:00Z"}, or {"by": "P14D"}: an ISO-8601 duration, whose days are calendar days in London.';

/** The instant (ms) that a request names, counted from `now` (ms). Throws `ClockRequestRefused`. */
export function targetOf(request: { readonly to?: unknown; readonly by?: unknown }, now: number): number {
  const { to, by } = request;
  if ((to === undefined) === (by === undefined))
    throw new ClockRequestRefused(`The clock needs either "to" or "by". ${help}`);
  const target = to === undefined ? later(by, now) : instantIn(to);
  if (target < now) {
    throw new ClockRequestRefused(
      `The clock never goes back: it is ${new Date(now).toISOString()} already. ${help}`,
    );
  }
  if (target > now + longestMs)
    throw new ClockRequestRefused(`The clock moves ten years at a time, at most. ${help}`);
  return target;
}

/** The instant (ms) that a value names. Throws `ClockRequestRefused`. */
export function instantIn(to: unknown): number {
  try {
    return Temporal.Instant.from(String(to)).epochMilliseconds;
  } catch {
    throw new ClockRequestRefused(`${JSON.stringify(to)} is not an instant. ${help}`);
  }
}

function later(by: unknown, now: number): number {
  try {
    const duration = Temporal.Duration.from(String(by));
    const from = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO("Europe/London");
    return from.add(duration).epochMilliseconds;
  } catch {
    throw new ClockRequestRefused(`${JSON.stringify(by)} is not a duration. ${help}`);
  }
}
