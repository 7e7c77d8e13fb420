import { type Instant, minutesBetween } from "#shared/domain/calendar-day.ts";
import { executionName, trackNames, trackOf } from "#shared/domain/case/case.ts";
import { stepNames } from "#shared/domain/case/obligation.ts";
import type { AccessReason } from "#shared/domain/keeping-policy.ts";
import { openCaseToRead } from "./case-access.ts";
import type { Staff } from "./case-gate.ts";
import { mailsAbout } from "./mails-about.ts";
import type { Ports } from "./ports.ts";

/**
 * What runs for a case, for whoever looks after the machines: each track with its execution and what it waits for,
 * and every effect that is still owed or was given up on, the mails about it too. Nothing of the person.
 */
export async function readOperation(
  ports: Ports,
  staff: Staff,
  caseRef: string,
  why: AccessReason | undefined,
  at: Instant,
) {
  const opened = await openCaseToRead(ports, staff, caseRef, { what: "operation", why }, at);
  if (opened.refused) return opened;
  const { state: held } = opened.stored;
  const tracks = trackNames(held).flatMap((name) => {
    const track = trackOf(held, name);
    const { obligation, episode, backing } = track ?? {};
    if (!obligation || !episode) return [];
    const next = obligation.rungs[obligation.reached];
    const isBacked =
      backing?.sequence === episode.sequence &&
      backing.attempt === episode.attempt &&
      backing.wait === obligation.wait;
    return [
      {
        track: name,
        step: stepNames[obligation.kind],
        due: obligation.due,
        execution: executionName(held, episode),
        begun: episode.begun,
        waitingSince: isBacked ? backing.enteredAt : null,
        nextRung: next?.at ?? null,
        minutesSilent: next && next.at < at ? minutesBetween(next.at, at) : 0,
      },
    ];
  });
  const mails = await mailsAbout(ports, staff.council, caseRef);
  const owed = [opened.stored, ...mails].flatMap(({ key, owedIntents }) =>
    owedIntents.map(({ kind, since, tries, parked }) => ({ of: key.kind, kind, since, tries, parked })),
  );
  return { found: { caseRef, phase: held.phase, tracks, owed }, refused: undefined };
}
