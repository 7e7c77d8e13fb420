import type { Instant } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import type { CaseCommand } from "#shared/domain/case/commands.ts";
import { mayOpen } from "#shared/domain/case/restriction.ts";
import { type Actor, holdfast, type Role } from "#shared/domain/decision.ts";
import type { Ports } from "./ports.ts";
import { rosterOf } from "./read-roster.ts";

/**
 * The one gate in front of every case. What staff read comes through `openCaseToRead` and `visibleDue` in
 * case-access.ts, what they change through `changeCase`; all ask here, and nothing else decides who sees a restricted
 * case. Whoever may not see one gets what they would get were it not there.
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

/** Whether this person may read this of a case. */
export async function maySee(
  ports: Ports,
  staff: Staff,
  held: Case,
  at: Instant,
  what: ReadThing = "case",
): Promise<boolean> {
  if (!held.restricted || staff.roles.some((role) => wholeCouncil[role]?.includes(what))) return true;
  return mayOpen(held, staff, await rosterOf(ports, staff.council), at);
}

/** Whether somebody may change a case: Holdfast itself, whoever may see it, and whoever asks to break the glass. */
export async function mayChange(
  ports: Ports,
  by: Actor,
  held: Case,
  command: CaseCommand["type"],
  at: Instant,
): Promise<boolean> {
  if (by.id === holdfast.id || command === "override-restriction") return true;
  const asides: Readonly<Partial<Record<CaseCommand["type"], ReadThing>>> = {
    retry: "operation",
    hold: "retention",
    "decide-retention": "retention",
  };
  const what = asides[command] ?? "case";
  return maySee(ports, { ...by, council: held.council }, held, at, what);
}
