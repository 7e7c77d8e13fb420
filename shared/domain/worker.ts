import { type CalendarDay, type Instant, plusDays } from "./calendar-day.ts";
import { type Actor, accept, type Decision, hasAny, type Role, refuse } from "./decision.ts";
import type { Policies } from "./policy.ts";
import { find, isAddressOf, type Post, type Roster, reach, type StaffMember } from "./roster.ts";
import { type CancelAbsence, cancelAbsence, type RecordAbsence, recordAbsence } from "./worker-absence.ts";
import {
  type DeclareConflict,
  declareConflict,
  type WithdrawConflict,
  withdrawConflict,
} from "./worker-conflict.ts";
import { evolveWorker, type WorkerEvent } from "./worker-events.ts";
import { written } from "./written.ts";

export interface RecordPost {
  readonly type: "record-post";
  readonly by: Actor;
  readonly member: Post;
  /** Everyone else on the roster, for the rules that hold across it. */
  readonly roster: Roster;
  /** The policies of the council's services. */
  readonly policies: Policies;
  readonly today: CalendarDay;
  /** The name under which the reason is kept, where one was given. */
  readonly content?: string | undefined;
}
export interface NoteDeadMailbox {
  readonly type: "note-dead-mailbox";
  /** The address that sent a mail back. */
  readonly email: string;
  readonly at: Instant;
}
export type WorkerCommand =
  | RecordPost
  | RecordAbsence
  | CancelAbsence
  | DeclareConflict
  | WithdrawConflict
  | NoteDeadMailbox;

/** What a command about a post-holder comes to. */
export function decideWorker(held: StaffMember | undefined, command: WorkerCommand): Decision<WorkerEvent> {
  if (command.type === "record-post") return recordPost(held, command);
  if (!held) return refuse("no-such-person");
  switch (command.type) {
    case "record-absence":
      return recordAbsence(held, command);
    case "cancel-absence":
      return cancelAbsence(held, command);
    case "declare-conflict":
      return declareConflict(held, command);
    case "withdraw-conflict":
      return withdrawConflict(held, command);
    case "note-dead-mailbox":
      return noteDeadMailbox(held, command);
  }
}

/** A mailbox dies once: mail that comes back after that, or from an address that was given up since, says nothing new (F37). */
function noteDeadMailbox(held: StaffMember, { email, at }: NoteDeadMailbox): Decision<WorkerEvent> {
  if (held.deadMailbox || !isAddressOf(held, email)) return accept();
  return accept<WorkerEvent>({ type: "MailboxDied", at });
}

/**
 * Records a post-holder: a joiner, a change, or a leaving date. Refused where it names a service, a deputy or a kind of
 * post that is not there, where somebody would be their own deputy or have another's address, and where it would leave a
 * service with nobody at all to reach (I1).
 */
function recordPost(held: StaffMember | undefined, command: RecordPost): Decision<WorkerEvent> {
  const { by, member, roster, policies, today, content } = command;
  if (!hasAny(by, "roster-admin", "service-manager")) return refuse("not-a-decision-maker");
  if (held && written(postOf(held)) === written(postOf(member))) return accept();
  if (member.deputy === member.staffId) return refuse("own-deputy", { staff: member.staffId });
  const taken = refuseAddress(held, member, roster);
  if (taken) return taken;
  if (member.deputy !== null && !find(roster, member.deputy))
    return refuse("deputy-not-on-roster", { staff: member.deputy });
  const unknown = member.services.find((service) => !policies.some((policy) => policy.service === service));
  if (unknown !== undefined) return refuse("service-not-configured", { service: unknown });
  const refusal = refuseKind(member, policies);
  if (refusal) return refusal;
  const after = [
    ...roster.filter((other) => other.staffId !== member.staffId),
    held ? evolveWorker(held, { type: "PostRecorded", ...postOf(member) }) : member,
  ];
  // On the day after each leaving date too: else the last two could go by leaving on different days.
  const gone = after.flatMap(({ leavesOn }) => (leavesOn === null ? [] : [plusDays(leavesOn, 1)]));
  const days = [today, ...gone.filter((day) => day > today)];
  const isLeftAlone = (service: string) =>
    days.some(
      (day) =>
        reach(roster, service, { role: "duty" }, day).length > 0 &&
        reach(after, service, { role: "duty" }, day).length === 0,
    );
  if ((held?.services ?? []).some(isLeftAlone)) return refuse("would-leave-nobody");
  return accept<WorkerEvent>({ type: "PostRecorded", ...postOf(member), ...(content ? { content } : {}) });
}

/** Roles of a desk, which several people answer and which signs nothing. */
const deskRoles: readonly Role[] = [
  "duty",
  "out-of-hours",
  "roster-admin",
  "operator",
  "information-governance",
];
const isDesk = ({ roles }: Post): boolean => roles.every((role) => deskRoles.includes(role));

/**
 * Two people in post at the same time have two addresses: what is told to a different person must not reach the same one
 * (I5, X-03). Desks may share one. A post that keeps its address and its roles is not looked at again.
 */
function refuseAddress(held: StaffMember | undefined, member: Post, roster: Roster) {
  if (held && isAddressOf(held, member.email) && written(held.roles) === written(member.roles))
    return undefined;
  const begins = (one: Post, other: Post) => other.leavesOn === null || one.startsOn <= other.leavesOn;
  const other = roster.find(
    (one) =>
      one.staffId !== member.staffId &&
      isAddressOf(one, member.email) &&
      begins(one, member) &&
      begins(member, one) &&
      !(isDesk(one) && isDesk(member)),
  );
  return other && refuse("address-taken", { staff: other.staffId });
}

/** A kind of post and a funding stream are those of one of the person's services (A7). */
function refuseKind({ post, fundingStream, services }: Post, policies: Policies) {
  const theirs = policies.filter(({ service }) => services.includes(service)).map(({ people }) => people);
  const kinds = theirs.flatMap(({ posts }) => posts.map(({ id }) => id));
  if (post !== undefined && !kinds.includes(post))
    return refuse("post-not-in-policy", { post, allowed: kinds });
  const streams = theirs.flatMap(({ fundingStreams }) => fundingStreams.map(({ id }) => id));
  return fundingStream === undefined || streams.includes(fundingStream)
    ? undefined
    : refuse("post-not-in-policy", { fundingStream, allowed: streams });
}

/** What the roster desk says of somebody, without what is recorded about them since. */
function postOf(held: StaffMember): Post {
  const { absences: _, conflicts: __, deadMailbox: ___, ...post } = held;
  return post;
}
