import { dayOf, type Instant, plusMinutes } from "../calendar-day.ts";
import { type Actor, accept, type Decision, hasAny, type Role, refuse, refuseReason } from "../decision.ts";
import type { OpeningSign, RestrictionReason } from "../keeping-policy.ts";
import type { Recipient } from "../ladder.ts";
import type { Policy } from "../policy.ts";
import { find, isActive, type Roster, reach } from "../roster.ts";
import type { ScreeningFacts } from "../screening.ts";
import type { Case } from "./case.ts";
import type { Context } from "./commands.ts";
import { commitmentsOf } from "./commitment.ts";
import { rosterFor } from "./conflict.ts";
import type { CaseEvent } from "./events.ts";
import type { RestrictionCommand } from "./restriction-state.ts";
import { actsInStead, type Today } from "./standing-in.ts";

/**
 * Whether somebody may see a case today. A restricted one is seen by its worker and supervisor, whoever has promised
 * something about it, whoever acts in their stead today, whoever it is offered to, whoever took it by telephone until it
 * is decided, the managers of its service, people named on its list, whom its ladders have told, and who has broken the
 * glass. The answer for anybody else is the one for a case that is not there.
 */
export function mayOpen(held: Case, actor: Actor, everybody: Roster, today: Today): boolean {
  const { restricted, service, worker, supervisor } = held;
  if (!restricted) return true;
  const roster = rosterFor(everybody, held);
  const { id } = actor;
  const { at } = today;
  const day = dayOf(at);
  // An offer is for one person to answer, and nobody answers it in their stead.
  const promised = commitmentsOf(held).filter(({ kind }) => kind !== "handover");
  const belongs = [worker, supervisor, ...promised.map(({ staff }) => staff)].some(
    (staff) => staff !== undefined && actsInStead(held, roster, id, staff, today),
  );
  return (
    belongs ||
    held.handover?.to === id ||
    isTakenBy(held, id) ||
    restricted.named.includes(id) ||
    restricted.overrides.some(({ by, until }) => by === id && at < until) ||
    isManagerHere(held, actor, roster, at) ||
    toldOf(held).some((role) => reach(roster, service, { role }, day).some(({ staffId }) => staffId === id))
  );
}

/** Whoever took an emergency by telephone has told of it, and may have to decide: until somebody has (CST-08). */
const isTakenBy = ({ takenBy, obligation }: Case, id: string): boolean =>
  takenBy === id && (obligation?.kind === "screening" || obligation?.kind === "emergency");

function isManagerHere({ service }: Case, actor: Actor, roster: Roster, at: Instant): boolean {
  const member = find(roster, actor.id);
  const isHere = member && isActive(member, dayOf(at)) && member.services.includes(service);
  return isHere === true && hasAny(actor, "manager", "service-manager");
}

/** The desks and posts that answer for what is owed, or were told of it: nobody is asked to act on what they cannot see. */
function toldOf(held: Case) {
  const tracks = [held, held.closure, ...Object.values(held.commitments ?? {})];
  const owed = tracks.flatMap((track) => track?.obligation ?? []);
  const told = owed.flatMap(({ owner, rungs, reached }) => [
    owner,
    ...rungs.slice(0, reached).flatMap(({ to, aged = [] }) => [...to, ...aged]),
  ]);
  return told.filter((to) => isDesk(to));
}

const isDesk = (to: Recipient | Role): to is Role =>
  to !== "worker" && to !== "outstanding" && to !== "deputy" && to !== "supervisor" && to !== "owner";

/** Why a referral opens a restricted case, by the policy's signs; undefined where it does not. */
export function restrictsAtOpening(facts: ScreeningFacts, policy: Policy): RestrictionReason | undefined {
  const shows: Readonly<Record<OpeningSign, boolean>> = {
    emergency: facts.urgency === "emergency",
    "unsafe-channel": (facts.unsafeChannels ?? []).length > 0,
  };
  return policy.keeping.restriction.atOpening.find(
    ({ needArea, anyOf }) => facts.needAreas?.includes(needArea) && anyOf.some((sign) => shows[sign]),
  )?.reason;
}

/** A manager restricts a case, or changes its list; lifts that again; or looks although they are not on the list. */
export function decideRestriction(
  held: Case,
  command: RestrictionCommand,
  { at, policy }: Context,
): Decision<CaseEvent> {
  const { restriction } = policy.keeping;
  const { by, reason, content } = command;
  const allowed: readonly string[] = {
    restrict: restriction.reasons,
    "lift-restriction": restriction.liftingReasons,
    "override-restriction": restriction.overrideReasons,
  }[command.type];
  const bad = refuseReason(reason, allowed);
  if (bad) return bad;
  const said = { by: by.id, at, content };
  switch (command.type) {
    case "restrict": {
      if (!hasAny(by, "manager", "service-manager")) return refuse("not-a-decision-maker");
      const named = [...new Set(command.named)].sort();
      const isSame =
        held.restricted?.reason === command.reason && held.restricted.named.join() === named.join();
      return isSame
        ? accept()
        : accept<CaseEvent>({ type: "CaseRestricted", reason: command.reason, named, ...said });
    }
    case "lift-restriction":
      if (!hasAny(by, "manager", "service-manager")) return refuse("not-a-decision-maker");
      if (!held.restricted) return refuse("not-restricted");
      return accept<CaseEvent>({ type: "RestrictionLifted", reason: command.reason, ...said });
    case "override-restriction": {
      if (!hasAny(by, "manager", "service-manager", "out-of-hours", "director"))
        return refuse("not-a-decision-maker");
      if (!held.restricted) return refuse("not-restricted");
      if (mayOpen(held, by, command.roster, { at, policy })) return accept();
      const until = plusMinutes(at, restriction.overrideMinutes);
      return accept<CaseEvent>({ type: "RestrictionOverridden", reason: command.reason, until, ...said });
    }
  }
}
