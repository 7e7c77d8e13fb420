import { atTime, calendarDay, dayOf, type Instant } from "../calendar-day.ts";

/** A month of the calendar in London, as "2026-11"; months compare as text. */
export type Month = string;

const pattern = /^(\d{4})-(0[1-9]|1[0-2])$/;
export const isMonth = (text: string): boolean => pattern.test(text) && text >= "2000-01" && text < "2100-01";

export const monthOf = (at: Instant): Month => dayOf(at).slice(0, 7);

export function nextMonth(month: Month): Month {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
}

/** Every month from `from` to `to`, both included; none where `to` is earlier. */
export function monthsFrom(from: Month, to: Month): readonly Month[] {
  const months: Month[] = [];
  for (let month = from; month <= to; month = nextMonth(month)) months.push(month);
  return months;
}

/** A month as it is measured: from midnight in London, and how far of it can be told yet. */
export interface Period {
  readonly month: Month;
  readonly from: Instant;
  /** The midnight after the month, or the instant of the report where the month is not over. */
  readonly end: Instant;
  readonly isOver: boolean;
}

/** The month as it can be told at `asOf`. */
export function periodOf(month: Month, asOf: Instant): Period {
  const midnight = (of: Month): Instant => atTime(calendarDay(`${of}-01`), "00:00");
  const until = midnight(nextMonth(month));
  const isOver = until <= asOf;
  return { month, from: midnight(month), end: isOver ? until : asOf, isOver };
}

/** Whether something had happened by the end of the month, or by the report where the month is not over. */
export const hadBy = ({ end, isOver }: Period, at: Instant | undefined): boolean =>
  at !== undefined && (isOver ? at < end : at <= end);

/** Whether an instant is in the month, and not later than the report. */
export const isWithin = (period: Period, at: Instant | undefined): at is Instant =>
  at !== undefined && period.from <= at && hadBy(period, at);
