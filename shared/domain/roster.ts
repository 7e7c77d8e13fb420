import type { Absence } from "./absence.ts";
import { absenceOn } from "./absence.ts";
import { type CalendarDay, type Instant, type Weekday, weekdayOf } from "./calendar-day.ts";
import type { Role } from "./decision.ts";
import type { ConflictKind, PeoplePolicy } from "./people-policy.ts";

/** What whoever keeps the roster says of a post and its holder. Fields that older posts lack are optional (A9). */
export interface Post {
  readonly staffId: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly services: readonly string[];
  /** Who stands in; the chain must end at a staffed desk (I1, F17). */
  readonly deputy: string | null;
  readonly startsOn: CalendarDay;
  /** The last day in post, or null while no leaving date is known. */
  readonly leavesOn: CalendarDay | null;
  /** The kind of post, as the policy names it: it says how many cases it takes (CST-09). */
  readonly post?: string | undefined;
  readonly teams?: readonly string[] | undefined;
  /** Which money pays for the post, where it is not that of its kind (CST-10). */
  readonly fundingStream?: string | undefined;
  /** The weekdays worked; all of them where none are named. */
  readonly workingDays?: readonly Weekday[] | undefined;
  /** This person's own limits, where they are not those of the kind of post. */
  readonly weeklyHours?: number | undefined;
  readonly places?: number | undefined;
}

/** Something that stands between a member of staff and a case or a person. */
export interface Conflict {
  readonly id: string;
  readonly kind: ConflictKind;
  readonly caseRef?: string;
  readonly personRef?: string;
  readonly withdrawn?: true;
}

/** A post-holder or a staffed desk. People come and go without a deployment. */
export interface StaffMember extends Post {
  readonly absences?: readonly Absence[];
  readonly conflicts?: readonly Conflict[];
  /** Since when mail to this address comes back; a new address ends it (F37). */
  readonly deadMailbox?: { readonly since: Instant };
  /** Worked out for one case and never stored: a conflict keeps them from it, so that it goes past them. */
  readonly isAside?: true;
}
export type Roster = readonly StaffMember[];

/** Whom a mail is for, decided when the mail is wanted and looked up when it is sent. */
export type MailRecipient =
  | { readonly staff: string }
  /** Whoever stands in for somebody, and is none of those who were told already. */
  | { readonly deputyOf: string; readonly besides?: readonly string[] }
  | { readonly role: Role }
  | { readonly referrerOf: string }
  | { readonly agency: string };

/** The recipients that are staff, and so are looked up on the roster. */
export type StaffRecipient = Exclude<MailRecipient, { referrerOf: string } | { agency: string }>;

export const find = (roster: Roster, staffId: string): StaffMember | undefined =>
  roster.find((member) => member.staffId === staffId);

/** Whether this is where mail to somebody goes. Mail services write an address in either case. */
export const isAddressOf = ({ email }: StaffMember, address: string): boolean =>
  email.toLowerCase() === address.toLowerCase();

/** In post on `day`, first and last day included. */
export const isActive = (member: StaffMember, day: CalendarDay): boolean =>
  member.startsOn <= day && (member.leavesOn === null || day <= member.leavesOn);

/** In post on `day`, and not away; on the roster of one case, not set aside from it either. */
export const isPresent = (member: StaffMember, day: CalendarDay): boolean =>
  isActive(member, day) && absenceOn(member, day) === undefined && !member.isAside;

/**
 * Whether `day` is a weekday that this person does not work. At a weekend nobody is more away than anybody else, and
 * a ladder that runs at one names the out-of-hours role itself.
 */
export const isOffDay = ({ workingDays }: StaffMember, day: CalendarDay): boolean =>
  workingDays !== undefined && weekdayOf(day) < 6 && !workingDays.includes(weekdayOf(day));

/** How somebody is reached. */
export interface Reaching {
  /** It is for today: on a weekday that somebody does not work, it goes to whoever is there. */
  readonly today?: boolean;
  /** By mail: a mailbox that sends it back is no way to reach anybody (F37). */
  readonly byMail?: boolean;
}
type IsThere = (member: StaffMember) => boolean;

