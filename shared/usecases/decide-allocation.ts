import type { AllocationRequest } from "#shared/contracts/api.ts";
import { type CalendarDay, dayOf, type Instant } from "#shared/domain/calendar-day.ts";
import type { Case } from "#shared/domain/case/case.ts";
import type { AllocationChoice } from "#shared/domain/case/commands.ts";
import type { Actor } from "#shared/domain/decision.ts";
import { loadsOf } from "./caseloads.ts";
import { casesAround } from "./cases-around.ts";
import { changeCase } from "./change-case.ts";
import { loadMeeting } from "./change-meeting.ts";
import { caseKey } from "./keys.ts";
import type { Ports } from "./ports.ts";
import { rosterOf } from "./read-roster.ts";
import { keepWords } from "./words.ts";

/** A manager decides about a case, at a meeting or, for an emergency, outside it (CST-07, CST-08). */
export async function decideAllocation(
  ports: Ports,
  by: Actor & { readonly council: string },
  caseRef: string,
  request: AllocationRequest,
  meeting: CalendarDay | undefined,
  at: Instant,
) {
  const [roster, choice, sitting, linked] = await Promise.all([
    rosterOf(ports, by.council),
    withWordsKept(ports, by.council, caseRef, request),
    meetingOf(ports, by.council, caseRef, meeting ?? dayOf(at)),
    casesAround(ports, by, caseRef, at),
  ]);
  const workers = choice.decision === "allocate" ? [choice.worker] : [];
  const loads = await loadsOf(ports, by.council, workers, caseRef);
  return changeCase(ports, by.council, caseRef, by, at, () => ({
    type: "decide-allocation",
    by,
    choice,
    roster,
    loads,
    linked,
    ...sitting,
    ...(meeting ? { meeting } : {}),
  }));
}

/** The words for passing a limit are kept first, and the choice carries their name (A2, A4). */
async function withWordsKept(
  ports: Ports,
  council: string,
  caseRef: string,
  request: AllocationRequest,
): Promise<AllocationChoice> {
  if (request.decision !== "allocate" || !request.override) return request as AllocationChoice;
  const { reason } = request.override;
  const content = await keepWords(ports, council, caseRef, "allocation-override", request.override);
  return { ...request, override: { reason, content } };
}

/** A manager takes a case into a meeting whose agenda had closed before it came, or that it was deferred beyond (CST-06). */
export async function takeIn(
  ports: Ports,
  by: Actor & { readonly council: string },
  meeting: CalendarDay,
  caseRef: string,
  at: Instant,
) {
  const { isClosed } = await meetingOf(ports, by.council, caseRef, meeting);
  return changeCase(ports, by.council, caseRef, by, at, () => ({ type: "take-in", by, meeting, isClosed }));
}

/** How the meeting of a case's own service on that day stands; the case says which service that is. */
async function meetingOf(ports: Ports, council: string, caseRef: string, day: CalendarDay) {
  const held = (await ports.store.load<Case>(caseKey(council, caseRef)))?.state;
  const { opened, closed } = (held && (await loadMeeting(ports, held, day))) ?? {};
  return { isOpened: opened !== undefined, isClosed: closed !== undefined };
}

/** Somebody says that they have the alert of a signposted case (CST-05). */
export function acknowledgeAlert(
  ports: Ports,
  by: Actor & { readonly council: string },
  caseRef: string,
  at: Instant,
) {
  return changeCase(ports, by.council, caseRef, by, at, () => ({ type: "acknowledge-alert", by }));
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
