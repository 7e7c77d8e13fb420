/** Whom the posts of a funding stream may serve (CST-10). */
export const streamServes = ["anyone", "council-tenancy-at-risk"] as const;

/** Money that pays for posts; some of it is ring-fenced for some people (CST-10, CST-11). */
export interface FundingStream {
  readonly id: string;
  readonly title: string;
  readonly serves: (typeof streamServes)[number];
}

/** How much work a post takes: cases at a time, and hours a week for all of them (CST-09). */
export interface Capacity {
  readonly places: number;
  readonly weeklyHours: number;
}

/** A kind of post, such as `social-worker`. */
export interface PostKind extends Capacity {
  readonly id: string;
  readonly title: string;
  readonly fundingStream: string;
}

/** Why somebody is away. No more than this is ever kept: nothing medical. */
export const absenceKinds = ["leave", "sickness", "other"] as const;
export type AbsenceKind = (typeof absenceKinds)[number];

export const conflictKinds = [
  "family",
  "personal-relationship",
  "financial",
  "earlier-role",
  "other",
] as const;
/** What stands between a member of staff and a case. */
export type ConflictKind = (typeof conflictKinds)[number];

export const overrideReasons = [
  "urgent-risk",
  "knows-the-person",
  "nobody-else-fits",
  "others-close-soon",
  "agreed-with-funder",
  "two-workers-needed",
] as const;
/** Why a limit was passed at an allocation; words go with it. */
export type OverrideReason = (typeof overrideReasons)[number];

export const handoverReasons = [
  "leaving",
  "long-absence",
  "caseload",
  "skills",
  "conflict-of-interest",
  "person-asked",
  "other",
] as const;
/** Why a case goes to somebody else; words go with it. */
export type HandoverReason = (typeof handoverReasons)[number];

/** The posts of a service, what they may take on, and how their absences are met (X-03, A7). */
export interface PeoplePolicy {
  readonly fundingStreams: readonly FundingStream[];
  readonly posts: readonly PostKind[];
  /** For somebody whose post is of no kind that is named here. */
  readonly otherPost: Capacity;
  /** Hours a week that a case takes where nobody said otherwise at its allocation. */
  readonly caseHours: number;
  /** Which mails go to whoever is there on a weekday that somebody does not work. */
  readonly offDayReroutes: "urgent" | "everything" | "nothing";
  readonly allocation: {
    /** Somebody who stays away for more days than these takes no new case unless a manager says why. */
    readonly mostDaysAway: number;
    /** An absence that begins within these days, and a leaving date within those, are shown and keep nobody from it. */
    readonly lookAheadDays: number;
    readonly fewestDaysLeft: number;
    /** How many workers a meeting is suggested for each case, with their reasons. */
    readonly mostSuggested: number;
  };
  readonly overrideReasons: readonly OverrideReason[];
  readonly handover: { readonly reasons: readonly HandoverReason[] };
  /** The manager hears of a leaver's open cases from this many days before the last one in post. */
  readonly leaverReminderDays: number;
  /** Whoever has one of these roles acts as manager while they are reached for one who is away (F17). */
  readonly actsAsManager: readonly ("supervisor" | "service-manager" | "director")[];
}