/** Roles that somebody must always answer for, from first to last resort. */
const lastResorts: readonly Role[] = ["duty", "manager", "service-manager", "director", "out-of-hours"];

/**
 * The same, those who decide first: for what a manager decides, as a desk may only pass it on (F17); and where no person
 * stands in for somebody, besides the desk that was told already (I5).
 */
const decidersFirst: readonly Role[] = ["manager", "service-manager", "director", "out-of-hours", "duty"];

/** Posts that decide. Only whoever may have a manager's rights stands in for one of them; others are passed over. */
const deciding: readonly Role[] = ["manager", "service-manager", "director"];
const mayDecide: readonly Role[] = ["supervisor", ...deciding];

/**
 * Who is reached for a recipient on `day`: the person, or whoever stands in for them (the cover of their absence, else
 * their deputy, and so on), or the duty desk, or another staffed role (I1, F16, F17). A deputy is always somebody else
 * than who is reached for the person today, also where that is a stand-in already (I5). Somebody away is reached only
 * where everybody is. Empty only when nobody is in post who must always answer. On the roster of a case (`rosterFor`) it
 * goes past whoever has a conflict with it.
 *
 * A day that somebody simply does not work re-routes nothing of itself: a reminder waits in their mailbox until the
 * next day they are there. What is for today (`today`) goes to whoever is there.
 */
export function reach(
  roster: Roster,
  service: string,
  recipient: StaffRecipient,
  day: CalendarDay,
  { today = false, byMail = false }: Reaching = {},
): Roster {
  const inPost: IsThere = (member) => isActive(member, day);
  const present: IsThere = (member) => isPresent(member, day);
  const canBe: readonly IsThere[] = [
    (member) => present(member) && !(byMail && member.deadMailbox) && !(today && isOffDay(member, day)),
    ...(today ? [(member: StaffMember) => present(member) && !(byMail && member.deadMailbox)] : []),
    ...(byMail ? [present] : []),
  ];
  for (const isThere of canBe) {
    const found = reachAmong(roster, service, recipient, day, isThere);
    if (found.length > 0) return found;
  }
  // Everybody who must always answer is away at once: their team is told, and where that is away too, they are.
  // So are those who are set aside: a mail names no more than a reference, and they can pass it on.
  const resorts = holders(roster, service, lastResorts, inPost);
  if (resorts.length === 0) return [];
  const team = holders(roster, service, ["supervisor", "worker"], present);
  return team.length > 0 ? team : reachAmong(roster, service, recipient, day, inPost);
}

function reachAmong(
  roster: Roster,
  service: string,
  recipient: StaffRecipient,
  day: CalendarDay,
  isThere: IsThere,
): Roster {
  const first = (start: readonly string[], but?: ReadonlySet<string>) =>
    firstThere(roster, start, day, isThere, but);
  if ("role" in recipient) {
    const { role } = recipient;
    const found = holders(roster, service, [role], isThere);
    if (found.length > 0) return found;
    const decides = deciding.includes(role);
    const mayStandIn: IsThere = (member) =>
      isThere(member) && (!decides || member.roles.some((each) => mayDecide.includes(each)));
    // Whoever holds the role is away, or left it and nobody has it yet: their stand-ins come before the desks (F17).
    const away = holders(roster, service, [role], (member) => isActive(member, day));
    const gone = away.length > 0 || !decides ? [] : lastHolders(roster, service, role, day);
    const standIns = [...away, ...gone].flatMap(
      ({ staffId }) => firstThere(roster, [staffId], day, mayStandIn) ?? [],
    );
    if (standIns.length > 0) return [...new Set(standIns)];
    return holders(roster, service, decides ? decidersFirst : lastResorts, isThere);
  }
  if ("staff" in recipient) {
    const person = first([recipient.staff]);
    return person ? [person] : holders(roster, service, lastResorts, isThere);
  }
  const told = first([recipient.deputyOf]);
  const { deputyOf, besides = [] } = recipient;
  const beside = new Set([deputyOf, ...besides, ...(told ? [told.staffId] : [])]);
  const deputy = told && first(standInsOf(told, day), beside);
  if (deputy) return [deputy];
  return holders(roster, service, told ? lastResorts : decidersFirst, isThere);
}

