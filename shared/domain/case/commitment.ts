import { atTime, type CalendarDay, dayOf, type Instant, plusDays, plusWorkingDays } from "../calendar-day.ts";
import { accept, type Decision, hasAny, holdfast, refuse } from "../decision.ts";
import type { CommitmentKind } from "../policy.ts";
import { actsFor, find, isActive, type Roster } from "../roster.ts";
import { unlisted } from "../work-policy.ts";
import { type Case, isOpen } from "./case.ts";
import type { Context, EndCommitment, MakeCommitment, MoveCommitment } from "./commands.ts";
import { type Commitment, type CommitmentOutcome, isCall } from "./commitment-state.ts";
import type { CaseEvent } from "./events.ts";
import { commitmentObligation } from "./next-obligation.ts";
import { answerTo, type Obligation } from "./obligation.ts";
import type { CommitmentTrack } from "./track.ts";

/** What a decision promises. Without a due time it gets the policy's. */
export interface WantedCommitment {
  readonly kind: CommitmentKind;
  readonly by: string;
  readonly due?: Instant;
  readonly staff?: string | undefined;
  /** The desk that answers for it, where that is not the policy's: one that may see a restricted case. */
  readonly owner?: Obligation["owner"] | undefined;
  readonly about?: string | undefined;
  readonly content?: string | undefined;
}

/** Kinds that somebody may promise, and say the outcome of, by hand; each other kind has an act of its own. */
const byHand: readonly CommitmentKind[] = [
  "agency-offer",
  "action",
  "agency-told",
  "referrer-call",
  "consent-basis",
];
export const isByHand = ({ kind }: { readonly kind: CommitmentKind }): boolean => byHand.includes(kind);
/** Kinds that come of an act of their own, and whose outcome is said by hand like that of the others. */
const saidByHand: readonly CommitmentKind[] = [
  ...byHand,
  "challenge",
  "referral-on",
  "safeguarding-concern",
  "acute-call",
  "new-risk",
  "funding-check",
];

/** Kinds that are too grave to be dropped by whoever owes or made them (CST-12, CST-05). */
const grave: readonly CommitmentKind[] = ["safeguarding-concern", "new-risk"];
export const isGrave = ({ kind }: { readonly kind: CommitmentKind }): boolean => grave.includes(kind);

/** A case with more open promises than this is not read by anybody; it also keeps its document small (A2). */
export const mostOpen = 60;

/** When a promise of this kind is due that was made at `at` (service policy). */
export function dueOfCommitment(kind: CommitmentKind, { at, policy }: Context): Instant {
  const { withinWorkingDays, at: time } = policy.commitments[kind];
  return atTime(plusWorkingDays(dayOf(at), withinWorkingDays, policy.division), time);
}

/**
 * The events that make promises, each with an episode of its own (A1). `first` is the next free sequence of the case:
 * one more than its last, and than those that the same decision has used already.
 */
export function makeCommitments(
  first: number,
  wanted: readonly WantedCommitment[],
  context: Context,
): readonly CaseEvent[] {
  return wanted.flatMap(({ kind, by, due, staff, owner, about, content }, index): CaseEvent[] => {
    const id = first + index;
    const track: CommitmentTrack = `commitment-${id}`;
    const { at, policy } = context;
    const coded = {
      ...(staff ? { staff } : {}),
      ...(about ? { about } : {}),
      ...(content ? { content } : {}),
    };
    const until = due ?? dueOfCommitment(kind, context);
    const commitment = { id, kind, ...(staff ? { staff } : {}) };
    const opened = commitmentObligation({ policy, at, wait: 1 }, commitment, until);
    const obligation = owner ? { ...opened, owner } : opened;
    return [
      { type: "CommitmentMade", id, kind, by, at, ...coded },
      {
        type: "EpisodeBegun",
        workflow: "commitment",
        sequence: id,
        attempt: 1,
        begun: at,
        why: "promised",
        track,
      },
      { type: "ObligationOpened", obligation, track },
    ];
  });
}

