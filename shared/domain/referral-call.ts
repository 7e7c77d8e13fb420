import type { Instant } from "./calendar-day.ts";
import { type Actor, accept, type Decision, refuse } from "./decision.ts";
import { type Intent, mailIntent } from "./intent.ts";
import {
  climbedSince,
  type Desk,
  deskMails,
  deskOf,
  owedWithin,
  type PassedRung,
  type Recipient,
  type Rung,
  type RungKind,
} from "./ladder.ts";
import type { MailMessage } from "./mail-message.ts";
import type { Policy } from "./policy.ts";

/** How a call to a referrer ended: they know, or there is no way left to tell them. */
export const callOutcomes = ["told", "cannot-be-told"] as const;
export type CallOutcome = (typeof callOutcomes)[number];
export type CallOwner = "duty" | "manager";

/** One outcome that is told by telephone: since when there is something to tell, and for which mail. */
interface Outcome {
  /** The key of the mail that could not be written. */
  readonly instead: string;
  readonly cameAt: Instant;
  readonly considered?: true;
}

/**
 * A referrer who cannot be written to is owed a telephone call about what became of the referral (CST-07). It belongs to
 * the referral and not to its case, because most are owed when the case is over.
 */
export interface ReferrerCall {
  readonly owner: CallOwner;
  readonly due: Instant;
  readonly rungs: readonly Rung[];
  readonly reached: number;
  /** They may hear that the referral was considered, and not what became of it, by one outcome at least. */
  readonly considered?: true;
  /** Every outcome that the call is about; calls that were owed before this was kept do not have it. */
  readonly toTell?: readonly Outcome[];
}
/** What of a referral is about calls: the one that is owed, and for which mails one was owed. */
export interface Calls {
  readonly call?: ReferrerCall;
  readonly callsFor?: readonly string[];
  /** Until when they know everything: when they were last spoken to, and told. */
  readonly toldUntil?: Instant;
}

export type CallEvent =
  | ({
      readonly type: "ReferrerCallOwed";
      readonly instead: string;
      /** Calls that were owed before this was kept do not say. */
      readonly cameAt?: Instant;
    } & Omit<ReferrerCall, "reached" | "toTell">)
  /** There is more to tell than when the call was first owed. */
  | ({ readonly type: "ReferrerCallAddedTo" } & Outcome)
  /** Its letter came back after they had been spoken to; they were told of it then, so that no call is owed. */
  | ({ readonly type: "ReferrerCallHadTold"; readonly spokenAt: Instant } & Outcome)
  | ({ readonly type: "ReferrerCallRungReached" } & PassedRung)
  | { readonly type: "ReferrerCallLadderExtended"; readonly rungs: readonly Rung[] }
  /** The case was restricted, or opened again to the team: another desk owes the call from now on. */
  | { readonly type: "ReferrerCallPassedOn"; readonly owner: CallOwner }
  | {
      readonly type: "ReferrerCallEnded";
      readonly as: CallOutcome;
      readonly by: string;
      readonly at: Instant;
      /** When they spoke, or last tried to; what was recorded before anybody was asked does not say. */
      readonly spokenAt?: Instant;
      /** The content that holds the words of whoever telephoned. */
      readonly content: string;
    };

export type CallCommand =
  | ({ readonly type: "owe-call"; readonly owner: CallOwner } & Outcome)
  | { readonly type: "climb-call"; readonly owner: CallOwner }
  | {
      readonly type: "end-call";
      readonly by: Actor;
      readonly as: CallOutcome;
      /** When they spoke, or last tried to. */
      readonly spokenAt: Instant;
      readonly content: string;
    };

export interface CallContext {
  readonly at: Instant;
  readonly policy: Pick<Policy, "commitments" | "division">;
}

/** Calls that were owed before outcomes had instants: whoever spoke, spoke after they came. */
const longAgo = { instead: "", cameAt: "1970-01-01T00:00:00.000Z" };
const toTellOf = ({ toTell = [longAgo] }: ReferrerCall): readonly Outcome[] => toTell;

/** When the latest outcome came that the call is about; undefined where it was owed before that was kept. */
export const latestOutcomeAt = ({ toTell = [] }: ReferrerCall): Instant | undefined =>
  toTell
    .map(({ cameAt }) => cameAt)
    .sort()
    .at(-1);

/** Whether nobody is to be telephoned any more for a mail for which they were to be. */
export const isSeenTo = ({ call, callsFor = [] }: Calls, instead: string): boolean =>
  callsFor.includes(instead) &&
  (!call || call.toTell?.some((outcome) => outcome.instead === instead) === false);

/**
 * One call is owed however much there is to tell, and none a second time for the same mail. It is chased by the policy's
 * ladder for such calls until somebody says how it ended (I5). What came after they spoke is owed by a call of its own;
 * what came before was told by that call, also where its letter comes back only when the call is over.
 * Refused: `no-call-owed`; `not-yet` for a time that is still to come; `no-call-owed-then` for one before there was
 * anything to tell.
 */
