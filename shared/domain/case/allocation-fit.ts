import { absenceOn } from "../absence.ts";
import { type CalendarDay, daysBetween, plusDays } from "../calendar-day.ts";
import type { RefusalName } from "../decision.ts";
import type { FundingStream } from "../people-policy.ts";
import type { Policy } from "../policy.ts";
import { find, isActive, type Roster, type StaffMember } from "../roster.ts";
import type { Case } from "./case.ts";
import { isOtherPerson, isWorkedOn, undecidedIn } from "./linked-cases.ts";
import type { KnownCase, LinkedCases } from "./person-check-state.ts";

/** What somebody holds now: open cases, and the hours a week that these take. */
export interface Load {
  readonly cases: number;
  readonly hours: number;
}
/** By staff id; whoever is not in it holds nothing. */
export type Loads = Readonly<Record<string, Load>>;

/** How much somebody may hold, and what is left of it; negative where they hold more (CST-09). */
export interface Room {
  readonly places: number;
  readonly weeklyHours: number;
  readonly cases: number;
  readonly hours: number;
  readonly placesLeft: number;
  readonly hoursLeft: number;
}

/** What of a case matters for who may take it, with the cases around it. */
export type CaseToFit = Pick<
  Case,
  "caseRef" | "personRef" | "service" | "screening" | "earlier" | "possibleDuplicates" | "people"
> & { readonly linked?: LinkedCases | undefined };

/** A limit that keeps a worker from a case, by the name under which an allocation is refused. */
export interface Limit {
  readonly name: Extract<
    RefusalName,
    | "not-eligible"
    | "caseload-full"
    | "hours-full"
    | "worker-away"
    | "conflict-of-interest"
    | "conflict-possible"
    | "same-person-elsewhere"
  >;
  readonly details: Readonly<Record<string, string | number>>;
  /** Who may pass it, with a reason. */
  readonly passes: "nobody" | "service-manager" | "manager";
}

/** Something to know that keeps nobody from anything. */
export interface Caution {
  readonly name: "away-now" | "away-soon" | "leaving-soon";
  readonly details: Readonly<Record<string, string | number>>;
  readonly passes: "anybody";
}
export type Objection = Limit | Caution;

export const isLimit = (objection: Objection): objection is Limit => objection.passes !== "anybody";

/**
 * Something that speaks for a worker. `holds-now`: they work with the person on another case. `held-before`: they held an
 * earlier case that may be the same person's.
 */
export type Merit =
  | { readonly name: "holds-now"; readonly caseRef: string }
  | { readonly name: "room"; readonly places: number; readonly hours: number }
  | { readonly name: "held-before"; readonly caseRef: string }
  | { readonly name: "funded-for-this"; readonly fundingStream: string };

/** A worker who could take a case, with what speaks for and against it. The meeting decides (CST-06). */
export interface Suggestion {
  readonly staffId: string;
  readonly post: string | null;
  readonly fundingStream: string | null;
  readonly room: Room;
  /** Whether they could be allocated with no reason given. */
  readonly fits: boolean;
  readonly reasonsFor: readonly Merit[];
  readonly reasonsAgainst: readonly Objection[];
}

/** The money that pays for a post: its own, else that of its kind; none where neither says. */
export function streamOf(
  { fundingStream, post }: StaffMember,
  { people }: Pick<Policy, "people">,
): FundingStream | undefined {
  const id = fundingStream ?? people.posts.find((kind) => kind.id === post)?.fundingStream;
  return people.fundingStreams.find((stream) => stream.id === id);
}

/** Limits of the person, else of their kind of post, against what they hold (CST-09). */
export function roomOf(
  { post, places, weeklyHours }: StaffMember,
  load: Load | undefined,
  { people }: Pick<Policy, "people">,
): Room {
  const kind = people.posts.find(({ id }) => id === post) ?? people.otherPost;
  const most = { places: places ?? kind.places, weeklyHours: weeklyHours ?? kind.weeklyHours };
  const { cases, hours } = load ?? { cases: 0, hours: 0 };
  return {
    ...most,
    cases,
    hours,
    placesLeft: most.places - cases,
    hoursLeft: rounded(most.weeklyHours - hours),
  };
}