/** The events that end a promise: its wait is answered, and nothing chases it any more. */
export function endCommitment(
  { id, episode, obligation }: Commitment,
  as: CommitmentOutcome,
  by: string,
  content?: string,
  result?: string,
): readonly CaseEvent[] {
  const track: CommitmentTrack = `commitment-${id}`;
  const coded = { ...(content ? { content } : {}), ...(result ? { result } : {}) };
  const ended: CaseEvent = { type: "CommitmentEnded", id, as, by, ...coded };
  return obligation ? [settle(episode.sequence, obligation, as, track), ended] : [ended];
}

/** Ends every open promise: the case is over, and nothing of it may tick on (CST-19, I7). */
export const endEveryCommitment = (held: Case, by: string): readonly CaseEvent[] =>
  commitmentsOf(held).flatMap((commitment) => endCommitment(commitment, "withdrawn", by));

/** The call that a case has promised from its opening, while it is owed: whoever left no address is to hear that we have it. */
export const openingCallOf = (held: Case): readonly Commitment[] =>
  commitmentsOf(held).filter(({ kind, madeBy }) => isCall(kind) && madeBy === holdfast.id);

/** The open promises of a case, oldest first. */
export const commitmentsOf = ({ commitments = {} }: Pick<Case, "commitments">): readonly Commitment[] =>
  Object.values(commitments)
    .filter(({ ended }) => ended === undefined)
    .sort((one, other) => one.id - other.id);

/** One of them, by its number. */
export const commitmentOf = (held: Pick<Case, "commitments">, id: number): Commitment | undefined =>
  commitmentsOf(held).find((commitment) => commitment.id === id);

/** Somebody promises something by a day: an agency what it offered, or the team what it will do (CST-20). */
export function makeCommitment(held: Case, command: MakeCommitment, context: Context): Decision<CaseEvent> {
  const { by, kind, due, staff, about, content, roster } = command;
  const refused = mayNotAct(held, by, roster, context);
  if (refused) return refused;
  if (!isByHand(command)) return refuse("not-by-hand", { kind });
  if (commitmentsOf(held).length >= mostOpen) return refuse("too-many-open", { most: mostOpen });
  if (staff !== undefined && !isInPost(roster, staff, dayOf(context.at)))
    return refuse("not-on-roster", { staff });
  const tooEarlyOrLate = refusePromiseDay(due, kind, context);
  if (tooEarlyOrLate) return tooEarlyOrLate;
  const instant = dueAt(due, kind, context);
  return accept(
    ...makeCommitments(
      held.lastSequence + 1,
      [{ kind, by: by.id, due: instant, staff, about, content }],
      context,
    ),
  );
}

/**
 * Somebody says what became of a promise. Of a safeguarding concern they say, in a word of the policy's, what came of it:
 * only so can it be counted and found again (CST-12, CST-20). What is grave is dropped by a supervisor or a manager who did
 * not make it, and who pays for a case is a manager's to decide (CST-10).
 */
export function sayOutcome(held: Case, command: EndCommitment, context: Context): Decision<CaseEvent> {
  const { by, id, as, result, content, roster } = command;
  const commitment = commitmentOf(held, id);
  const refused = mayNotAct(held, by, roster, context, commitment);
  if (refused) return refused;
  if (!commitment) return refuse("no-such-commitment", { id });
  if (!saidByHand.includes(commitment.kind)) return refuse("not-by-hand", { kind: commitment.kind });
  const refusal = refuseOutcome(commitment, command);
  if (refusal) return refusal;
  const isConcern = commitment.kind === "safeguarding-concern";
  const isCoded = result !== undefined || isConcern;
  const words = isConcern ? context.policy.work.concernResults : [];
  const bad = isCoded ? unlisted("result", words, result ?? "") : undefined;
  return bad ?? accept(...endCommitment(commitment, as, by.id, content, result));
}

function refuseOutcome({ kind, madeBy }: Commitment, { by, as }: EndCommitment) {
  if (kind === "funding-check" && !hasAny(by, "manager", "service-manager"))
    return refuse("not-a-decision-maker");
  if (as === "kept" || !isGrave({ kind })) return undefined;
  if (!isSenior(by)) return refuse("not-a-decision-maker");
  return madeBy === by.id ? refuse("same-person", { staff: by.id }) : undefined;
}

