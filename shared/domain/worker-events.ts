import type { Absence } from "./absence.ts";
import type { Instant } from "./calendar-day.ts";
import { type Intent, mailIntent } from "./intent.ts";
import type { MailMessage } from "./mail-message.ts";
import type { Conflict, MailRecipient, Post, StaffMember } from "./roster.ts";

/** An emergency that waits for a decision, and until when. */
export interface Deciding {
  readonly caseRef: string;
  readonly due: Instant;
}

/** A part in a case that somebody else must take over. */
export interface HeldPart {
  readonly caseRef: string;
  readonly holds: "worker" | "supervisor";
  /** Who holds the other part of that case, and is told too. */
  readonly partner?: string;
}

/** What can happen to a post and whoever holds it; folding it yields the member of staff. */
export type WorkerEvent =
  /** What was recorded, and under which name the reason is kept, where one was given. */
  | ({ readonly type: "PostRecorded"; readonly content?: string } & Post)
  /** An absence, or a later version of one: the last stands, and the history keeps each. */
  | ({ readonly type: "AbsenceRecorded" } & Absence)
  | { readonly type: "AbsenceCancelled"; readonly id: string; readonly version: number }
  | ({
      readonly type: "ConflictDeclared";
      readonly parts?: readonly HeldPart[];
      /** The one part that an event of an older release has, of the case that is named where it says no other. */
      readonly holds?: "worker" | "supervisor";
      readonly holdsCase?: string;
      readonly partner?: string;
      /** An emergency that was for this person to decide, and is another's from now on (CST-08). */
      readonly decides?: Deciding;
    } & Conflict)
  /** Those that were withdrawn before a reason was asked for have none. */
  | { readonly type: "ConflictWithdrawn"; readonly id: string; readonly content?: string }
  | { readonly type: "MailboxDied"; readonly at: Instant };

export function evolveWorker(held: StaffMember | undefined, event: WorkerEvent): StaffMember {
  if (event.type === "PostRecorded") {
    const { type: _, content: __, ...post } = event;
    const { absences, conflicts, deadMailbox, email } = held ?? {};
    return {
      ...post,
      ...(absences ? { absences } : {}),
      ...(conflicts ? { conflicts } : {}),
      ...(deadMailbox && email === post.email ? { deadMailbox } : {}),
    };
  }
  if (!held) throw new Error(`A post begins with PostRecorded, not with ${event.type}`);
  const { absences = [], conflicts = [] } = held;
  switch (event.type) {
    case "AbsenceRecorded": {
      const { type: _, ...absence } = event;
      const others = absences.filter(({ id }) => id !== absence.id);
      const at = absences.findIndex(({ id }) => id === absence.id);
      return { ...held, absences: at < 0 ? [...others, absence] : absences.with(at, absence) };
    }
    case "AbsenceCancelled":
      return {
        ...held,
        absences: absences.map((absence) =>
          absence.id === event.id ? { ...absence, version: event.version, cancelled: true } : absence,
        ),
      };
    case "ConflictDeclared": {
      const {
        type: _,
        parts: __,
        holds: ___,
        holdsCase: ____,
        partner: _____,
        decides: ______,
        ...conflict
      } = event;
      return { ...held, conflicts: [...conflicts, conflict] };
    }
    case "ConflictWithdrawn":
      return {
        ...held,
        conflicts: conflicts.map((one) => (one.id === event.id ? { ...one, withdrawn: true } : one)),
      };
    case "MailboxDied":
      return { ...held, deadMailbox: { since: event.at } };
  }
}

/** Who is told of a change: whoever stands in, and the manager of a case that somebody may no longer hold. */
export function workerEffects(
  _before: StaffMember | undefined,
  events: readonly WorkerEvent[],
  after: StaffMember,
): readonly Intent[] {
  const { staffId } = after;
  const announce = (about: string): Intent => ({ kind: "announce-cover", key: `cover/${about}`, staffId });
  return events.flatMap((event): readonly Intent[] => {
    switch (event.type) {
      case "PostRecorded":
        return event.leavesOn === null ? [] : [announce(`left/${event.leavesOn}`)];
      case "AbsenceRecorded":
      case "AbsenceCancelled":
        return [announce(`${event.id}/${event.version}`)];
      case "ConflictDeclared": {
        const { parts = [], decides, id } = event;
        // It was told to this person alone, and its hours run: whoever decides in their stead is told at once.
        const alert = decides && ({ kind: "emergency-alert", ...decides, says: "opened" } as const);
        const alerts = alert ? [mail(after, `conflict/${id}/emergency`, { role: "manager" }, alert)] : [];
        // A manager's own conflict is for the one above them.
        const role = after.roles.includes("manager") ? "service-manager" : "manager";
        const told = parts.flatMap(({ caseRef, partner }) => {
          const message = { kind: "conflict-declared", caseRef } as const;
          const about = `conflict/${id}/${caseRef}`;
          return [
            mail(after, about, { role }, message),
            ...(partner ? [mail(after, `${about}/partner`, { staff: partner }, message)] : []),
          ];
        });
        return [...alerts, ...told];
      }
      case "MailboxDied":
        return [
          mail(after, `mailbox/${event.at}`, { role: "roster-admin" }, { kind: "mailbox-dead", staffId }),
        ];
      default:
        return [];
    }
  });
}

function mail(
  { staffId, services }: StaffMember,
  about: string,
  to: MailRecipient,
  message: MailMessage,
): Intent {
  const key = `staff/${staffId}/${about}`;
  return mailIntent({ key, to, service: services[0] ?? "", message });
}
