import type { Instant } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import { hasConflicts } from "#shared/domain/case/conflict.ts";
import { type Refusal, refuse, refuseReason } from "#shared/domain/decision.ts";
import type { AccessReason } from "#shared/domain/keeping-policy.ts";
import type { Referral } from "#shared/domain/referral.ts";
import type { DueDocument, StoredDocument } from "#shared/ports.ts";
import { actingRoles } from "./acting-roles.ts";
import { atMost } from "./at-most.ts";
import { maySee, type ReadThing, refuseReader, type Staff } from "./case-gate.ts";
import { servicePolicy } from "./change-case.ts";
import { caseKey } from "./keys.ts";
import { noteAccess } from "./note-access.ts";
import type { Ports } from "./ports.ts";
import { rosterOf } from "./read-roster.ts";

/** A reading: what of a case is read, and the coded reason that was given. */
interface Reading {
  readonly what: ReadThing;
  readonly why?: AccessReason | undefined;
}

/**
 * Opens a case to be read. A restricted one asks for a reason, and every reading is written down before anything is
 * shown: where that fails, nothing is.
 */
export async function openCaseToRead(
  ports: Ports,
  staff: Staff,
  caseRef: string,
  { what, why }: Reading,
  at: Instant,
): Promise<
  { readonly stored: StoredDocument<Case>; readonly refused?: never } | { readonly refused: Refusal }
> {
  const key = caseKey(staff.council, caseRef);
  const stored = await ports.store.load<Case>(key);
  if (!stored) return refuse("not-found");
  const refused = await refuseReader(ports, staff, stored.state, at, what);
  if (refused) return refused;
  const refusal = refuseReading(ports, stored.state, why);
  if (refusal) return { refused: refusal };
  await noteAccess(ports, key, staff, { what, why }, at);
  return { stored };
}

/** A reason that is given is one of the service's; whatever is restricted is not read without one. */
export function refuseReading(
  ports: Ports,
  held: Pick<Case, "council" | "service"> & Partial<Pick<Case, "restricted">>,
  why: AccessReason | undefined,
): Refusal | undefined {
  if (!why) return held.restricted ? refuse("reason-needed").refused : undefined;
  const { reasons } = servicePolicy(ports, held).keeping.access;
  return refuseReason(why, reasons)?.refused;
}

/**
 * What is due in the council as far as this person may see it: a restricted case is absent from everybody else's list,
 * but for the coded facts that somebody looks after of any case, and so is the call to its referrer. A referral
 * does not know that its case is restricted, so that the case is asked; few are owed a call at any time. For the few who
 * have declared a conflict, every case is asked.
 */
export async function visibleDue(
  ports: Ports,
  staff: Staff,
  at: Instant,
  what: ReadThing = "case",
): Promise<readonly DueDocument[]> {
  const [due, roster] = await Promise.all([
    ports.store.dueUntil(staff.council),
    rosterOf(ports, staff.council),
  ]);
  const mayConflict = hasConflicts(roster.filter(({ staffId }) => staffId === staff.id));
  const seen = await atMost(due, async (line) => {
    const { restricted } = line.due;
    const isCall = line.key.kind === "referral";
    if (!restricted && !isCall && !mayConflict) return line;
    const caseRef = isCall ? (await ports.store.load<Referral>(line.key))?.state.caseRef : line.key.id;
    const held = caseRef && (await ports.store.load<Case>(caseKey(staff.council, caseRef)))?.state;
    if (!held) return restricted ? undefined : line;
    // Whoever stands in for a manager who has a conflict with it is asked about it, and has it in their list.
    const roles = await actingRoles(ports, staff, { caseRef }, at);
    if (!(await maySee(ports, { ...staff, roles }, held, at, what))) return undefined;
    return held.restricted ? { ...line, due: { ...line.due, restricted: true as const } } : line;
  });
  return seen.flatMap((line) => line ?? []);
}

/** Those of these cases that this person may see; one that is not there is not among them. */
export async function visibleCases(
  ports: Ports,
  staff: Staff,
  caseRefs: readonly string[],
  at: Instant,
  what: ReadThing = "case",
): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  for (const caseRef of new Set(caseRefs)) {
    const held = (await ports.store.load<Case>(caseKey(staff.council, caseRef)))?.state;
    if (held && (await maySee(ports, staff, held, at, what))) seen.add(caseRef);
  }
  return seen;
}
