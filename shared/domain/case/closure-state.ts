import type { CalendarDay, Instant } from "../calendar-day.ts";
import type { ClosureReason } from "../policy.ts";
import type { Track } from "./track.ts";

/** On which days an agency was asked about a closure: first, and last where that was a later day. */
export interface AskedAgency {
  readonly first: CalendarDay;
  readonly again?: CalendarDay;
}

/** What somebody who was asked about a closure said. Silence counts only where they were asked, and chased (CST-19). */
export interface Consultation {
  readonly answer: "agrees" | "objects" | "silent";
  readonly by: string;
  readonly at: Instant;
  /** The name under which the words are kept; none for silence. */
  readonly content?: string;
  /** That it was corrected, and is asked for once more. */
  readonly corrected?: true;
}

/** A closure, being weighed or ended: its reason and evidence, whom it asks, and its own line of timers. */
export interface Closure extends Track {
  readonly reason: ClosureReason;
  readonly requestedBy: string;
  readonly requestedAt: Instant;
  readonly evidence: string;
  /** The agencies that whoever asked named as involved now. */
  readonly agencies?: readonly string[];
  /** Who must be asked, and until when their answer is waited for; empty where the reason needs no consultation. */
  readonly ask: readonly string[];
  readonly answerBy: Instant;
  readonly consulted: Readonly<Record<string, Consultation>>;
  /** Which agencies were asked, by mail or by somebody who said so; closures from before this was kept have none. */
  readonly asked?: Readonly<Record<string, AskedAgency>>;
  /** How it ended; absent while it is being weighed. */
  readonly ended?: "closed" | "kept" | "withdrawn";
}

export interface ClosedCase {
  readonly reason: ClosureReason;
  readonly planned: boolean;
  readonly by: string;
  readonly at: Instant;
}

/** A case that closed before and may have been the same person's (CST-20, STG-09). */
export interface EarlierCase {
  readonly caseRef: string;
  readonly closedOn: CalendarDay;
  readonly worker?: string;
  readonly supervisor?: string;
}
