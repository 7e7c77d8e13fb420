import type { Instant } from "#shared/domain/calendar-day.ts";
import type { AccessReason, LiftingReason, RestrictionReason } from "#shared/domain/keeping-policy.ts";
import type { Staff } from "./case-gate.ts";
import { changeCase } from "./change-case.ts";
import type { Ports } from "./ports.ts";
import { rosterOf } from "./read-roster.ts";
import { keepWords } from "./words.ts";

/** A manager keeps a case to those who need to know, or changes who they are. */
export async function restrictCase(
  ports: Ports,
  by: Staff,
  caseRef: string,
  { reason, words, named }: { reason: RestrictionReason; words: string; named: readonly string[] },
  at: Instant,
) {
  const content = await keepWords(ports, by.council, caseRef, "restriction", { reason, words });
  return changeCase(ports, by.council, caseRef, by, at, () => ({
    type: "restrict",
    by,
    reason,
    named,
    content,
  }));
}

/** A manager opens a case to the team again. */
export async function liftRestriction(
  ports: Ports,
  by: Staff,
  caseRef: string,
  { reason, words }: { reason: LiftingReason; words: string },
  at: Instant,
) {
  const content = await keepWords(ports, by.council, caseRef, "restriction-lifted", { reason, words });
  return changeCase(ports, by.council, caseRef, by, at, () => ({
    type: "lift-restriction",
    by,
    reason,
    content,
  }));
}

/** Somebody who decides and is not on the list breaks the glass: allowed, written down, and told to the supervisor. */
export async function overrideRestriction(
  ports: Ports,
  by: Staff,
  caseRef: string,
  { reason, words }: { reason: AccessReason; words: string },
  at: Instant,
) {
  const content = await keepWords(ports, by.council, caseRef, "restriction-override", { reason, words });
  const roster = await rosterOf(ports, by.council);
  return changeCase(ports, by.council, caseRef, by, at, () => ({
    type: "override-restriction",
    by,
    reason,
    content,
    roster,
  }));
}