export function decideCall(
  { call, callsFor = [], toldUntil }: Calls,
  command: CallCommand,
  context: CallContext,
): Decision<CallEvent> {
  const {
    at,
    policy: { commitments, division },
  } = context;
  switch (command.type) {
    case "owe-call": {
      const { type: _, owner, ...outcome } = command;
      if (callsFor.includes(outcome.instead)) return accept();
      if (toldUntil && outcome.cameAt <= toldUntil)
        return accept<CallEvent>({ type: "ReferrerCallHadTold", spokenAt: toldUntil, ...outcome });
      return accept(...(call ? [addedTo(outcome)] : owed(owner, [outcome], context)));
    }
    case "climb-call": {
      if (!call) return accept();
      const { owner } = command;
      const { ladder } = commitments["referrer-call"];
      return accept<CallEvent>(
        ...(call.owner === owner ? [] : [{ type: "ReferrerCallPassedOn", owner } as const]),
        ...climbedSince<CallEvent>(call, ladder, {
          at,
          division,
          passed: (rung) => ({ type: "ReferrerCallRungReached", ...rung }),
          extended: (rungs) => ({ type: "ReferrerCallLadderExtended", rungs }),
        }),
      );
    }
    case "end-call": {
      if (!call) return refuse("no-call-owed");
      const { by, as, spokenAt, content } = command;
      const toTell = toTellOf(call);
      const [since = spokenAt] = toTell.map(({ cameAt }) => cameAt).sort();
      if (spokenAt > at) return refuse("not-yet", { now: at });
      if (spokenAt < since) return refuse("no-call-owed-then", { since });
      const later = toTell.filter(({ cameAt }) => cameAt > spokenAt);
      return accept<CallEvent>(
        { type: "ReferrerCallEnded", as, by: by.id, at, spokenAt, content },
        ...owed(call.owner, later, context),
      );
    }
  }
}

const addedTo = (outcome: Outcome): CallEvent => ({ type: "ReferrerCallAddedTo", ...outcome });

/** A call about these outcomes, due from now on; none about none. */
function owed(
  owner: CallOwner,
  [first, ...more]: readonly Outcome[],
  { at, policy: { commitments, division } }: CallContext,
): readonly CallEvent[] {
  if (!first) return [];
  const chase = owedWithin(commitments["referrer-call"], { at, division });
  return [{ type: "ReferrerCallOwed", owner, ...first, ...chase }, ...more.map(addedTo)];
}

/** Folds what happened to the calls of a referral. */
export function evolveCall<Held extends Calls>(held: Held, event: CallEvent): Held {
  const { call, callsFor = [] } = held;
  if (event.type === "ReferrerCallOwed") {
    const { type: _, instead, cameAt, ...owed } = event;
    const call = { ...owed, reached: 0 };
    const toTell = cameAt && [{ instead, cameAt, ...consideredIn(owed) }];
    return { ...held, call: toTell ? { ...call, toTell } : call, callsFor: joined(callsFor, instead) };
  }
  if (event.type === "ReferrerCallHadTold") return { ...held, callsFor: joined(callsFor, event.instead) };
  if (!call) throw new Error(`A call begins with ReferrerCallOwed, not with ${event.type}`);
  switch (event.type) {
    case "ReferrerCallAddedTo": {
      const { type: _, ...outcome } = event;
      const toTell = [...toTellOf(call), outcome];
      const next = { ...call, toTell, ...consideredIn(outcome) };
      return { ...held, call: next, callsFor: joined(callsFor, outcome.instead) };
    }
    case "ReferrerCallRungReached":
      return { ...held, call: { ...call, reached: event.rung } };
    case "ReferrerCallLadderExtended":
      return { ...held, call: { ...call, rungs: [...call.rungs, ...event.rungs] } };
    case "ReferrerCallPassedOn":
      return { ...held, call: { ...call, owner: event.owner } };
    case "ReferrerCallEnded": {
      const { as, spokenAt } = event;
      // Who could not be told knows nothing more; and what was recorded before anybody was asked does not say when.
      const known = as === "told" && spokenAt ? { toldUntil: spokenAt } : {};
      return { ...held, ...known, call: undefined };
    }
  }
}

const consideredIn = ({ considered }: { readonly considered?: true }) => (considered ? { considered } : {});
/** What one call left over is in the next, for the same mail. */
export const joined = (callsFor: readonly string[], instead: string): readonly string[] =>
  callsFor.includes(instead) ? callsFor : [...callsFor, instead];

/**
 * Whoever the rungs that passed name is told: of a restricted referral a manager, and not the duty desk. A desk that a
 * call is passed on to is told at once, as the one before it was told last.
 */
export function callMails(
  { referralRef, service }: { readonly referralRef: string; readonly service: string },
  call: ReferrerCall | undefined,
  events: readonly { readonly type: string }[],
): readonly Intent[] {
  if (!call) return [];
  const { due, owner, rungs, reached } = call;
  // A call that follows another on the same day has the same due time, and mails of its own.
  const [first] = toTellOf(call);
  const toDesk = (recipient: Recipient): Desk => {
    const desk = deskOf(recipient, owner);
    return desk === "duty" || desk === "supervisor" ? owner : desk;
  };
  const mail = (about: string, says: RungKind, role: Desk): Intent => {
    const key = `${referralRef}/call/${due}/${first?.cameAt}/${about}/${role}`;
    const message: MailMessage = {
      kind: "referrer-call-due",
      referralRef,
      due,
      says,
      ...consideredIn(call),
    };
    return mailIntent({ key, to: { role }, service, message });
  };
  const chases = deskMails(events.filter(isRung), toDesk);
  const isTold = chases.some(({ desk }) => desk === owner);
  const isPassedOn = !isTold && events.some(({ type }) => type === "ReferrerCallPassedOn");
  return [
    ...(isPassedOn ? [mail(`passed-on-${reached}`, rungs[reached - 1]?.says ?? "reminder", owner)] : []),
    ...chases.map(({ rung, says, desk }) => mail(`rung-${rung}`, says, desk)),
  ];
}

const isRung = (event: {
  readonly type: string;
}): event is Extract<CallEvent, { type: "ReferrerCallRungReached" }> =>
  event.type === "ReferrerCallRungReached";
