import type { CalendarDay, Instant } from "../calendar-day.ts";

/** A contact, or the attempt at one: seeing somebody and speaking with them are two things (CST-04, CST-20). */
export interface ContactFacts {
  readonly channel: string;
  readonly place: string;
  readonly when: Instant;
  readonly minutes: number;
  readonly outcome: string;
  readonly seen: boolean;
  readonly spokenTo: boolean;
  /** Why a channel that is not safe was used. */
  readonly unsafeReason?: string | undefined;
}

/** What the contact log comes to. An attempt is a contact at which nobody was seen or spoken to. */
export interface ContactSummary {
  readonly attempts: number;
  readonly sightings: number;
  readonly talks: number;
  readonly lastAttempted?: CalendarDay;
  readonly lastSeen?: CalendarDay;
  readonly lastSpokenTo?: CalendarDay;
  /** The day of the last review whose worker had seen the person. */
  readonly seenByReview?: CalendarDay;
  /** The day on which the supervisor was last told that nobody had seen the person for long. */
  readonly told?: CalendarDay;
}

interface Recorded {
  readonly by: string;
  readonly at: Instant;
  readonly content: string;
}

/** What the team agreed about the risks to a person, with whom, and when they look again (CST-12). */
export interface RiskRecord extends Recorded {
  readonly levels: Readonly<Record<string, string>>;
  /** Agencies that agreed to it, by id. */
  readonly joint: readonly string[];
  readonly reviewOn: CalendarDay;
}

/** What whoever visits must know before they go. */
export interface WarningNote extends Recorded {
  readonly reviewOn: CalendarDay;
}

/** The last of each kind of paper: the tool's, or the decision's. */
export interface LastRecord extends Recorded {
  readonly on: CalendarDay;
  readonly edition?: string;
  readonly declined?: boolean;
  readonly reference?: string;
}

/** What the team wrote down about a case, in coded values; the words are content, and the rest is in the history. */
export interface CaseWork {
  readonly contacts?: ContactSummary;
  readonly risk?: RiskRecord;
  readonly warnings?: Readonly<Record<string, WarningNote>>;
  readonly conversations?: Readonly<Record<string, LastRecord>>;
  readonly readings?: Readonly<Record<string, LastRecord>>;
  readonly capacity?: Readonly<Record<string, LastRecord>>;
  /** The name of what was written down last: sent twice, it is written down once (F13). */
  readonly lastRecord?: string;
}
