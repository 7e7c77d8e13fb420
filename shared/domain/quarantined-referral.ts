import type { Instant } from "./calendar-day.ts";
import { type Actor, accept, type Decision, refuse, refuseReason } from "./decision.ts";
import { type Intent, mailIntent } from "./intent.ts";
import {
  climbedSince,
  type Desk,
  deskMails,
  deskOf,
  owedWithin,
  type PassedRung,
  type Rung,
} from "./ladder.ts";
import type { MailMessage } from "./mail-message.ts";
import type { DiscardAnswer, DiscardReason, Policy } from "./policy.ts";
import { type CallEvent, type Calls, callMails, evolveCall } from "./referral-call.ts";

/** What of a body did not fit: the place in it, and what was expected there. Never the value itself (A4). */
export interface Fault {
  readonly at: string;
  readonly expected: string;
}

/** A version of the body that somebody mended, beside the original, which stays as it came. */
export interface MendedBody {
  readonly content: string;
  readonly by: string;
  readonly at: Instant;
}

/** How a quarantined referral ended: as a referral, or put aside for a reason from the policy's list (I6). */
export type Settlement =
  | {
      readonly as: "accepted";
      readonly by: string;
      readonly at: Instant;
      readonly referralRef: string;
      /** The content that became the referral: the mended body, or the original. */
      readonly content: string;
      /** The same in the form's canonical shape, where a mapping read it. */
      readonly canonical?: string;
      readonly unread: readonly Fault[];
    }
  | {
      readonly as: "discarded";
      readonly by: string;
      readonly at: Instant;
      readonly reason: DiscardReason;
      /** The content that holds the words of whoever discarded it. */
      readonly content: string;
      /** How its referrer is told; what was discarded before anybody was told does not say. */
      readonly answered?: DiscardAnswered;
    };

/** How the referrer hears that it was put aside: by a call that is owed where nobody may or can write to them (CST-07). */
export const discardAnswered = ["by-mail", "by-telephone", "not-at-all"] as const;
export type DiscardAnswered = (typeof discardAnswered)[number];

/**
 * A validly signed body that does not fit: kept whole, and owed to the duty desk (X-01, F7). Once it is discarded, a call
 * to whoever sent it may be owed on it (CST-07).
 */
export interface QuarantinedReferral extends Calls {
  readonly referralRef: string;
  readonly council: string;
  readonly service: string;
  readonly source: string;
  readonly receivedAt: Instant;
  readonly content: string;
  readonly faults: readonly Fault[];
  readonly due: Instant;
  /** Who is told when, while nobody settles it; how many of them have passed. */
  readonly rungs: readonly Rung[];
  readonly reached: number;
  readonly mended?: MendedBody;
  readonly settled?: Settlement;
}

type Arrived = Omit<QuarantinedReferral, "reached" | "mended" | "settled" | keyof Calls>;

export type QuarantineEvent =
  | ({ readonly type: "ReferralQuarantined" } & Arrived)
  | ({ readonly type: "QuarantineRungReached" } & PassedRung)
  | { readonly type: "QuarantineLadderExtended"; readonly rungs: readonly Rung[] }
  | ({ readonly type: "QuarantineMended" } & MendedBody)
  | ({ readonly type: "QuarantineSettled" } & Settlement)
  | CallEvent;

export type QuarantineCommand =
  | ({ readonly type: "quarantine" } & Omit<Arrived, "due" | "rungs">)
  | { readonly type: "climb" }
  | { readonly type: "mend"; readonly by: Actor; readonly content: string }
  | {
      readonly type: "accept";
      readonly by: Actor;
      readonly referralRef: string;
      readonly content: string;
      readonly canonical?: string;
      readonly unread: readonly Fault[];
    }
  | {
      readonly type: "discard";
      readonly by: Actor;
      readonly reason: DiscardReason;
      readonly content: string;
      /** Whether its body gives an e-mail address that an answer can safely go to. */
      readonly canAnswer: boolean;
    };

interface Context {
  readonly at: Instant;
  readonly policy: Policy;
}

/**
 * Kept once, however often it is sent; then chased by its ladder (I5) until somebody mends and accepts it, or
 * discards it with a reason. Refused once it is settled: `already-settled`.
 */
