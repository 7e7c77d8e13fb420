import type { Case } from "#shared/domain/case/case.ts";
import { hasConflicts, rosterFor } from "#shared/domain/case/conflict.ts";
import type { MailMessage } from "#shared/domain/mail-message.ts";
import type { Referral } from "#shared/domain/referral.ts";
import type { Roster, StaffMember } from "#shared/domain/roster.ts";
import type { DocumentKey, DocumentStore, ShelvedKind } from "#shared/ports.ts";
import { caseKey, referralKey } from "./keys.ts";
import { linkedCases } from "./linked-cases.ts";
import type { Ports } from "./ports.ts";
import { remembered } from "./remembered.ts";

/** Everybody on a council's roster, those who have left included. */
export async function rosterOf({ store }: Pick<Ports, "store">, council: string): Promise<Roster> {
  return (await store.list<StaffMember>(council, "worker")).map(({ state }) => state);
}

/**
 * The same as it is for one case, with whoever has a conflict with it set aside. The case is looked at only where
 * anybody has declared a conflict; without one it is the whole roster.
 */
export async function rosterAbout(
  ports: Pick<Ports, "store">,
  council: string,
  caseRef: string | undefined,
  known?: Roster,
): Promise<Roster> {
  const roster = known ?? (await rosterOf(ports, council));
  if (!caseRef || !hasConflicts(roster)) return roster;
  const held = (await ports.store.load<Case>(caseKey(council, caseRef)))?.state;
  return held ? rosterAround(ports, held, roster) : roster;
}

/** What a request is about, where it names that. */
export interface Named {
  readonly caseRef?: string | undefined;
  readonly referralRef?: string | undefined;
}

/** The case that a mail or a request is about: the one that it names, else the one that the referral which it names became. */
export async function caseAbout(
  { store }: Pick<Ports, "store">,
  council: string,
  about: MailMessage | Named,
): Promise<string | undefined> {
  if ("caseRef" in about && about.caseRef) return about.caseRef;
  if (!("referralRef" in about) || !about.referralRef) return undefined;
  return (await store.load<Referral>(referralKey(council, about.referralRef)))?.state.caseRef;
}

/** The same of a case that is at hand: a conflict with another case of the same person is one with it. */
export async function rosterAround(ports: Pick<Ports, "store">, held: Case, known?: Roster): Promise<Roster> {
  const roster = known ?? (await rosterOf(ports, held.council));
  if (!hasConflicts(roster)) return roster;
  return rosterFor(roster, { ...held, linked: await linkedCases(ports, held) });
}

/**
 * A store for one piece of work, which reads a council's roster once in it, however many mails and decisions ask for it.
 * What the work itself writes to the roster is read anew.
 */
export function rosterOnce(store: DocumentStore): DocumentStore {
  const rosters = remembered((council) => store.list<never>(council, "worker"));
  const forgetting = <Outcome>({ kind, council }: DocumentKey, written: Promise<Outcome>) =>
    written.finally(() => {
      if (kind === "worker") rosters.forget(council);
    });
  return {
    ...store,
    create: (document) => forgetting(document.key, store.create(document)),
    replace: (document) => forgetting(document.key, store.replace(document)),
    list: <State>(council: string, kind: ShelvedKind) =>
      kind === "worker" ? rosters.of(council) : store.list<State>(council, kind),
  };
}
