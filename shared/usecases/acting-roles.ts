import { dayOf, type Instant } from "#shared/domain/calendar-day.ts";
import { hasAny, type Role } from "#shared/domain/decision.ts";
import { reroutesOffDays, standsInForManager } from "#shared/domain/roster.ts";
import type { Staff } from "./case-gate.ts";
import type { Ports } from "./ports.ts";
import { caseAbout, type Named, rosterAbout } from "./read-roster.ts";

/**
 * The roles somebody acts with today: those of their token, and the manager's while they stand in for one who is away,
 * where the policy lets their own role do so (F17); about one case or its referral, also for one who has a conflict with it. So
 * neither a manager's absence nor their conflict ever stops what only a manager decides.
 */
export async function actingRoles(
  ports: Ports,
  staff: Staff,
  about: Named,
  at: Instant,
): Promise<readonly Role[]> {
  const { council, id, roles } = staff;
  const services = ports.policies.filter(
    (policy) => policy.council === council && hasAny(staff, ...policy.people.actsAsManager),
  );
  if (services.length === 0 || hasAny(staff, "manager")) return roles;
  const roster = await rosterAbout(ports, council, await caseAbout(ports, council, about));
  const today = dayOf(at);
  return services.some((policy) =>
    standsInForManager(roster, policy.service, id, today, reroutesOffDays(policy)),
  )
    ? [...roles, "manager"]
    : roles;
}