/** Who stands in for somebody on `day`, first come first: the cover of their absence, then their deputy. */
const standInsOf = (member: StaffMember, day: CalendarDay): readonly string[] =>
  [absenceOn(member, day)?.cover, member.deputy].filter((id) => typeof id === "string");

/** The first who is there along the stand-ins, nearest first, which may go round; nobody in `but` counts. */
function firstThere(
  roster: Roster,
  start: readonly string[],
  day: CalendarDay,
  isThere: IsThere,
  but: ReadonlySet<string> = new Set(),
): StaffMember | undefined {
  const seen = new Set(start);
  for (const next of seen) {
    const member = find(roster, next);
    if (!member) continue;
    if (!but.has(next) && isThere(member)) return member;
    // A set is walked in the order of its making, and what is added meanwhile is walked too.
    for (const standIn of standInsOf(member, day)) seen.add(standIn);
  }
  return undefined;
}

function holders(roster: Roster, service: string, roles: readonly Role[], isThere: IsThere): Roster {
  for (const role of roles) {
    const found = roster.filter(
      (member) => isThere(member) && member.roles.includes(role) && member.services.includes(service),
    );
    if (found.length > 0) return found;
  }
  return [];
}

/** Who left a post last, where nobody is in it on `day`: on the same day there may be several. */
function lastHolders(roster: Roster, service: string, role: Role, day: CalendarDay): Roster {
  const left = holders(roster, service, [role], ({ leavesOn }) => leavesOn !== null && leavesOn < day);
  const last = left
    .map(({ leavesOn }) => leavesOn ?? "")
    .reduce((one, other) => (one > other ? one : other), "");
  return left.filter(({ leavesOn }) => leavesOn === last);
}

/** Whether a service's policy sends anything to somebody else on a weekday that a person does not work. */
export const reroutesOffDays = (policy: { readonly people: PeoplePolicy } | undefined): boolean =>
  policy?.people.offDayReroutes !== "nothing";

/**
 * Whether `staffId` may help `worker` on `day` with what the whole team writes down: that person, whoever is reached in
 * their stead, or whoever is told to step in for them, their deputy, on any day (X-03, F17). On any roster that reaches
 * anybody, somebody may.
 */
export const actsFor = (
  roster: Roster,
  service: string,
  staffId: string,
  worker: string,
  day: CalendarDay,
): boolean =>
  staffId === worker ||
  [{ staff: worker }, { deputyOf: worker }].some((recipient) =>
    isReached(roster, service, staffId, recipient, day, true),
  );

/**
 * Whether `staffId` is who answers for `person` on `day`: that person, or whoever is reached in their stead (X-03, F17),
 * on days that they do not work only where the policy re-routes on these (`offDays`). Their deputy is not while they are
 * there.
 */
export const answersFor = (
  roster: Roster,
  service: string,
  staffId: string,
  person: string,
  day: CalendarDay,
  offDays: boolean,
): boolean => staffId === person || isReached(roster, service, staffId, { staff: person }, day, offDays);

/** Whether what is for a recipient reaches `staffId` on `day`, in whichever way: nobody is told what they may not do. */
const isReached = (
  roster: Roster,
  service: string,
  staffId: string,
  recipient: StaffRecipient,
  day: CalendarDay,
  offDays: boolean,
): boolean =>
  [{}, { byMail: true }, ...(offDays ? [{ today: true }, { today: true, byMail: true }] : [])].some(
    (reaching) =>
      reach(roster, service, recipient, day, reaching).some((member) => member.staffId === staffId),
  );

/**
 * Whether `staffId` is reached for a manager who is away, or whose post is vacant, and so stands in: with their rights for
 * those days, and with every rule that two different people keep (F17, X-04). Where a manager is there, nobody does, but
 * for the weekdays and the mailboxes on account of which their mail goes to somebody else.
 */
export function standsInForManager(
  roster: Roster,
  service: string,
  staffId: string,
  day: CalendarDay,
  offDays: boolean,
): boolean {
  return isReached(roster, service, staffId, { role: "manager" }, day, offDays);
}
