import { dayOf } from "../calendar-day.ts";
import { accept, type Decision, hasAny, refuse, refuseReason } from "../decision.ts";
import { find, isActive, type StaffMember } from "../roster.ts";
import {
  canTake,
  conflictsWith,
  isLimit,
  type Loads,
  type Objection,
  objectionsTo,
} from "./allocation-fit.ts";
import { type PassedLimits, passLimits } from "./allocation-override.ts";
import type { Case } from "./case.ts";
import type { Context } from "./commands.ts";
import { commitmentOf, commitmentsOf, endCommitment, makeCommitments } from "./commitment.ts";
import type { CommitmentOutcome } from "./commitment-state.ts";
import { type CaseAround, isInConflict } from "./conflict.ts";
import type { CaseEvent } from "./events.ts";
import type { GivingCommand, HandoverCommand, HandoverEvent } from "./handover-events.ts";
import type { HandoverPart } from "./handover-state.ts";

type Ended = Extract<HandoverEvent, { type: "HandoverEnded" }>;

/**
 * A case goes to another worker or supervisor: offered and accepted, so that there is no moment without a holder, or
 * moved at once by a manager where its holder has left (X-03, F16). Reviews go on with their days, and what the old
 * holder was to do by name goes to the new one.
 */
export function decideHandover(held: Case, command: HandoverCommand, context: Context): Decision<CaseEvent> {
  if (held.phase !== "supported") return refuse("nothing-to-hand-over", { phase: held.phase });
  switch (command.type) {
    case "offer-handover":
      return offer(held, command, context);
    case "move-case":
      return move(held, command, context);
    case "answer-handover":
      return answer(held, command, context);
    case "withdraw-handover": {
      const { handover } = held;
      const { by, content } = command;
      if (!handover) return refuse("no-handover-offered");
      if (by.id !== handover.by && !hasAny(by, "manager", "service-manager"))
        return refuse("not-a-decision-maker");
      return accept(...ending(held, { as: "withdrawn", by: by.id, at: context.at, content }));
    }
  }
}

/** A manager or a supervisor offers it; the offer is chased like any promise until it is answered. */
function offer(held: Case, command: GivingCommand, context: Context): Decision<CaseEvent> {
  const { by, part, to, reason, content } = command;
  if (!hasAny(by, "supervisor", "manager", "service-manager")) return refuse("not-a-decision-maker");
  if (held.handover) return refuse("handover-under-way", { to: held.handover.to });
  const given = mayGive(held, command, context);
  if ("refused" in given) return given;
  const first = held.lastSequence + 1;
  const { from, passed } = given;
  const { at } = context;
  return accept<CaseEvent>(
    { type: "HandoverOffered", commitment: first, part, from, to, by: by.id, at, reason, content, ...passed },
    ...makeCommitments(first, [{ kind: "handover", by: by.id, staff: to, about: part, content }], context),
  );
}

/** At once, where its holder is not in post any more or may not hold it: nobody has to be asked first. */
function move(held: Case, command: GivingCommand, context: Context): Decision<CaseEvent> {
  const { by, part, to, reason, content, roster, linked } = command;
  if (!hasAny(by, "manager", "service-manager")) return refuse("not-a-decision-maker");
  const given = mayGive(held, command, context);
  if ("refused" in given) return given;
  const { from, passed } = given;
  const { at } = context;
  const holder = find(roster, from);
  const mayStay = holder && isActive(holder, dayOf(at)) && !isInConflict(holder, { ...held, linked });
  if (mayStay) return refuse("still-in-post", { staff: from });
  const open = held.handover ? ending(held, { as: "withdrawn", by: by.id, at, content }) : [];
  const handed = { part, from, to, by: by.id, at, reason, content } as const;
  return accept<CaseEvent>(
    ...open,
    { type: "CaseHandedOver", how: "moved", ...handed, ...passed },
    ...passOn(held, from, to),
  );
}

/**
 * Only whoever it was offered to answers, and may no more accept what they could no longer be offered (CST-09, CST-10,
 * A limit that was passed with a reason as it was offered stays passed; another is for whoever offers it anew.
 */
