import { type Instant, minutesBetween } from "#shared/domain/calendar-day.ts";
import { isOpen, trackNames } from "#shared/domain/case/case.ts";
import { stepNames } from "#shared/domain/case/obligation.ts";
import type { AccessReason } from "#shared/domain/keeping-policy.ts";
import { epochOf } from "#shared/domain/restores.ts";
import { atMost } from "./at-most.ts";
import { type BackedTrack, backingOf, isRegistered } from "./backing.ts";
import { openCaseToRead } from "./case-access.ts";
import type { Staff } from "./case-gate.ts";
import { mailsAbout } from "./mails-about.ts";
import type { Ports } from "./ports.ts";
import { restoresOf } from "./restores.ts";

/**
 * What runs for a case, for whoever looks after the machines: each track with what it waits for, its execution, and
 * whether that is alive, by what the reconciler goes by; and every effect that is still owed or was given up on, the mails about it too. Nothing of the person.
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
  const known = { epoch: epochOf(await restoresOf(ports, staff.council)) };
  const backed = await atMost(isOpen(held) ? trackNames(held) : [], (name) =>
    backingOf(ports, held, name, at, known),
  );
  const mails = await mailsAbout(ports, staff.council, caseRef);
  const owed = [opened.stored, ...mails].flatMap(({ key, owedIntents }) =>
    owedIntents.map(({ kind, since, tries, parked }) => ({ of: key.kind, kind, since, tries, parked })),
  );
  const tracks = backed.flatMap((track) => (track ? [operationLine(track, at)] : []));
  return { found: { caseRef, phase: held.phase, tracks, owed }, refused: undefined };
}

/** One track: what it waits for, the execution that should be doing so, and whether that is well. */
function operationLine({ name, track, obligation, execution, state, why }: BackedTrack, at: Instant) {
  const { episode, backing } = track;
  const next = obligation.rungs[obligation.reached];
  return {
    track: name,
    step: stepNames[obligation.kind],
    due: obligation.due,
    execution,
    state,
    healthy: why === undefined,
    reason: why ?? null,
    begun: episode.begun,
    waitingSince: (isRegistered(track, obligation) && backing?.enteredAt) || null,
    nextRung: next?.at ?? null,
    minutesSilent: next && next.at < at ? minutesBetween(next.at, at) : 0,
  };
}
