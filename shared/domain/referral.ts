import {
  type AgencyCallEvent,
  type AgencyCalls,
  agencyCallMails,
  evolveAgencyCall,
  isOfAgencyCall,
} from "./agency-call.ts";
import type { Instant } from "./calendar-day.ts";
import { accept, type Decision, refuse } from "./decision.ts";
import { type Intent, mailIntent } from "./intent.ts";
import {
  evolveMissingForm,
  type FormAskedFor,
  isOfMissingForm,
  type MissingFormEvent,
  missingFormMails,
} from "./missing-form.ts";
import type { Fault } from "./quarantined-referral.ts";
import { type CallEvent, type Calls, callMails, evolveCall } from "./referral-call.ts";
import type { ReferralFacts } from "./referral-facts.ts";
import type { ScreeningFacts } from "./screening.ts";

/** One immutable submission of the form. Another body under the same submission id is kept beside it, and flagged. */
export interface Referral extends Calls, AgencyCalls, FormAskedFor {
  readonly referralRef: string;
  readonly council: string;
  readonly service: string;
  readonly source: string;
  readonly receivedAt: Instant;
  readonly caseRef: string;
  readonly personRef: string;
  /** The name of the content item that holds the body as it was sent, or as the duty desk mended it. */
  readonly content: string;
  /** The name of the content that holds it in the form's canonical shape, where a mapping read it. */
  readonly canonical?: string;
  /** Answers that the mapping could not read: places and expectations; the values stay in the body (A4). */
  readonly unread?: readonly Fault[];
  /** The quarantined referral that it was, before it was accepted. */
  readonly quarantineRef?: string;
  readonly screening: ScreeningFacts;
  /** Referrals that were kept before these were do not have them. */
  readonly facts?: ReferralFacts;
  /** Taken by telephone in an emergency; its form is still to come (CST-08). */
  readonly provisional?: true;
  /** Which member of staff took it, by id; those that were kept before this was noted have none. */
  readonly takenBy?: string;
  /** The telephoned emergency that this form quotes. */
  readonly retrospectiveFor?: string;
  /** The closed case that staff take up again with it (CST-20). */
  readonly reopens?: string;
  /** Who took it up again: they say that it is the same person. */
  readonly reopenedBy?: string;
  /** Whether the referrer left an e-mail address that an answer can go to. */
  readonly canAnswer: boolean;
  /** Referrals that were kept before alikeness.ts was have a keyed hash of family name and date of birth here (F2). */
  readonly match?: string;
  /** The agencies that the form names, as coded words; their names stay in the body. */
  readonly agencies: readonly string[];
  readonly otherBodies: readonly string[];
  /** Later versions in their order; the last counts, and the body as it first came where there is none (CST-04). */
  readonly versions?: readonly KeptVersion[];
}

/** A later version of a referral, by the names of its contents. */
export interface KeptVersion {
  readonly version: number;
  readonly content: string;
  readonly canonical?: string;
}

type Received = Omit<
  Referral,
  "otherBodies" | "versions" | keyof Calls | keyof AgencyCalls | keyof FormAskedFor
>;

export type ReferralEvent =
  | ({ readonly type: "ReferralReceived" } & Received)
  | CallEvent
  | AgencyCallEvent
  | MissingFormEvent
  | ({ readonly type: "VersionKept" } & KeptVersion)
  | { readonly type: "OtherBodyKept"; readonly content: string };

export type ReferralCommand =
  | ({ readonly type: "receive" } & Received)
  | ({ readonly type: "keep-version" } & KeptVersion);

/**
 * A referral is received once. The same body again changes nothing (F1); another body under the same submission
 * id is kept and flagged, and the first is untouched.
 */
export function decideReferral(
  held: Referral | undefined,
  command: ReferralCommand,
): Decision<ReferralEvent> {
  if (command.type === "keep-version") {
    if (!held) return refuse("not-found");
    const { type: _, ...version } = command;
    if (held.versions?.some((kept) => kept.version === version.version)) return accept();
    return accept<ReferralEvent>({ type: "VersionKept", ...version });
  }
  const { type: _, ...facts } = command;
  if (!held) return accept<ReferralEvent>({ type: "ReferralReceived", ...facts });
  if (held.source !== command.source) return refuse("not-found");
  const isKnown = held.content === command.content || held.otherBodies.includes(command.content);
  return isKnown ? accept() : accept<ReferralEvent>({ type: "OtherBodyKept", content: command.content });
}

export function evolveReferral(held: Referral | undefined, event: ReferralEvent): Referral {
  if (event.type === "ReferralReceived") {
    const { type: _, ...facts } = event;
    return { ...facts, otherBodies: [] };
  }
  if (!held) throw new Error(`A referral begins with ReferralReceived, not with ${event.type}`);
  if (event.type === "VersionKept") {
    const { type: _, ...version } = event;
    const versions = [...(held.versions ?? []), version];
    return { ...held, versions: versions.sort((one, other) => one.version - other.version) };
  }
  if (event.type === "OtherBodyKept") return { ...held, otherBodies: [...held.otherBodies, event.content] };
  if (isOfMissingForm(event)) return evolveMissingForm(held, event);
  return isOfAgencyCall(event) ? evolveAgencyCall(held, event) : evolveCall(held, event);
}

/**
 * The case is opened and the referrer answered; without an address it is the case that asks for a call (CST-07). That a call
 * has ended is noted, so that the measures find when the referrer was told, also when the case was over before.
 */
export function referralEffects(
  _before: Referral | undefined,
  events: readonly ReferralEvent[],
  after: Referral,
): readonly Intent[] {
  const { referralRef, caseRef, personRef, service, provisional } = after;
  const ofItself = events.flatMap((event): Intent[] => {
    if (event.type === "OtherBodyKept") {
      const { content } = event;
      return [{ kind: "note-other-body", key: `other-body/${content}`, caseRef, referralRef, content }];
    }
    if (event.type === "ReferrerCallEnded")
      return [{ kind: "mark-ended", key: `call-ended/${event.content}` }];
    if (event.type !== "ReferralReceived") return [];
    const mail = {
      key: `${referralRef}/received`,
      to: { referrerOf: referralRef },
      service,
      message: { kind: provisional ? "emergency-recorded" : "referral-received", referralRef },
    } as const;
    return [
      { kind: "open-case", key: `open/${caseRef}`, caseRef, personRef },
      ...(after.canAnswer ? [mailIntent(mail)] : []),
    ];
  });
  return [
    ...ofItself,
    ...callMails(after, after.call, events),
    ...agencyCallMails(after, after.agencyCall, events),
    ...missingFormMails(after, events),
  ];
}
