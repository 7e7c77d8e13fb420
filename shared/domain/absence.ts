import type { CalendarDay } from "./calendar-day.ts";
import type { AbsenceKind } from "./people-policy.ts";

/** A time when somebody is away, with who stands in. Its kind is coded, and nothing else is said about why. */
export interface Absence {
  readonly id: string;
  /** 1 when recorded, one more at each correction; the history keeps every version. */
  readonly version: number;
  readonly kind: AbsenceKind;
  /** The first and the last day away; no last day while nobody knows it. */
  readonly from: CalendarDay;
  readonly until: CalendarDay | null;
  /** Who stands in first; the post's deputy where nobody is named. */
  readonly cover: string | null;
  /** The day on which it was first told of. */
  readonly recordedOn?: CalendarDay;
  /** It never took place: leave that was called off, or an entry by mistake. */
  readonly cancelled?: true;
}

/** Whether an absence takes in `day`, its first and last day included. */
export const covers = ({ from, until, cancelled }: Absence, day: CalendarDay): boolean =>
  !cancelled && from <= day && (until === null || day <= until);

/** Whether two absences share a day. */
export const overlap = (one: Absence, other: Absence): boolean =>
  !one.cancelled &&
  !other.cancelled &&
  (other.until === null || one.from <= other.until) &&
  (one.until === null || other.from <= one.until);

/** The absence that somebody is on at `day`, if they are away. */
export const absenceOn = (
  { absences = [] }: { readonly absences?: readonly Absence[] },
  day: CalendarDay,
): Absence | undefined => absences.find((absence) => covers(absence, day));
