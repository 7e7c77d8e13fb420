import { type Actor, accept, type Decision, hasAny, refuse } from "./decision.ts";
import type { Conflict, StaffMember } from "./roster.ts";
import type { Deciding, HeldPart, WorkerEvent } from "./worker-events.ts";

export interface DeclareConflict {
  readonly type: "declare-conflict";
  readonly by: Actor;
  readonly conflict: Omit<Conflict, "id" | "withdrawn">;
  /** What they hold: of the case that is named, and of others of the same person. */
  readonly parts: readonly HeldPart[];
  /** The case of that person that waits as an emergency for a manager to decide. */
  readonly emergency?: Deciding | undefined;
}
export interface WithdrawConflict {
  readonly type: "withdraw-conflict";
  readonly by: Actor;
  readonly id: string;
  /** The name under which the reason is kept. */
  readonly content: string;
}

/** Declared by the person, or by a manager who knows of it. Declared twice, it stands once. */
export function declareConflict(
  held: StaffMember,
  { by, conflict, parts, emergency }: DeclareConflict,
): Decision<WorkerEvent> {
  if (by.id !== held.staffId && !hasAny(by, "manager", "service-manager"))
    return refuse("not-yours-to-record");
  const { conflicts = [] } = held;
  const isKnown = conflicts.some(
    (one) => !one.withdrawn && one.caseRef === conflict.caseRef && one.personRef === conflict.personRef,
  );
  if (isKnown) return accept();
  const id = `K-${conflicts.length + 1}`;
  return accept<WorkerEvent>({
    type: "ConflictDeclared",
    ...conflict,
    id,
    ...(parts.length > 0 ? { parts } : {}),
    ...(emergency && held.roles.includes("manager") ? { decides: emergency } : {}),
  });
}

/** Whoever declared it may not quietly take it back: a manager has to know. */
export function withdrawConflict(
  held: StaffMember,
  { by, id, content }: WithdrawConflict,
): Decision<WorkerEvent> {
  if (!hasAny(by, "manager", "service-manager") || by.id === held.staffId)
    return refuse("not-a-decision-maker");
  const conflict = held.conflicts?.find((one) => one.id === id);
  if (!conflict) return refuse("no-such-conflict");
  return conflict.withdrawn ? accept() : accept<WorkerEvent>({ type: "ConflictWithdrawn", id, content });
}
