import type { CalendarDay, Instant } from "#shared/domain/calendar-day.ts";
import type { AllocationChoice } from "#shared/domain/case/commands.ts";
import type { Actor } from "#shared/domain/decision.ts";
import { changeCase } from "./change-case.ts";
import type { Ports } from "./ports.ts";
import { rosterOf } from "./roster.ts";

/** A manager decides about a case, at a meeting or, for an emergency, outside it (CST-07, CST-08). */
export async function decideAllocation(
  ports: Ports,
  by: Actor & { readonly council: string },
  caseRef: string,
  choice: AllocationChoice,
  meeting: CalendarDay | undefined,
  at: Instant,
) {
  const roster = await rosterOf(ports, by.council);
  return changeCase(ports, by.council, caseRef, by, at, () => ({
    type: "decide-allocation",
    by,
    choice,
    roster,
    ...(meeting ? { meeting } : {}),
  }));
}

/** Somebody confirms that another service has the referral (CST-05). */
export function confirmSignpost(
  ports: Ports,
  by: Actor & { readonly council: string },
  caseRef: string,
  at: Instant,
) {
  return changeCase(ports, by.council, caseRef, by, at, () => ({ type: "confirm-signpost", by }));
}
