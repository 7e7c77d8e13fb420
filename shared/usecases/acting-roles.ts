import { dayOf, type Instant } from "#shared/domain/calendar-day.ts";
import { hasAny, type Role } from "#shared/domain/decision.ts";
import { standsInForManager } from "#shared/domain/roster.ts";
import type { Staff } from "./case-gate.ts";
import type { Ports } from "./ports.ts";
import { rosterOf } from "./read-roster.ts";

/**
 * The roles somebody acts with today: those of their token, and the manager's while they stand in for one who is away,
 * where the policy lets their own role do so (F17). So a manager's absence never stops what only a manager decides.
 */
export async function actingRoles(ports: Ports, staff: Staff, at: Instant): Promise<readonly Role[]> {
  const { council, id, roles } = staff;
  const services = ports.policies.filter(
    (policy) => policy.council === council && hasAny(staff, ...policy.people.actsAsManager),
  );
  if (services.length === 0 || hasAny(staff, "manager")) return roles;
  const roster = await rosterOf(ports, council);
  const today = dayOf(at);
  return services.some(({ service }) => standsInForManager(roster, service, id, today))
    ? [...roles, "manager"]
    : roles;
}
