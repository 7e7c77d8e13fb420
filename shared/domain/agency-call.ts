import { dayOf, type Instant } from "./calendar-day.ts";
import { type Actor, accept, type Decision, type Role, refuse } from "./decision.ts";
import { type Intent, mailIntent } from "./intent.ts";
import {
  climbedSince,
  type Desk,
  deskMails,
  owedWithin,
  type PassedRung,
  type Recipient,
  type Rung,
} from "./ladder.ts";
import type { MailMessage } from "./mail-message.ts";
import type { CommitmentRule } from "./policy.ts";
import { type CallContext, type CallOutcome, type CallOwner, joined } from "./referral-call.ts";

/** An agency that is told by telephone or by letter: by its code, for which mail, and since when. */
interface AgencyToTell {
  readonly agency: string;
  /** The key of the mail that could not be written, or came back. */
  readonly instead: string;
  readonly cameAt: Instant;
}

/** Who had the case as it closed, and the desk that may open it. */
interface Holders {
  readonly desk: CallOwner;
  readonly worker?: string;
  readonly supervisor?: string;
}

/**
 * Agencies that have no e-mail address, or whose mail came back, are owed it by telephone that the support has ended
 * (CST-19). It is one obligation with a part for each of them, and belongs to the referral, because the case is over.
 */
export interface AgencyCall extends Holders {
  /** Who owes it, as the policy names them. */
  readonly owner: CommitmentRule["owner"];
  readonly due: Instant;
  readonly rungs: readonly Rung[];
  readonly reached: number;
  readonly toTell: readonly AgencyToTell[];
}
/** What of a referral is about its agencies; `callsFor` are the mails for which a call was ever owed. */
export interface AgencyCalls {
  readonly agencyCall?: AgencyCall;
  readonly callsFor?: readonly string[];
}

export type AgencyCallEvent =
  | ({ readonly type: "AgencyCallOwed"; readonly at: Instant } & AgencyToTell &
      Omit<AgencyCall, "reached" | "toTell">)
  | ({ readonly type: "AgencyCallAddedTo"; readonly at: Instant } & AgencyToTell)
  | ({ readonly type: "AgencyCallRungReached" } & PassedRung)
  | { readonly type: "AgencyCallLadderExtended"; readonly rungs: readonly Rung[] }
  /** The case was restricted, or opened again to the team: another desk may open it from now on. */
  | { readonly type: "AgencyCallPassedOn"; readonly desk: CallOwner }
  | {
      readonly type: "AgencyCallEnded";
      readonly agency: string;
      readonly as: CallOutcome;
      readonly by: string;
      readonly at: Instant;
      readonly spokenAt: Instant;
      /** The content that holds the words of whoever told them. */
      readonly content: string;
    };

export type AgencyCallCommand =
  | ({ readonly type: "owe-agency-call" } & AgencyToTell & Holders)
  | { readonly type: "climb-agency-call"; readonly desk: CallOwner }
  | {
      readonly type: "end-agency-call";
      readonly by: Actor;
      readonly agency: string;
      readonly as: CallOutcome;
      /** When they spoke, or last tried to; for a letter, when it went. */
      readonly spokenAt: Instant;
      readonly content: string;
    };

/**
 * Owed once for a mail, by the policy's rule for an agency that is to be told; chased by its ladder until somebody has
 * said of each agency how it ended (I5). Refused: `no-call-owed` where that agency waits for none; `not-yet` for a time
 * that is still to come; `no-call-owed-then` for one before there was anything to tell.
 */
export function decideAgencyCall(
  { agencyCall: call, callsFor = [] }: AgencyCalls,
  command: AgencyCallCommand,
  { at, policy: { commitments, division } }: CallContext,
): Decision<AgencyCallEvent> {
  const rule = commitments["agency-told"];
  switch (command.type) {
    case "owe-agency-call": {
      const { type: _, agency, instead, cameAt, ...holders } = command;
      const toTell = { agency, instead, cameAt };
      if (callsFor.includes(instead)) return accept();
      if (call) return accept<AgencyCallEvent>({ type: "AgencyCallAddedTo", at, ...toTell });
      const { owner } = rule;
      const chase = owedWithin(rule, { at, division });
      return accept<AgencyCallEvent>({
        type: "AgencyCallOwed",
        at,
        owner,
        ...holders,
        ...toTell,
        ...chase,
      });
    }
    case "climb-agency-call": {
      if (!call) return accept();
      const { desk } = command;
      return accept<AgencyCallEvent>(
        ...(call.desk === desk ? [] : [{ type: "AgencyCallPassedOn", desk } as const]),
        ...climbedSince<AgencyCallEvent>(call, rule.ladder, {
          at,
          division,
          passed: (rung) => ({ type: "AgencyCallRungReached", ...rung }),
          extended: (rungs) => ({ type: "AgencyCallLadderExtended", rungs }),
        }),
      );
    }
    case "end-agency-call": {
      const { by, type: _, ...said } = command;
      const owed = call?.toTell.find(({ agency }) => agency === said.agency);
      if (!owed) return refuse("no-call-owed");
      if (said.spokenAt > at) return refuse("not-yet", { now: at });
      if (said.spokenAt < owed.cameAt) return refuse("no-call-owed-then", { since: owed.cameAt });
      return accept<AgencyCallEvent>({ type: "AgencyCallEnded", by: by.id, at, ...said });
    }
  }
}

