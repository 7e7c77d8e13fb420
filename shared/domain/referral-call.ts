import { atTime, dayOf, type Instant, plusWorkingDays } from "./calendar-day.ts";
import { type Actor, accept, type Decision, refuse } from "./decision.ts";
import type { Intent } from "./intent.ts";
import {
  climb,
  type Desk,
  deskMails,
  deskOf,
  type PassedRung,
  passedSince,
  type Recipient,
  type Rung,
  tells,
} from "./ladder.ts";
import type { MailMessage } from "./mail-message.ts";
import type { Policy } from "./policy.ts";

/** How a call to a referrer ended: they know, or there is no way left to tell them. */
export const callOutcomes = ["told", "cannot-be-told"] as const;
export type CallOutcome = (typeof callOutcomes)[number];
export type CallOwner = "duty" | "manager";

/**
 * A referrer who cannot be written to is owed a telephone call about what became of the referral (CST-07). It belongs to
 * the referral and not to its case, because most are owed when the case is over.
 */
export interface ReferrerCall {
  readonly owner: CallOwner;
  readonly due: Instant;
  readonly rungs: readonly Rung[];
  readonly reached: number;
  /** They may hear that the referral was considered, and not what became of it. */
  readonly considered?: true;
}
/** What of a referral is about calls: the one that is owed, and for which mails one was owed. */
export interface Calls {
  readonly call?: ReferrerCall;
  readonly callsFor?: readonly string[];
}

export type CallEvent =
  | ({ readonly type: "ReferrerCallOwed"; readonly instead: string } & Omit<ReferrerCall, "reached">)
  | ({ readonly type: "ReferrerCallRungReached" } & PassedRung)
  | { readonly type: "ReferrerCallLadderExtended"; readonly rungs: readonly Rung[] }
  /** The case was restricted, or opened again to the team: another desk owes the call from now on. */
  | { readonly type: "ReferrerCallPassedOn"; readonly owner: CallOwner }
  | {
      readonly type: "ReferrerCallEnded";
      readonly as: CallOutcome;
      readonly by: string;
      readonly at: Instant;
      /** The content that holds the words of whoever telephoned. */
      readonly content: string;
    };

export type CallCommand =
  /** `instead`: the key of the mail that could not be written. */
  | {
      readonly type: "owe-call";
      readonly owner: CallOwner;
      readonly instead: string;
      readonly considered?: true;
    }
  | { readonly type: "climb-call"; readonly owner: CallOwner }
  | {
      readonly type: "end-call";
      readonly by: Actor;
      readonly as: CallOutcome;
      readonly content: string;
    };

export interface CallContext {
  readonly at: Instant;
  readonly policy: Pick<Policy, "commitments" | "division">;
}

/**
 * One call is owed however much there is to tell, and none a second time for the same mail. It is chased by the policy's
 * ladder for such calls until somebody says how it ended (I5).
 */
export function decideCall(
  { call, callsFor = [] }: Calls,
  command: CallCommand,
  { at, policy: { commitments, division } }: CallContext,
): Decision<CallEvent> {
  const rule = commitments["referrer-call"];
  switch (command.type) {
    case "owe-call": {
      const { type: _, ...owed } = command;
      const { instead } = owed;
      if (call || callsFor.includes(instead)) return accept();
      const due = atTime(plusWorkingDays(dayOf(at), rule.withinWorkingDays, division), rule.at);
      const rungs = climb(rule.ladder, { due, opened: at, division }).filter(tells);
      return accept<CallEvent>({ type: "ReferrerCallOwed", ...owed, due, rungs });
    }
    case "climb-call": {
      if (!call) return accept();
      const { passed, more } = passedSince(call, rule.ladder, { at, division });
      const { owner } = command;
      const events = [
        ...(call.owner === owner ? [] : [{ type: "ReferrerCallPassedOn", owner } as const]),
        ...passed.map((rung): CallEvent => ({ type: "ReferrerCallRungReached", ...rung })),
      ];
      if (more.length === 0) return accept(...events);
      return accept<CallEvent>(...events, { type: "ReferrerCallLadderExtended", rungs: more });
    }
    case "end-call": {
      if (!call) return refuse("no-call-owed");
      const { by, as, content } = command;
      return accept<CallEvent>({ type: "ReferrerCallEnded", as, by: by.id, at, content });
    }
  }
}

/** Folds what happened to the calls of a referral. */
export function evolveCall<Held extends Calls>(held: Held, event: CallEvent): Held {
  const { call, callsFor = [] } = held;
  if (event.type === "ReferrerCallOwed") {
    const { type: _, instead, ...owed } = event;
    return { ...held, call: { ...owed, reached: 0 }, callsFor: [...callsFor, instead] };
  }
  if (!call) throw new Error(`A call begins with ReferrerCallOwed, not with ${event.type}`);
  switch (event.type) {
    case "ReferrerCallRungReached":
      return { ...held, call: { ...call, reached: event.rung } };
    case "ReferrerCallLadderExtended":
      return { ...held, call: { ...call, rungs: [...call.rungs, ...event.rungs] } };
    case "ReferrerCallPassedOn":
      return { ...held, call: { ...call, owner: event.owner } };
    case "ReferrerCallEnded":
      return { ...held, call: undefined };
  }
}

/** Whoever the rungs that passed name is told: of a restricted referral a manager, and not the duty desk. */
export function callMails(
  { referralRef, service }: { readonly referralRef: string; readonly service: string },
  call: ReferrerCall | undefined,
  events: readonly { readonly type: string }[],
): readonly Intent[] {
  if (!call) return [];
  const { due, owner, considered } = call;
  const toDesk = (recipient: Recipient): Desk => {
    const desk = deskOf(recipient, owner);
    return desk === "duty" || desk === "supervisor" ? owner : desk;
  };
  return deskMails(events.filter(isRung), toDesk).map(({ rung, says, desk: role }) => {
    const key = `${referralRef}/call/${due}/rung-${rung}/${role}`;
    const message: MailMessage = {
      kind: "referrer-call-due",
      referralRef,
      due,
      says,
      ...(considered ? { considered } : {}),
    };
    return { kind: "want-mail", key: `mail/${key}`, mail: { key, to: { role }, service, message } };
  });
}

const isRung = (event: {
  readonly type: string;
}): event is Extract<CallEvent, { type: "ReferrerCallRungReached" }> =>
  event.type === "ReferrerCallRungReached";
