import {
  atTime,
  type Division,
  dayOf,
  type Instant,
  instant,
  plusMinutes,
  plusWorkingDays,
} from "./calendar-day.ts";
import type { Role } from "./decision.ts";

/** A distance in time: working days of the case's division and the time on London's clocks, or minutes. */
export type Offset = { readonly workingDays: number; readonly at: string } | { readonly minutes: number };

/** Whom a rung tells, by the part they have in the case; "outstanding" is whoever has not yet done their part, and "owner" whoever keeps a promise. */
export type Recipient =
  | "worker"
  | "supervisor"
  | "outstanding"
  | "owner"
  | "deputy"
  | "manager"
  | "service-manager"
  | "duty"
  | "out-of-hours"
  | "director";

export type RungKind = "reminder" | "due" | "overdue" | "escalation" | "hand-over";

export interface LadderStep {
  readonly after: Offset;
  readonly to: readonly Recipient[];
  readonly says: RungKind;
}

/** How an obligation is chased (service policy): steps around its due time, then repeats that never give up. */
export interface Ladder {
  readonly steps: readonly LadderStep[];
  readonly repeat: { readonly every: Offset; readonly times: number; readonly to: readonly Recipient[] };
}

/** One moment at which somebody is told, or at which the execution hands over to the next one. */
export interface Rung {
  readonly at: Instant;
  readonly says: RungKind;
  readonly to: readonly Recipient[];
  /** Who is told, besides, how long the case has waited for anybody to decide about it. */
  readonly aged?: readonly Role[];
  /** The referrer has had no answer for so long that a letter says when somebody decides (CST-07). */
  readonly holding?: true;
}

/**
 * The rungs of an obligation: its steps, counted from `due`; `repeat.times` repeats, each `repeat.every` after the
 * one before; and one hand-over `repeat.every` after the last. Reminders at or before `opened` are left
 * out, as what they announce is past; a later step never is, because an obligation that opens late must climb at
 * once to the level that its lateness requires (I5).
 * Strictly ascending, never empty. Steps that fall on the same instant become one rung that tells everybody.
 * @throws RangeError when `repeat.every` does not move forward.
 */
export function climb(
  ladder: Ladder,
  { due, opened, division }: { due: Instant; opened: Instant; division: Division },
): readonly Rung[] {
  const steps = merged(
    ladder.steps.map((step) => ({ at: offsetFrom(due, step.after, division), says: step.says, to: step.to })),
  );
  const last = steps.at(-1)?.at ?? due;
  const start = instant(opened);
  const rungs = [...steps, ...repeats(ladder, last, division)];
  return rungs.filter((rung) => rung.says !== "reminder" || rung.at > start);
}

/** The rungs after a hand-over: the repeats again, counted from `from`, then the next hand-over. As `climb` else. */
export function climbAgain(
  ladder: Ladder,
  { from, division }: { from: Instant; division: Division },
): readonly Rung[] {
  return repeats(ladder, from, division);
}

/** A rung that was passed: its number, counted from 1, and whom it tells what. */
export interface PassedRung {
  readonly rung: number;
  readonly says: RungKind;
  readonly to: readonly Recipient[];
}

/** The desks and posts that a rung may name, and not somebody's part in a case. */
export type Desk = Exclude<Recipient, "worker" | "outstanding" | "deputy" | "owner">;

/** Nobody has a part in what is no case: whoever a rung names by their part is the desk that owes it. */
export function deskOf(recipient: Recipient, owing: Desk): Desk {
  switch (recipient) {
    case "worker":
    case "outstanding":
    case "deputy":
    case "owner":
      return owing;
    default:
      return recipient;
  }
}

/** After an outage each desk is told once, at the last rung that names it: nobody is left out or flooded (I5, L3). */
export function deskMails<To extends Recipient>(
  passed: readonly PassedRung[],
  toDesk: (recipient: Recipient) => To,
): readonly (Omit<PassedRung, "to"> & { readonly desk: To })[] {
  return passed.flatMap(({ rung, says, to }) => {
    const later = passed.filter((other) => other.rung > rung).flatMap((other) => other.to.map(toDesk));
    const desks = [...new Set(to.map(toDesk))].filter((desk) => !later.includes(desk));
    return desks.map((desk) => ({ rung, says, desk }));
  });
}

