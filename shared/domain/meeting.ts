import type { CalendarDay, Instant } from "./calendar-day.ts";
import type { Recipient, Rung, RungKind } from "./ladder.ts";
import type { RankedCase } from "./ranking.ts";

/** What the minutes say of a decision besides its name: coded reasons, days and staff ids (A4). */
export interface MinutedOutcome {
  readonly by?: string;
  readonly worker?: string;
  readonly supervisor?: string;
  readonly reason?: string;
  readonly until?: CalendarDay;
  /** Who had a conflict of interest with the case, and so no part in it. */
  readonly conflicts?: readonly string[];
}

/** One decision as the meeting's minutes keep it; the decision itself belongs to its case. */
export interface MinutedDecision {
  readonly key: string;
  readonly caseRef: string;
  readonly decision: string;
  readonly at: Instant;
  readonly outcome?: MinutedOutcome;
}

/** Who sat, by staff id. The chair is one of those present. */
export interface Attendance {
  readonly chair: string;
  readonly present: readonly string[];
  readonly apologies: readonly string[];
}

/** Somebody did it, then. */
interface Act {
  readonly by: string;
  readonly at: Instant;
}

/** A case that a manager put at another place of the agenda; the reason is kept as content. */
export interface MovedItem extends Act {
  readonly caseRef: string;
  /** Counted from 1. */
  readonly place: number;
  readonly content: string;
}

/**
 * A sitting of the weekly allocation meeting (CST-06): held as soon as it was opened, or one decision is minuted under
 * it. Its agenda is frozen when it is opened, and not at the cut-off: which cases are on it follows from the cut-off
 * and from what was taken in, at any time; their order and the reasons for it must be those that lay on the table.
 */
export interface AllocationMeeting {
  readonly day: CalendarDay;
  readonly service: string;
  readonly decisions: readonly MinutedDecision[];
  readonly opened?: Act;
  readonly attendance?: Attendance;
  /** As it was when the meeting was opened, or closed where nobody had opened it. */
  readonly agenda?: readonly RankedCase[];
  readonly takenIn?: readonly (Act & { readonly caseRef: string })[];
  readonly moved?: readonly MovedItem[];
  readonly closed?: Act & { readonly notReached: readonly string[] };
  readonly corrections?: readonly (Act & { readonly content: string })[];
  /** Who is chased, and when, while it is held and not closed. */
  readonly chase?: {
    readonly due: Instant;
    readonly rungs: readonly Rung[];
    readonly reached: number;
    /** The ladder was climbed to its end: nobody is asked any more, and it stands as not closed. */
    readonly isOver?: true;
  };
}

interface Sitting {
  readonly day: CalendarDay;
  readonly service: string;
}

export type MeetingEvent = Sitting &
  (
    | ({ readonly type: "DecisionMinuted" } & MinutedDecision)
    | ({ readonly type: "TakenInMinuted"; readonly caseRef: string } & Act)
    | ({
        readonly type: "MeetingOpened";
        readonly agenda: readonly RankedCase[];
        readonly due: Instant;
        readonly rungs: readonly Rung[];
      } & Attendance &
        Act)
    | ({ readonly type: "AttendanceRecorded" } & Attendance & Act)
    | ({ readonly type: "AgendaReordered" } & MovedItem)
    | ({
        readonly type: "MeetingClosed";
        readonly notReached: readonly string[];
        readonly agenda?: readonly RankedCase[];
      } & Act)
    | ({ readonly type: "MinutesCorrected"; readonly content: string } & Act)
    | {
        readonly type: "MeetingRungReached";
        readonly rung: number;
        readonly says: RungKind;
        readonly to: readonly Recipient[];
      }
    | { readonly type: "MeetingChaseBegun"; readonly due: Instant; readonly rungs: readonly Rung[] }
    | { readonly type: "MeetingChaseEnded" }
    /** Of an older release, in which a ladder had no end (A9). */
    | { readonly type: "MeetingLadderExtended"; readonly rungs: readonly Rung[] }
  );

/** Opened, or with a decision given at it: a meeting of which nothing is known was not held (F27). */
export const isHeld = (meeting: AllocationMeeting | undefined): meeting is AllocationMeeting =>
  meeting !== undefined && (meeting.opened !== undefined || meeting.decisions.length > 0);

/** Whether somebody is asked to close it. */
export const isAsked = <Held extends AllocationMeeting>(
  meeting: Held | undefined,
): meeting is Held & Required<Pick<Held, "chase">> =>
  meeting?.chase !== undefined && !meeting.chase.isOver && !meeting.closed;