export function decideQuarantine(
  held: QuarantinedReferral | undefined,
  command: QuarantineCommand,
  { at, policy }: Context,
): Decision<QuarantineEvent> {
  if (command.type === "quarantine") return held ? accept() : quarantine(command, policy);
  if (!held) return refuse("not-found");
  if (command.type === "climb") {
    if (held.settled) return accept();
    const { quarantine, division } = policy;
    return accept(
      ...climbedSince<QuarantineEvent>(held, quarantine.ladder, {
        at,
        division,
        passed: (rung) => ({ type: "QuarantineRungReached", ...rung }),
        extended: (rungs) => ({ type: "QuarantineLadderExtended", rungs }),
      }),
    );
  }
  if (held.settled) {
    const { as, by } = held.settled;
    return refuse("already-settled", { as, by });
  }
  const by = command.by.id;
  switch (command.type) {
    case "mend": {
      const { content } = command;
      return held.mended?.content === content
        ? accept()
        : accept<QuarantineEvent>({ type: "QuarantineMended", content, by, at });
    }
    case "accept": {
      const { type: _, by: _actor, ...facts } = command;
      // What was read and found to fit is what is accepted; of a version that came after, nothing is decided.
      if (facts.content !== standingContent(held)) return accept();
      return accept<QuarantineEvent>({ type: "QuarantineSettled", as: "accepted", by, at, ...facts });
    }
    case "discard": {
      const { reason, content, canAnswer } = command;
      const bad = refuseReason(reason, policy.quarantine.discardReasons);
      if (bad) return bad;
      return accept<QuarantineEvent>({
        type: "QuarantineSettled",
        as: "discarded",
        by,
        at,
        reason,
        content,
        answered: answerTo(policy.quarantine.discardAnswers[reason], canAnswer),
      });
    }
  }
}

function answerTo(rule: DiscardAnswer, canAnswer: boolean): DiscardAnswered {
  if (rule === "never") return "not-at-all";
  if (canAnswer) return "by-mail";
  return rule === "always" ? "by-telephone" : "not-at-all";
}

/** The content that an acceptance takes: the mended body, else the original. */
export const standingContent = ({ mended, content }: QuarantinedReferral): string =>
  mended?.content ?? content;

function quarantine(
  command: Extract<QuarantineCommand, { type: "quarantine" }>,
  { quarantine: rule, division }: Policy,
): Decision<QuarantineEvent> {
  const { type: _, ...facts } = command;
  const chase = owedWithin(rule, { at: command.receivedAt, division });
  return accept<QuarantineEvent>({ type: "ReferralQuarantined", ...facts, ...chase });
}

export function evolveQuarantine(
  held: QuarantinedReferral | undefined,
  event: QuarantineEvent,
): QuarantinedReferral {
  if (event.type === "ReferralQuarantined") {
    const { type: _, ...facts } = event;
    return { ...facts, reached: 0 };
  }
  if (!held)
    throw new Error(`A quarantined referral begins with ReferralQuarantined, not with ${event.type}`);
  switch (event.type) {
    case "QuarantineRungReached":
      return { ...held, reached: event.rung };
    case "QuarantineLadderExtended":
      return { ...held, rungs: [...held.rungs, ...event.rungs] };
    case "QuarantineMended": {
      const { type: _, ...mended } = event;
      return { ...held, mended };
    }
    case "QuarantineSettled": {
      const { type: _, ...settled } = event;
      return { ...held, settled };
    }
    default:
      return evolveCall(held, event);
  }
}

/**
 * Who is told, and for an acceptance the referral that it becomes: by intent, so that no crash loses it (A3). The answer
 * to a referrer becomes a call that the duty desk owes as it is sent, where nobody may or can write to them.
 */
export function quarantineEffects(
  _before: QuarantinedReferral | undefined,
  events: readonly QuarantineEvent[],
  after: QuarantinedReferral,
): readonly Intent[] {
  const ofItself = events.flatMap((event): readonly Intent[] => {
    switch (event.type) {
      case "ReferralQuarantined":
        return [mail(after, "quarantined", "duty", "opened")];
      case "QuarantineSettled":
        if (event.as === "accepted")
          return [
            { kind: "keep-referral", key: `keep/${event.referralRef}`, referralRef: event.referralRef },
          ];
        return (event.answered ?? "not-at-all") === "not-at-all" ? [] : [answer(after, event.reason)];
      default:
        return [];
    }
  });
  const passed = events.filter((event) => event.type === "QuarantineRungReached");
  const chases = deskMails(passed, (recipient) => deskOf(recipient, "duty")).map(({ rung, says, desk }) =>
    mail(after, `rung-${rung}/${desk}`, desk, says),
  );
  return [...ofItself, ...chases, ...callMails(after, after.call, events)];
}

function answer({ referralRef, service }: QuarantinedReferral, reason: DiscardReason): Intent {
  const key = `${referralRef}/discarded`;
  const message = { kind: "referral-not-taken-on", referralRef, reason } as const;
  return mailIntent({ key, to: { referrerOf: referralRef }, service, message });
}

function mail(
  { referralRef, service, due }: QuarantinedReferral,
  about: string,
  role: Desk,
  says: Extract<MailMessage, { kind: "referral-quarantined" }>["says"],
): Intent {
  const key = `${referralRef}/${about}`;
  const message = { kind: "referral-quarantined", referralRef, due, says } as const;
  return mailIntent({ key, to: { role }, service, message });
}