/**
 * By when something is owed that no execution chases, and who is told meanwhile: so many working days of the division
 * from the day of `at`, at a time on London's clocks.
 */
export function owedWithin(
  { withinWorkingDays, at: time, ladder }: OwedRule,
  { at, division }: { readonly at: Instant; readonly division: Division },
): { readonly due: Instant; readonly rungs: readonly Rung[] } {
  const due = atTime(plusWorkingDays(dayOf(at), withinWorkingDays, division), time);
  return { due, rungs: climb(ladder, { due, opened: at, division }).filter(tells) };
}
interface OwedRule {
  readonly withinWorkingDays: number;
  readonly at: string;
  readonly ladder: Ladder;
}

/** There is no execution that would have to hand over to the next. */
export const tells = ({ says }: Rung): boolean => says !== "hand-over";

interface Climbing<Event> {
  readonly at: Instant;
  readonly division: Division;
  /** How it is said that a rung has passed, and that the ladder goes on. */
  readonly passed: (rung: PassedRung) => Event;
  readonly extended: (rungs: readonly Rung[]) => Event;
}

/**
 * What has come of a ladder that no execution climbs, since the last look, as the events that say so: the rungs that
 * passed, and past the last one more of them, so that it never gives up (I5).
 */
export function climbedSince<Event>(
  { rungs, reached }: { readonly rungs: readonly Rung[]; readonly reached: number },
  ladder: Ladder,
  { at, division, passed, extended }: Climbing<Event>,
): readonly Event[] {
  const gone = rungs.slice(reached).filter((rung) => rung.at <= at);
  const events = gone.map(({ says, to }, index) => passed({ rung: reached + index + 1, says, to }));
  const isLast = reached + gone.length >= rungs.length;
  const more = isLast ? climbAgain(ladder, { from: at, division }).filter(tells) : [];
  return more.length > 0 ? [...events, extended(more)] : events;
}

/**
 * Whether nobody is left to tell who was not told: whoever is told last of all was, or only repeats are left of the
 * ladder after a hand-over. What is still ahead tells the same people again (I5).
 */
export function isClimbed(rungs: readonly Rung[], due: Instant, at: Instant): boolean {
  const telling = rungs.filter(({ to }) => to.length > 0);
  const last = telling.at(-1);
  const tellsTheLast = ({ to }: Rung) => to.join() === last?.to.join();
  const begun = telling.filter((rung) => rung.at <= at);
  return due <= at && (begun.some(tellsTheLast) || telling.every(tellsTheLast));
}

function repeats({ repeat }: Ladder, from: Instant, division: Division): Rung[] {
  const rungs: Rung[] = [];
  let last = instant(from);
  for (let n = 0; n <= repeat.times; n += 1) {
    const at = offsetFrom(last, repeat.every, division);
    if (at <= last) throw new RangeError("a ladder's repeat must move forward in time");
    // A hand-over tells nobody: it ends one execution so that the next can start.
    rungs.push(
      n < repeat.times ? { at, says: "escalation", to: repeat.to } : { at, says: "hand-over", to: [] },
    );
    last = at;
  }
  return rungs;
}

function merged(rungs: readonly Rung[]): Rung[] {
  const byInstant = new Map<Instant, Rung>();
  for (const rung of rungs) {
    const before = byInstant.get(rung.at);
    byInstant.set(rung.at, { ...rung, to: [...new Set([...(before?.to ?? []), ...rung.to])] });
  }
  return [...byInstant.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** The instant at a distance from another: working days of the division, or minutes. */
export function offsetFrom(from: Instant, offset: Offset, division: Division): Instant {
  if ("minutes" in offset) return plusMinutes(from, offset.minutes);
  return atTime(plusWorkingDays(dayOf(from), offset.workingDays, division), offset.at);
}