/** Folds one event into the meeting. Total and without judgement. */
export function evolveMeeting(held: AllocationMeeting | undefined, event: MeetingEvent): AllocationMeeting {
  const { day, service } = event;
  const meeting: AllocationMeeting = held ?? { day, service, decisions: [] };
  switch (event.type) {
    case "DecisionMinuted": {
      const { type: _, day: __, service: ___, ...minuted } = event;
      return { ...meeting, decisions: [...meeting.decisions, minuted] };
    }
    case "TakenInMinuted": {
      const { caseRef, by, at } = event;
      return { ...meeting, takenIn: [...(meeting.takenIn ?? []), { caseRef, by, at }] };
    }
    case "MeetingOpened": {
      const { agenda, by, at, due, rungs } = event;
      const attendance = attendanceOf(event);
      // Opened after decisions had been recorded, it is chased for these already.
      const chase = meeting.chase ?? { due, rungs, reached: 0 };
      return { ...meeting, opened: { by, at }, attendance, agenda, chase };
    }
    case "AttendanceRecorded":
      return { ...meeting, attendance: attendanceOf(event) };
    case "AgendaReordered": {
      const { type: _, day: __, service: ___, ...moved } = event;
      return { ...meeting, moved: [...(meeting.moved ?? []), moved] };
    }
    case "MeetingClosed": {
      const { by, at, notReached, agenda = meeting.agenda } = event;
      return { ...meeting, closed: { by, at, notReached }, ...(agenda ? { agenda } : {}) };
    }
    case "MinutesCorrected": {
      const { content, by, at } = event;
      return { ...meeting, corrections: [...(meeting.corrections ?? []), { content, by, at }] };
    }
    case "MeetingRungReached":
      return { ...meeting, ...(meeting.chase ? { chase: { ...meeting.chase, reached: event.rung } } : {}) };
    case "MeetingChaseBegun": {
      const { due, rungs } = event;
      return meeting.chase ? meeting : { ...meeting, chase: { due, rungs, reached: 0 } };
    }
    case "MeetingChaseEnded":
      return { ...meeting, ...(meeting.chase ? { chase: { ...meeting.chase, isOver: true } } : {}) };
    case "MeetingLadderExtended": {
      const { chase } = meeting;
      return chase ? { ...meeting, chase: { ...chase, rungs: [...chase.rungs, ...event.rungs] } } : meeting;
    }
  }
}

/** A meeting with those of its cases only that somebody may see. */
export function seenOf(meeting: AllocationMeeting, seen: ReadonlySet<string>): AllocationMeeting {
  const only = <Item extends { readonly caseRef: string }>(items: readonly Item[]) =>
    items.filter(({ caseRef }) => seen.has(caseRef));
  const { agenda, takenIn, moved, closed, decisions } = meeting;
  return {
    ...meeting,
    decisions: only(decisions),
    ...(agenda ? { agenda: only(agenda) } : {}),
    ...(takenIn ? { takenIn: only(takenIn) } : {}),
    ...(moved ? { moved: only(moved) } : {}),
    ...(closed
      ? { closed: { ...closed, notReached: closed.notReached.filter((caseRef) => seen.has(caseRef)) } }
      : {}),
  };
}

/** What became of a case on the agenda, as far as the minutes know; undefined while it still waits. */
export function outcomeFor(
  { decisions, closed }: Pick<AllocationMeeting, "decisions" | "closed">,
  caseRef: string,
  isWaiting: boolean,
): string | undefined {
  const decided = decisions.findLast((minuted) => minuted.caseRef === caseRef)?.decision;
  // Deferred, and then taken in once more, it is open again.
  if (isWaiting && !closed) return undefined;
  if (closed?.notReached.includes(caseRef) && !decided) return "not-reached";
  return decided ?? (isWaiting ? undefined : "decided-elsewhere");
}

const attendanceOf = ({ chair, present, apologies }: Attendance): Attendance => ({
  chair,
  present,
  apologies,
});

/**
 * The agenda in the order in which the meeting takes it: the ranked cases as frozen, or as they are `ranked` now where
 * nobody has opened it yet; then what came on it since; each moved where a manager put it. Closed, it is what it was.
 */
export function orderOf(
  meeting: AllocationMeeting | undefined,
  ranked: readonly { readonly caseRef: string }[],
): readonly string[] {
  const { agenda = ranked, takenIn = [], moved = [], decisions = [], closed } = meeting ?? {};
  const since = closed ? [] : ranked;
  const all = [agenda, takenIn, decisions, since].flatMap((items) => items.map(({ caseRef }) => caseRef));
  return moved.reduce<readonly string[]>(
    (order, { caseRef, place }) => {
      const rest = order.filter((other) => other !== caseRef);
      return order.includes(caseRef) ? rest.toSpliced(place - 1, 0, caseRef) : order;
    },
    [...new Set(all)],
  );
}