const isSenior = (by: MakeCommitment["by"]): boolean =>
  hasAny(by, "supervisor", "manager", "service-manager");

/**
 * A promise is given another day, with a reason; the chase begins anew for that day. Whoever is no supervisor moves it
 * by no more than the policy's days from today, and the supervisor hears of it.
 */
export function moveCommitment(held: Case, command: MoveCommitment, context: Context): Decision<CaseEvent> {
  const { by, id, due, content, roster } = command;
  const commitment = commitmentOf(held, id);
  const refused = mayNotAct(held, by, roster, context, commitment);
  if (refused) return refused;
  if (!commitment?.obligation) return refuse("no-such-commitment", { id });
  if (!isByHand(commitment)) return refuse("not-by-hand", { kind: commitment.kind });
  const own = plusDays(dayOf(context.at), context.policy.work.movedWithinDays);
  const tooEarlyOrLate = refusePromiseDay(due, commitment.kind, context, isSenior(by) ? undefined : own);
  if (tooEarlyOrLate) return tooEarlyOrLate;
  const until = dueAt(due, commitment.kind, context);
  const tells = isSenior(by) ? {} : { tells: true as const };
  return accept(...postpone(commitment, until, by.id, content, context, tells));
}

/** The events that give a promise another due time: it is chased anew for that one. None where nothing is owed. */
export function postpone(
  { id, kind, episode, obligation }: Commitment,
  due: Instant,
  by: string,
  content: string,
  { at, policy }: Context,
  told: { readonly tells?: true } = {},
): readonly CaseEvent[] {
  if (!obligation) return [];
  const promised = obligation.commitment ?? { id, kind };
  const moved = commitmentObligation({ policy, at, wait: obligation.wait + 1 }, promised, due);
  const next = { ...moved, owner: obligation.owner };
  const track: CommitmentTrack = `commitment-${id}`;
  return [
    { type: "CommitmentMoved", id, by, due, content, ...told },
    settle(episode.sequence, obligation, "moved", track, next),
    { type: "ObligationOpened", obligation: next, track },
  ];
}

/** The instant that a day means for a promise of this kind (service policy). */
export const dueAt = (due: CalendarDay, kind: CommitmentKind, { policy }: Context): Instant =>
  atTime(due, policy.commitments[kind].at);

/** The last day that anything may be promised for (I3): the timer of a later one would not hold (A1, A6). */
export const latestPromise = ({ at, policy }: Context): CalendarDay =>
  plusDays(dayOf(at), policy.work.promisedWithinDays);

/** A promise is for a day that is still to come, and no later than the service allows, or allows whoever names it. */
export function refusePromiseDay(
  due: CalendarDay,
  kind: CommitmentKind,
  context: Context,
  most?: CalendarDay,
) {
  if (dueAt(due, kind, context) <= context.at) return refuse("day-is-past", { due });
  const service = latestPromise(context);
  const latest = most !== undefined && most < service ? most : service;
  return due > latest ? refuse("too-far-ahead", { day: due, latest }) : undefined;
}

export const isInPost = (roster: Roster, staffId: string, today: CalendarDay): boolean => {
  const member = find(roster, staffId);
  return member !== undefined && isActive(member, today);
};

/** Whoever holds the case, or keeps the promise, or answers for either; before there is a worker, the duty desk. */
export function mayNotAct(
  held: Case,
  by: MakeCommitment["by"],
  roster: Roster,
  { at }: Context,
  commitment?: Commitment,
) {
  if (!isOpen(held)) return refuse("already-decided", { phase: held.phase });
  const today = dayOf(at);
  const holders = [held.worker, commitment?.staff].filter((id) => id !== undefined);
  const may =
    isSenior(by) ||
    (held.worker === undefined && hasAny(by, "duty")) ||
    holders.some((id) => actsFor(roster, held.service, by.id, id, today));
  return may ? undefined : refuse("not-the-worker");
}

function settle(
  sequence: number,
  obligation: Obligation,
  outcome: string,
  track: CommitmentTrack,
  next?: Obligation,
): CaseEvent {
  const answer = answerTo(outcome, obligation.wait, next);
  return { type: "WaitSettled", sequence, wait: obligation.wait, answer, track };
}