function answer(
  held: Case,
  { by, answer: said, content, roster, loads, linked }: Extract<HandoverCommand, { type: "answer-handover" }>,
  context: Context,
): Decision<CaseEvent> {
  const { at } = context;
  const { handover } = held;
  if (!handover) return refuse("no-handover-offered");
  if (by.id !== handover.to) return refuse("not-offered-to-you", { to: handover.to });
  const end = { by: by.id, at, content };
  if (said === "decline") return accept(...ending(held, { as: "declined", ...end }));
  const { part, from, to, reason, passed = [] } = handover;
  const taker = canTake(roster, to, held.service, dayOf(at), ...rolesFor(part));
  if (!taker) return refuse("worker-not-on-roster", { staff: to });
  if (to === other(held, part)) return refuse("same-person", { staff: to });
  const limits = objectionsBy({ ...held, linked }, part, taker, loads, context).filter(isLimit);
  const limit = limits.find(({ name }) => !passed.includes(name));
  if (limit) return refuse(limit.name, limit.details);
  const handed = { part, from, to, by: handover.by, at, reason, content: handover.content } as const;
  return accept<CaseEvent>(
    ...ending(held, { as: "accepted", ...end }),
    { type: "CaseHandedOver", how: "accepted", ...handed },
    ...passOn(held, from, to),
  );
}

/** What holds of any handover: two different people, of whom one holds it and the other could be allocated it. */
function mayGive(held: Case, command: GivingCommand, context: Context) {
  const { at, policy } = context;
  const { part, to, reason, roster, loads, linked, by, override } = command;
  const bad = refuseReason(reason, policy.people.handover.reasons);
  if (bad) return bad;
  const from = held[part] ?? "";
  if (to === from || to === other(held, part)) return refuse("same-person", { staff: to });
  const taker = canTake(roster, to, held.service, dayOf(at), ...rolesFor(part));
  if (!taker) return refuse("worker-not-on-roster", { staff: to });
  const objections = objectionsBy({ ...held, linked }, part, taker, loads, context);
  const limits = passLimits(objections, override, by, policy);
  if ("refused" in limits) return limits;
  const passed: { readonly override?: PassedLimits } = limits.override ? { override: limits.override } : {};
  return { from, passed };
}

/** What speaks against giving a part of a case to somebody: a supervisor has no caseload. */
function objectionsBy(
  held: CaseAround,
  part: HandoverPart,
  taker: StaffMember,
  loads: Loads | undefined,
  { at, policy }: Context,
): readonly Objection[] {
  if (part === "supervisor") return conflictsWith(taker, held);
  const hours = held.hours ?? policy.people.caseHours;
  return objectionsTo(taker, held, { load: loads?.[taker.staffId], hours, policy, day: dayOf(at) });
}

const rolesFor = (part: HandoverPart) =>
  part === "worker" ? (["worker"] as const) : (["supervisor", "manager", "service-manager"] as const);

const other = (held: Case, part: HandoverPart) => held[part === "worker" ? "supervisor" : "worker"];

/** Open promises in the old holder's name, the actions of the plan among them, are the new one's; another's stay theirs. */
const passOn = (held: Case, from: string, to: string): readonly CaseEvent[] =>
  commitmentsOf(held)
    .filter(({ staff }) => staff === from)
    .map(({ id }) => ({ type: "CommitmentPassed", id, from, to }));

const outcomes: Readonly<Record<Ended["as"], CommitmentOutcome>> = {
  accepted: "kept",
  declined: "not-kept",
  withdrawn: "withdrawn",
};

/** The offer is over, and nothing chases its answer any more. */
function ending(held: Case, end: Omit<Ended, "type">): readonly CaseEvent[] {
  const promise = held.handover && commitmentOf(held, held.handover.commitment);
  return [
    { type: "HandoverEnded", ...end },
    ...(promise ? endCommitment(promise, outcomes[end.as], end.by) : []),
  ];
}