/** Hours may come in quarters and tenths: their sum must not show how numbers are kept. */
const rounded = (hours: number): number => Math.round(hours * 100) / 100;

export interface Fitting {
  readonly load: Load | undefined;
  /** Hours a week that the case will take. */
  readonly hours: number;
  readonly policy: Policy;
  readonly day: CalendarDay;
}

/**
 * What speaks against giving a case to somebody: a conflict of interest, that somebody else works with the person
 * already, money that is ring-fenced for others (CST-10), no place or no hours left (CST-09), an absence, a leaving
 * date. Empty where nothing does.
 */
export function objectionsTo(
  member: StaffMember,
  held: CaseToFit,
  { load, hours, policy, day }: Fitting,
): readonly Objection[] {
  const { staffId: staff } = member;
  const room = roomOf(member, load, policy);
  const full: Limit[] = [];
  if (room.placesLeft < 1)
    full.push({ name: "caseload-full", details: { staff, places: room.places }, passes: "manager" });
  if (room.hoursLeft < hours) {
    const details = { staff, hoursLeft: room.hoursLeft, hours };
    full.push({ name: "hours-full", details, passes: "manager" });
  }
  return [
    ...conflictsWith(member, held),
    ...elsewhere(member, held),
    ...ringFence(member, held, policy),
    ...full,
    ...awayFrom(member, policy, day),
  ];
}

/**
 * A declared conflict refuses, also one with another case or reference of the same person; one with a case that may be the
 * same person's is for a manager to judge (X-04, F2).
 */
export function conflictsWith(
  { staffId: staff, conflicts = [] }: StaffMember,
  held: Omit<CaseToFit, "service" | "screening">,
): readonly Limit[] {
  const { same = [], perhaps = [] } = held.linked ?? {};
  const standing = conflicts.filter(({ withdrawn }) => !withdrawn);
  const isWith = ({ caseRef, personRef }: Partial<KnownCase>) =>
    standing.some(
      (one) =>
        (caseRef !== undefined && one.caseRef === caseRef) ||
        (personRef !== undefined && one.personRef === personRef),
    );
  if ([held, ...same].some(isWith))
    return [{ name: "conflict-of-interest", details: { staff }, passes: "nobody" }];
  const found = [...undecidedIn(held).map((caseRef) => ({ caseRef })), ...perhaps].find(isWith);
  if (!found) return [];
  return [{ name: "conflict-possible", details: { staff, otherCase: found.caseRef }, passes: "manager" }];
}

/** Somebody else works with the person on another case: two workers for one person need a reason (X-01, F2). */
function elsewhere({ staffId: staff }: StaffMember, { linked }: CaseToFit): readonly Limit[] {
  const worked = (linked?.same ?? []).filter(isWorkedOn);
  const [other] = worked;
  if (!other?.worker || worked.some(({ worker }) => worker === staff)) return [];
  const details = { staff, worker: other.worker, otherCase: other.caseRef };
  return [{ name: "same-person-elsewhere", details, passes: "manager" }];
}

/**
 * The Housing Revenue Account serves council tenants whose tenancy is or could be at risk (CST-10). A risk that nobody
 * has told of could be one; a home that nobody has told of is not yet a council's.
 */
export function ringFence(
  member: StaffMember,
  { screening }: Pick<CaseToFit, "screening">,
  policy: Policy,
): readonly Limit[] {
  const stream = streamOf(member, policy);
  if (stream?.serves !== "council-tenancy-at-risk") return [];
  const { tenure, atRiskOfLoss = "not-known" } = screening;
  if (tenure === "council" && atRiskOfLoss !== "no") return [];
  const details = { staff: member.staffId, fundingStream: stream.id, tenure, atRiskOfLoss };
  return [{ name: "not-eligible", details, passes: "service-manager" }];
}

