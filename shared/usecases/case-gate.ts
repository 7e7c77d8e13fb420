import type { Instant } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import type { CaseCommand } from "#shared/domain/case/commands.ts";
import { hasConflicts, refuseConflict } from "#shared/domain/case/conflict.ts";
import { mayOpen } from "#shared/domain/case/restriction.ts";
import { type Actor, holdfast, type Refusal, type Role, refuse } from "#shared/domain/decision.ts";
import { policyOf } from "#shared/domain/policy.ts";
import type { Roster } from "#shared/domain/roster.ts";
import { linkedCases } from "./linked-cases.ts";
import type { Ports } from "./ports.ts";
import { rosterAround, rosterOf } from "./read-roster.ts";

/**
 * The one gate in front of every case. What staff read comes through `openCaseToRead` and `visibleDue` in
 * case-access.ts, what they change through `changeCase`; all ask here, and nothing else decides who sees a restricted
 * case, or has no part in one because of a conflict. Whoever may not see one gets what they would get were it not there.
 */
export type Staff = Actor & { readonly council: string };

/** What is read of a case, as the access log names it. */
export type ReadThing = "case" | "history" | "access-log" | "as-at" | "operation" | "export" | "retention";

/** What those who look after the whole may read of any case, restricted or not: coded facts, and what the law gives a person. */
const wholeCouncil: Readonly<Partial<Record<Role, readonly ReadThing[]>>> = {
  auditor: ["history", "access-log", "as-at"],
  operator: ["operation"],
  "information-governance": ["export", "access-log", "retention"],
};

interface Refused {
  readonly refused: Refusal;
}

/**
 * Why this person may not read this of a case, where they may not: `not-found`, where it is restricted and not theirs;
 * `own-conflict`, where they have a conflict with it, restricted or not. What runs for it is codes, and tells nobody's life.
 */
export async function refuseReader(
  ports: Ports,
  staff: Staff,
  held: Case,
  at: Instant,
  what: ReadThing = "case",
): Promise<Refused | undefined> {
  const roster = await rosterOf(ports, staff.council);
  const policy = policyOf(ports.policies, held.council, held.service);
  const looksAfterAll = staff.roles.some((role) => wholeCouncil[role]?.includes(what));
  // Only of a restricted case does it matter who stands in for whom, past whoever has a conflict with the person.
  const around = held.restricted && !looksAfterAll ? await rosterAround(ports, held, roster) : roster;
  if (!looksAfterAll && !mayOpen(held, staff, around, { at, policy })) return refuse("not-found");
  return what === "operation" ? undefined : refuseOwnConflict(ports, held, staff, roster, at);
}

/** The others of the same person are looked up only for somebody who has declared a conflict that still stands. */
async function refuseOwnConflict(ports: Ports, held: Case, by: Actor, roster: Roster, at: Instant) {
  const own = roster.filter(({ staffId }) => staffId === by.id);
  if (!hasConflicts(own)) return undefined;
  return refuseConflict({ ...held, linked: await linkedCases(ports, held) }, by, roster, { at });
}

/** Whether this person may read this of a case. */
export const maySee = async (...reading: Parameters<typeof refuseReader>): Promise<boolean> =>
  (await refuseReader(...reading)) === undefined;

/**
 * Why somebody may not change a case, where they may not. Holdfast itself may, whoever may see it, and whoever asks to
 * break the glass; and whoever is offered a case that they have a conflict with may say no.
 */
export async function refuseChange(
  ports: Ports,
  by: Actor,
  held: Case,
  command: CaseCommand["type"],
  at: Instant,
): Promise<Refused | undefined> {
  if (by.id === holdfast.id) return undefined;
  const asides: Readonly<Partial<Record<CaseCommand["type"], ReadThing>>> = {
    retry: "operation",
    hold: "retention",
    "decide-retention": "retention",
  };
  const { council } = held;
  if (command === "override-restriction")
    return refuseOwnConflict(ports, held, by, await rosterOf(ports, council), at);
  const refused = await refuseReader(ports, { ...by, council }, held, at, asides[command]);
  const isOffered = command === "answer-handover" && refused?.refused.name === "own-conflict";
  return isOffered ? undefined : refused;
}