export const isOfAgencyCall = (event: { readonly type: string }): event is AgencyCallEvent =>
  event.type.startsWith("AgencyCall");

/** Folds what happened to the call to the agencies of a referral; it is over with its last part. */
export function evolveAgencyCall<Held extends AgencyCalls>(held: Held, event: AgencyCallEvent): Held {
  const { agencyCall: call, callsFor = [] } = held;
  if (event.type === "AgencyCallOwed") {
    const { type: _, at: __, agency, instead, cameAt, ...owed } = event;
    const agencyCall = { ...owed, reached: 0, toTell: [{ agency, instead, cameAt }] };
    return { ...held, agencyCall, callsFor: joined(callsFor, instead) };
  }
  if (!call) throw new Error(`A call to agencies begins with AgencyCallOwed, not with ${event.type}`);
  switch (event.type) {
    case "AgencyCallAddedTo": {
      const { agency, instead, cameAt } = event;
      const agencyCall = { ...call, toTell: [...call.toTell, { agency, instead, cameAt }] };
      return { ...held, agencyCall, callsFor: joined(callsFor, instead) };
    }
    case "AgencyCallRungReached":
      return { ...held, agencyCall: { ...call, reached: event.rung } };
    case "AgencyCallLadderExtended":
      return { ...held, agencyCall: { ...call, rungs: [...call.rungs, ...event.rungs] } };
    case "AgencyCallPassedOn":
      return { ...held, agencyCall: { ...call, desk: event.desk } };
    case "AgencyCallEnded": {
      const toTell = call.toTell.filter(({ agency }) => agency !== event.agency);
      return { ...held, agencyCall: toTell.length > 0 ? { ...call, toTell } : undefined };
    }
  }
}

type Part = "worker" | Desk;

/** Whom a recipient of the ladder is, now that the case is over; a desk that may not open it is never asked. */
function partOf(call: AgencyCall, recipient: Recipient): Part {
  switch (recipient) {
    case "owner":
      return partOf(call, call.owner);
    case "worker":
    case "outstanding":
    case "deputy":
      return call.worker ? "worker" : call.desk;
    case "supervisor":
      return call.supervisor ? "supervisor" : "manager";
    case "duty":
      return call.desk;
    default:
      return recipient;
  }
}

function reachedAs(call: AgencyCall, part: Part): { readonly staff: string } | { readonly role: Role } {
  const staff = part === "worker" ? call.worker : part === "supervisor" ? call.supervisor : undefined;
  return staff ? { staff } : { role: part };
}

/** Who owes the call: one person by their staff id, or a desk. */
export function agencyCallOwner(call: AgencyCall): string {
  const who = reachedAs(call, partOf(call, "owner"));
  return "staff" in who ? who.staff : who.role;
}

interface Told {
  readonly referralRef: string;
  readonly caseRef: string;
  readonly service: string;
}

/** Whoever owes the call is asked at once, with one mail for all that is owed on one day; then whom the rungs name. */
export function agencyCallMails(
  { referralRef, caseRef, service }: Told,
  call: AgencyCall | undefined,
  events: readonly { readonly type: string }[],
): readonly Intent[] {
  if (!call) return [];
  const { due } = call;
  // A call that follows another on the same day has the same due time, and mails of its own.
  const [first] = call.toTell;
  const mail = (about: string, part: Part, says: AgencyCallDue["says"]): Intent => {
    const message: AgencyCallDue = { kind: "agency-call-due", referralRef, caseRef, due, says };
    const key = `${referralRef}/agency-call/${due}/${first?.instead}/${about}/${part}`;
    return mailIntent({ key, to: reachedAs(call, part), service, message });
  };
  const ours = events.filter(isOfAgencyCall);
  const asked = ours.flatMap((event) =>
    event.type === "AgencyCallOwed" || event.type === "AgencyCallAddedTo"
      ? [mail(dayOf(event.at), partOf(call, "owner"), "opened")]
      : [],
  );
  const passed = ours.filter((event) => event.type === "AgencyCallRungReached");
  const chases = deskMails(passed, (recipient) => partOf(call, recipient)).map(({ rung, says, desk }) =>
    mail(`rung-${rung}`, desk, says),
  );
  return [...asked, ...chases];
}
type AgencyCallDue = Extract<MailMessage, { kind: "agency-call-due" }>;