function awayFrom(member: StaffMember, { people }: Policy, day: CalendarDay): readonly Objection[] {
  const { staffId: staff, absences = [], leavesOn } = member;
  const { mostDaysAway, fewestDaysLeft } = people.allocation;
  const found: Objection[] = [];
  const now = absenceOn(member, day);
  if (now) {
    const isLong = now.until === null || daysBetween(day, now.until) + 1 > mostDaysAway;
    const details = { staff, until: now.until ?? "not known" };
    found.push(
      isLong
        ? { name: "worker-away", details, passes: "manager" }
        : { name: "away-now", details, passes: "anybody" },
    );
  }
  const soon = absences.find(
    ({ from, cancelled }) =>
      !cancelled && from > day && from <= plusDays(day, people.allocation.lookAheadDays),
  );
  if (soon) found.push({ name: "away-soon", details: { staff, from: soon.from }, passes: "anybody" });
  if (leavesOn !== null && daysBetween(day, leavesOn) < fewestDaysLeft)
    found.push({ name: "leaving-soon", details: { staff, leavesOn }, passes: "anybody" });
  return found;
}

function meritsOf(member: StaffMember, held: CaseToFit, room: Room, policy: Policy): readonly Merit[] {
  const now = held.linked?.same.find((other) => isWorkedOn(other) && other.worker === member.staffId);
  const before = held.earlier.find(
    ({ caseRef, worker }) => worker === member.staffId && !isOtherPerson(held, caseRef),
  );
  const stream = streamOf(member, policy);
  const isForThis =
    stream?.serves === "council-tenancy-at-risk" && ringFence(member, held, policy).length === 0;
  return [
    ...(now ? [{ name: "holds-now", caseRef: now.caseRef } as const] : []),
    ...(before ? [{ name: "held-before", caseRef: before.caseRef } as const] : []),
    ...(isForThis ? [{ name: "funded-for-this", fundingStream: stream.id } as const] : []),
    ...(room.placesLeft > 0 && room.hoursLeft > 0
      ? [{ name: "room", places: room.placesLeft, hours: room.hoursLeft } as const]
      : []),
  ];
}

/**
 * Who could take a case, the most fitting first, each with the reasons for and against. Whoever has a conflict of
 * interest is not in the list. It informs, and people decide.
 */
export function suggestWorkers(
  roster: Roster,
  loads: Loads,
  held: CaseToFit,
  policy: Policy,
  day: CalendarDay,
): readonly Suggestion[] {
  const workers = roster.filter(
    (member) =>
      isActive(member, day) && member.roles.includes("worker") && member.services.includes(held.service),
  );
  const suggestions = workers.map((member): Suggestion => {
    const { staffId, post = null } = member;
    const load = loads[staffId];
    const room = roomOf(member, load, policy);
    const fitting = { load, hours: policy.people.caseHours, policy, day };
    const reasonsAgainst = objectionsTo(member, held, fitting);
    return {
      staffId,
      post,
      fundingStream: streamOf(member, policy)?.id ?? null,
      room,
      fits: !reasonsAgainst.some(isLimit),
      reasonsFor: meritsOf(member, held, room, policy),
      reasonsAgainst,
    };
  });
  return suggestions
    .filter(({ reasonsAgainst }) => reasonsAgainst.every(({ passes }) => passes !== "nobody"))
    .sort((one, other) => compare(rankOf(one), rankOf(other)) || (one.staffId < other.staffId ? -1 : 1));
}

/** Smaller is better, the first difference decides: who works with the person, fewer objections, more merits, more room. */
function rankOf({ fits, reasonsFor, reasonsAgainst, room }: Suggestion): readonly number[] {
  const has = (name: Merit["name"]) => (reasonsFor.some((merit) => merit.name === name) ? 0 : 1);
  return [
    has("holds-now"),
    fits ? 0 : 1,
    reasonsAgainst.length,
    has("held-before"),
    has("funded-for-this"),
    -room.placesLeft,
    -room.hoursLeft,
  ];
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (const [index, mine] of one.entries()) {
    const difference = mine - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether somebody could be allocated at all: in post, of the service, and with one of these roles. */
export function canTake(
  roster: Roster,
  staffId: string,
  service: string,
  day: CalendarDay,
  ...wanted: StaffMember["roles"]
): StaffMember | undefined {
  const member = find(roster, staffId);
  const isThere = member && isActive(member, day) && member.services.includes(service);
  return isThere && member.roles.some((role) => wanted.includes(role)) ? member : undefined;
}
