import type { Actor, Role } from "#shared/domain/decision.ts";
import type { Roster, StaffMember } from "#shared/domain/roster.ts";

export const council = "milton-keynes";
export const service = "community-support-team";

/** Somebody in post since January 2026. */
export function aPost(staffId: string, role: Role, over: Partial<StaffMember> = {}): StaffMember {
  return {
    staffId,
    name: `Fictional ${staffId}`,
    email: `${staffId}@team.example`,
    roles: [role],
    services: [service],
    deputy: null,
    startsOn: "2026-01-05",
    leavesOn: null,
    ...over,
  };
}

/** A whole team: two workers who stand in for one another, a supervisor, a manager, and every desk. */
export const team: Roster = [
  aPost("anneke", "worker", { deputy: "bram" }),
  aPost("bram", "worker", { deputy: "anneke" }),
  aPost("carys", "worker"),
  aPost("idris", "supervisor", { deputy: "mira" }),
  aPost("mira", "manager", { deputy: "juno" }),
  aPost("juno", "service-manager", { deputy: "petra" }),
  aPost("petra", "director"),
  aPost("duty-desk", "duty"),
  aPost("night-desk", "out-of-hours"),
  aPost("roster-desk", "roster-admin"),
  aPost("auditor-1", "auditor"),
  aPost("operator-1", "operator"),
  aPost("records-desk", "information-governance"),
];

/** The team with some posts changed, or added. */
export function teamWith(...changed: readonly StaffMember[]): Roster {
  const ids = new Set(changed.map(({ staffId }) => staffId));
  return [...team.filter(({ staffId }) => !ids.has(staffId)), ...changed];
}

/** A member of the team as their token names them. */
export function actor(staffId: string, from: Roster = team): Actor & { readonly council: string } {
  const member = from.find((each) => each.staffId === staffId);
  if (!member) throw new Error(`${staffId} is not on the roster of this test`);
  return { id: staffId, roles: member.roles, council };
}
