import { type AgencyCalls, agencyCallOwner } from "#shared/domain/agency-call.ts";
import { type Case, executionName, isOpen, trackNames, trackOf } from "#shared/domain/case/case.ts";
import { caseEffects } from "#shared/domain/case/effects.ts";
import type { CaseEvent } from "#shared/domain/case/events.ts";
import { evolveCase } from "#shared/domain/case/evolve.ts";
import { ownerOf, stepNames } from "#shared/domain/case/obligation.ts";
import type { Intent } from "#shared/domain/intent.ts";
import { type AllocationMeeting, evolveMeeting, isAsked, type MeetingEvent } from "#shared/domain/meeting.ts";
import { meetingEffects } from "#shared/domain/meeting-effects.ts";
import { evolvePerson, type Person, type PersonEvent } from "#shared/domain/person.ts";
import {
  evolveQuarantine,
  type QuarantinedReferral,
  type QuarantineEvent,
  quarantineEffects,
} from "#shared/domain/quarantined-referral.ts";
import {
  evolveReferral,
  type Referral,
  type ReferralEvent,
  referralEffects,
} from "#shared/domain/referral.ts";
import type { Calls } from "#shared/domain/referral-call.ts";
import type { StaffMember } from "#shared/domain/roster.ts";
import { evolveWorker, type WorkerEvent, workerEffects } from "#shared/domain/worker-events.ts";
import type { DocumentKind, DueDocument, DueEntry } from "#shared/ports.ts";

/** How one kind of document is kept: how it folds, what its events want, and where it stands in the due index. */
export interface Aggregate<State, Event extends { readonly type: string }> {
  readonly kind: DocumentKind;
  readonly evolve: (held: State | undefined, event: Event) => State;
  readonly effects: (before: State | undefined, events: readonly Event[], after: State) => readonly Intent[];
  readonly due: (state: State) => DueEntry | undefined;
  /** Whether an event is a line of the history; the token of a wait is not. */
  readonly isHistory: (event: Event) => boolean;
}

const always = () => true;
const nothing = () => [];
const never = () => undefined;

export const cases: Aggregate<Case, CaseEvent> = {
  kind: "case",
  evolve: evolveCase,
  effects: caseEffects,
  due: (held) => (isOpen(held) ? dueOf(held) : undefined),
  isHistory: (event) => event.type !== "WaitRegistered",
};

/** The earliest of what a case owes, on its main track or beside it (I2). */
function dueOf(held: Case): DueEntry | undefined {
  const { phase, worker, supervisor, hours, handover } = held;
  const tracks = trackNames(held)
    .flatMap((name) => trackOf(held, name) ?? [])
    .filter(({ obligation }) => obligation !== undefined);
  const obligations = tracks.flatMap(({ obligation }) => (obligation ? [obligation] : []));
  const [first] = obligations.sort((one, other) => (one.due < other.due ? -1 : 1));
  if (!first) return undefined;
  const owner = ownerOf(held, first);
  const executions = tracks.map(({ episode }) => executionName(held, episode));
  return {
    at: first.due,
    step: stepNames[first.kind],
    owner,
    phase,
    executions,
    ...(first.commitment ? { promise: first.commitment.kind } : {}),
    ...(held.obligation?.meeting ? { meeting: held.obligation.meeting } : {}),
    ...(worker ? { worker } : {}),
    ...(held.restricted ? { restricted: true } : {}),
    ...(supervisor ? { supervisor } : {}),
    ...(handover?.part === "worker" ? { offered: handover.to } : {}),
    ...(hours === undefined ? {} : { hours }),
  };
}

export const referrals: Aggregate<Referral, ReferralEvent> = {
  kind: "referral",
  evolve: evolveReferral,
  effects: referralEffects,
  due: (held) => {
    const [first] = [callDue(held), agencyCallDue(held), formDue(held)]
      .filter((due) => due !== undefined)
      .sort((one, other) => (one.at < other.at ? -1 : 1));
    return first;
  },
  isHistory: always,
};

/** A referrer waits for a call: on their referral, or on a body of theirs that was discarded. */
function callDue({ call }: Calls): DueEntry | undefined {
  return call && { at: call.due, step: "TelephoneReferrer", owner: call.owner, phase: "to-be-answered" };
}

/** Agencies of a closed case wait to be told; the earlier of the two is listed where its referrer waits too. */
function agencyCallDue({ agencyCall: call }: AgencyCalls): DueEntry | undefined {
  return call && { at: call.due, step: "TellAgencies", owner: agencyCallOwner(call), phase: "to-be-told" };
}

/** The form of a telephoned emergency is still to come, and its case is over (CST-08). */
const formDue = ({ missingForm }: Referral): DueEntry | undefined =>
  missingForm && {
    at: missingForm.due,
    step: "AskForReferralForm",
    owner: "manager",
    phase: "to-be-completed",
  };
const mending = "MendQuarantinedReferral";

export const quarantinedReferrals: Aggregate<QuarantinedReferral, QuarantineEvent> = {
  kind: "quarantined-referral",
  evolve: evolveQuarantine,
  effects: quarantineEffects,
  due: (held) =>
    held.settled
      ? callDue(held)
      : { at: held.due, step: mending, owner: "duty", phase: held.mended ? "mended" : "quarantined" },
  isHistory: always,
};

/** Whether a line of the due index is a body that waits to be mended or discarded, and not a call about one. */
export const waitsAtDesk = ({ key, due }: DueDocument): boolean =>
  key.kind === "quarantined-referral" && due.step === mending;

export const meetings: Aggregate<AllocationMeeting, MeetingEvent> = {
  kind: "meeting",
  evolve: evolveMeeting,
  effects: meetingEffects,
  due: (meeting) =>
    isAsked(meeting)
      ? { at: meeting.chase.due, step: "CloseAllocationMeeting", owner: "manager", phase: "opened" }
      : undefined,
  isHistory: always,
};

export const workers: Aggregate<StaffMember, WorkerEvent> = {
  kind: "worker",
  evolve: evolveWorker,
  effects: workerEffects,
  due: never,
  isHistory: always,
};

export const people: Aggregate<Person, PersonEvent> = {
  kind: "person",
  evolve: evolvePerson,
  effects: nothing,
  due: never,
  isHistory: always,
};
